"""Static files from npm packages: an allow-list in settings, and hashed names without source maps."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core import checks
from django.core.files.storage import FileSystemStorage


class NpmFinder(BaseFinder):
    """Finds the files named in settings.NPM_FILES below node_modules, served under npm/."""

    def __init__(self, *args, **kwargs):
        self.root = Path(settings.BASE_DIR) / "node_modules"
        self.storage = FileSystemStorage(location=self.root)
        self.storage.prefix = "npm"

    def check(self, **kwargs):
        return [
            checks.Error(f"Brak pliku node_modules/{name}. Uruchom: npm ci", id="ui.E001")
            for name in settings.NPM_FILES
            if not (self.root / name).is_file()
        ]

    def find(self, path, find_all=False, **kwargs):
        name = path.removeprefix("npm/")
        found = [str(self.root / name)] if path.startswith("npm/") and name in settings.NPM_FILES else []
        return found if find_all or kwargs.get("all") else (found[0] if found else [])

    def list(self, ignore_patterns):
        for name in settings.NPM_FILES:
            yield name, self.storage


class StaticStorage(ManifestStaticFilesStorage):
    """Hashed names. Packages name .map files that are not copied, so those references are left alone."""

    patterns = tuple(
        (glob, tuple(p for p in rules if "sourceMappingURL" not in (p if isinstance(p, str) else p[0])))
        for glob, rules in ManifestStaticFilesStorage.patterns
    )
