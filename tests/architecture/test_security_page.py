"""What docs/security.md says in figures and lists is what the program has: limits, keys, ways in, data."""

import ast
import re
import tomllib
from pathlib import Path

from django.conf import settings

from kladka.accounts import actions, forms, once, proofs
from kladka.accounts.models import Organisation, SignIn
from kladka.accounts.passwords import NotGuessable
from kladka.casework.cases.openings import BreakGlass
from kladka.journal.models import Entry
from kladka.operations import backup
from kladka.uploads import accepting, office, pdf, pictures
from kladka.vault import keys, sealing

from .test_public_pages import PUBLIC

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
MB = 1024 * 1024


def section(title):
    """The text under a heading of the page."""
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def cells(title, column=0):
    """One column of the table under a heading, without its head."""
    rows = [line.strip("| ").split(" | ") for line in section(title).splitlines() if line.startswith("| ")]
    return [row[column] for row in rows[1:] if not row[0].startswith("---")]


def limits():
    """{words: value}: every limit that the page prints, as the program has it."""
    return {
        "bezczynność kończy sesję po": f"{settings.SESSION_IDLE // 60} min (15–30)",
        "sesja trwa najwyżej": f"{settings.SESSION_COOKIE_AGE // 3600} h",
        "świeży dowód, kim się jest": f"{proofs.FRESH // 60} min",
        "odnośnik do hasła działa raz i": f"{settings.PASSWORD_RESET_TIMEOUT // 3600} h",
        "złe hasła i kody: na adres sieciowy; na konto": settings.ACCOUNT_RATE_LIMITS["login_failed"],
        "wszystkie logowania z adresu": settings.ACCOUNT_RATE_LIMITS["login"],
        "prośby o odnośnik: z adresu; na konto": settings.ACCOUNT_RATE_LIMITS["reset_password"],
        "hasło": f"{_shortest()}–{forms.LONGEST_PASSWORD} znaków, dowolnych, bez okresowej zmiany",
        "logowania pamiętane": f"{actions.KEPT.days} dni",
        "klucz formularza pamiętany": f"{once.KEPT.total_seconds() / 3600:.0f} h",
        "spraw na godzinę, po których alarm": f"{_default(Organisation, 'looks_per_hour')} (zwykle)",
        "dostęp awaryjny": f"zwykle {_default(BreakGlass, 'minutes')} min, najwyżej 24 h",
        "akta sprawy po jej zakończeniu": f"{_default(Organisation, 'retention_years')} lat (zwykle)",
        "rodzaje plików": ", ".join(sorted(accepting.MEDIA)),
        "plik": f"{accepting.LARGEST // MB} MB",
        "plików w jednym żądaniu": str(settings.DATA_UPLOAD_MAX_NUMBER_FILES),
        "pola formularza bez plików": f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB} MB",
        "pliki sprawy": f"{settings.FILES_PER_CASE // MB} MB",
        "pliki jednostki": f"{settings.FILES_PER_ORGANISATION // 1024 // MB} GB",
        "obraz": f"{pictures.LARGEST // 1_000_000} mln punktów",
        "PDF": f"{pdf.MOST_PAGES} stron, po rozpakowaniu {pdf.MOST_UNPACKED // MB} MB",
        "dokument biurowy": f"{office.MOST_PARTS} części, po rozpakowaniu {office.MOST_UNPACKED // MB} MB",
        "kopie zapasowe": f"{backup.KEPT} ostatnich",
    }


def _shortest():
    return settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"]


def _default(model, name):
    return model._meta.get_field(name).default


def printed(limits):
    return "\n".join(f"| {words} | {value} |" for words, value in limits.items())


def test_limits_printed_are_those_of_the_program():
    table = section("Granice").partition("|---|---|\n")[2].strip()
    assert table == printed(limits()), printed(limits())


