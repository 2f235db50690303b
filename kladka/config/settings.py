"""Every setting of an installation, in one file; what differs between places comes from the environment.

KLADKA_VAR      folder for the database, static files and keys (default: var/ beside the code)
DATABASE_URL    sqlite:///… or postgres://… (default: SQLite in KLADKA_VAR)
KLADKA_SECRET   secret for sessions and forms (default: made once and kept in KLADKA_VAR)
KLADKA_HOSTS    comma-separated host names (default: loopback only)
KLADKA_KEYS     file with the keys (default: keys.json in KLADKA_VAR); in production on another disk or host
KLADKA_DEMO     "1" allows one-click sign-in of the demo accounts, on loopback only
"""

import os
import secrets
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("KLADKA_VAR", BASE_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _kept_secret() -> str:
    if from_environment := os.environ.get("KLADKA_SECRET"):
        return from_environment
    path = VAR_DIR / "secret"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = _kept_secret()
KEY_FILE = os.environ.get("KLADKA_KEYS", str(VAR_DIR / "keys.json"))
DEBUG = False
DEMO = os.environ.get("KLADKA_DEMO") == "1"
ALLOWED_HOSTS = os.environ.get("KLADKA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR / 'kladka.sqlite3'}"), conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL + FULL: an answered write is on disk; IMMEDIATE: no "database is locked" between two writers.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }

INSTALLED_APPS = [
    "kladka.config",
    "kladka.casework.rights",
    "kladka.casework.benefits",
    "kladka.casework.programmes",
    "kladka.casework.intake",
    "kladka.casework.decisions",
    "kladka.casework.cases",
    "kladka.casework.people",
    "kladka.journal",
    "kladka.accounts",
    "kladka.ui",
    "django_htmx",
    "django.forms",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kladka.ui.nul.NoNul",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kladka.accounts.interrupted.SignedIn",
    "kladka.accounts.language.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kladka.accounts.once.Once",
]
ROOT_URLCONF = "kladka.config.urls"
WSGI_APPLICATION = "kladka.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["kladka.accounts.templatetags.once"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kladka.accounts.context.page",
            ],
        },
    }
]
FORM_RENDERER = "kladka.ui.forms.Renderer"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kladka.accounts.views.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "pl"
LANGUAGES = [
    ("pl", "polski"),
    ("uk", "українська"),
    ("en", "English"),
    ("ru", "русский"),
    ("be", "беларуская"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [BASE_DIR / "kladka" / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kladka.ui.npm.NpmFinder",
]
# Listed one by one: the packages hold 26 MB that no page needs.
NPM_FILES = [
    "@tabler/core/dist/css/tabler.min.css",
    "@tabler/core/dist/css/tabler.rtl.min.css",
    "@tabler/core/dist/js/tabler.min.js",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kladka.ui.npm.StaticStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