def test_words_refused_in_passwords_are_printed():
    words = " ".join(section("Logowanie").split()).rpartition("nazwy jednostki: ")[2].strip(" .")
    assert words == ", ".join(NotGuessable.OURS)


def test_every_way_of_signing_in_is_printed():
    said = " ".join(section("Logowanie").lower().split())
    assert [way.label for way in SignIn.Way if way.label not in said] == []
    mine = {"/" + re.sub(r"<str:uidb36>/<str:key>", "…", one) for one in PUBLIC if one.startswith("konto/")}
    assert set(re.findall(r"`(/konto/[^`]*)`", section("Logowanie"))) == mine | {
        "/konto/zaloguj/klucz/",
        "/konto/zaloguj/drugi-krok/",
    }


def users_of_cryptography():
    """Modules of the program that import a library of cryptography, and the names they take from hashlib."""
    found, hashes = set(), set()
    for path in sorted((ROOT / "kladka").rglob("*.py")):
        tree = ast.parse("" if "migrations" in path.parts else path.read_text())
        for node in ast.walk(tree):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if {name.partition(".")[0] for name in names} & {
                "cryptography",
                "hashlib",
                "hmac",
                "pyrage",
                "ssl",
                "Crypto",
            }:
                found.add(str(path.relative_to(ROOT)))
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "hashlib":
                hashes.add(node.attr)
    return found, hashes


def test_the_inventory_names_every_key_and_every_module_that_uses_cryptography():
    """AES-256-GCM and SHA-256 alone in our code; every purpose of the ring has a row."""
    rows = set(re.findall(r"`([\w]+)`", " ".join(cells("Kryptografia"))))
    assert rows == {*keys.PURPOSES, "KLADKA_SECRET", "KLADKA_BACKUP_RECIPIENT"}
    found, hashes = users_of_cryptography()
    assert set(re.findall(r"`(kladka/[\w/]+\.py)`", section("Kryptografia"))) == found, sorted(found)
    assert hashes == {"sha256"}
    sealing_code = Path(sealing.__file__).read_text()
    assert re.findall(r"^from cryptography\S* import (.*)$", sealing_code, re.MULTILINE) == [
        "InvalidTag",
        "AESGCM",
    ]
    assert (8 * keys.LENGTH, 8 * sealing.DIGEST, sealing.NONCE) == (256, 128, 12)
    assert "(256 bitów)" in section("Kryptografia")


def test_every_class_of_data_has_its_protection_printed():
    terms = tomllib.loads((ROOT / "kladka/casework/rights/terms.toml").read_text())
    assert re.findall(r"`(\w+)`", " ".join(cells("Klasy danych"))) == list(terms["classes"])


def test_every_connection_and_every_log_is_printed():
    """Each setting that names a place to connect to, and each table and stream that keeps what happened."""
    said = re.findall(r"`([A-Z_]+)`", section("Połączenia"))
    assert said == ["DATABASE_URL", "KLADKA_MAIL", "KLADKA_CLAMD", "KLADKA_BACKUP_TO"]
    logs = section("Dzienniki")
    assert {Entry.__name__, SignIn.__name__, "KLADKA_ANCHOR"} <= set(re.findall(r"`(\w+)`", logs))
    assert list(settings.LOGGING["handlers"]) == ["console"]
    assert settings.LOGGING["handlers"]["console"]["class"] == "logging.StreamHandler"
    assert "stderr" in logs


def test_times_for_mending_libraries_and_the_risky_ones_are_printed():
    days = [int(one.removesuffix(" dni")) for one in cells("Biblioteki", 1)]
    assert days == sorted(days)
    assert len(days) == 3
    risky = set(re.findall(r"`([a-z][\w.-]+)`", section("Biblioteki").partition("Ryzykowne")[2])) - {
        "kladka/uploads"
    }
    pinned = set(
        re.findall(r"^([\w.-]+)(?:\[.*?\])?==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    )
    assert len(risky) >= 8
    assert risky - pinned == set()
