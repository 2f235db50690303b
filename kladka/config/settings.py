"""Every setting of an installation, in one file; what differs between places comes from the environment.

KLADKA_VAR      folder for the database, static files and keys (default: var/ beside the code)
DATABASE_URL    sqlite:///… or postgres://… (default: SQLite in KLADKA_VAR)
KLADKA_SECRET   secret for sessions and forms (default: made once and kept in KLADKA_VAR)
KLADKA_HOSTS    comma-separated host names (default: loopback only)
KLADKA_KEYS     file with the keys (default: keys.json in KLADKA_VAR); in production on another disk or host
KLADKA_BACKUP_TO         folder for backups (default: backups/ in KLADKA_VAR); in production another disk
KLADKA_BACKUP_RECIPIENT  public key (age1…) that backups are made to; with it the worker makes one every day
KLADKA_ANCHOR   file with the heads of the journal (default: anchor.log in KLADKA_VAR); better on another host
KLADKA_DEMO     "1" allows one-click sign-in of the demo accounts, on loopback only
KLADKA_HTTPS    "1" when people come over https (default, but for the demo and for loopback hosts alone);
                the proxy in front must then set X-Forwarded-Proto itself
KLADKA_IDLE_MINUTES  after how long without work a session ends, 15 to 30 (default 30)
KLADKA_MAIL     smtp://user:password@host:587 (STARTTLS) or smtps://…:465; without it no letter leaves
KLADKA_MAIL_FROM     address of the sender
KLADKA_SMS_GATEWAY   class that sends text messages: kladka.casework.clock.sms.HttpGateway or your own
                (default: none)
KLADKA_SMS_URL  where that gateway posts to
KLADKA_SMS_TOKEN     its bearer token
KLADKA_PROXIES  how many reverse proxies of ours stand in front (default 0): that many addresses are taken
                from the right of X-Forwarded-For; with 0 the header is not read
KLADKA_ADDRESS  address of this installation in links that leave it, e.g. https://kladka.powiat.pl
                (default: the first host name)
KLADKA_FORUM_HOST  host name on which the Forum is served, apart from casework (default: none)
KLADKA_CLAMD    unix socket of ClamAV, e.g. /run/clamav/clamd.ctl (default: none, and pages say so)
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

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
BACKUP_TO = os.environ.get("KLADKA_BACKUP_TO", str(VAR_DIR / "backups"))
BACKUP_RECIPIENT = os.environ.get("KLADKA_BACKUP_RECIPIENT", "")
ANCHOR_FILE = os.environ.get("KLADKA_ANCHOR", str(VAR_DIR / "anchor.log"))
DEBUG = False
DEMO = os.environ.get("KLADKA_DEMO") == "1"
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = os.environ.get("KLADKA_HOSTS", ",".join(LOOPBACK_HOSTS)).split(",")
FORUM_HOST = os.environ.get("KLADKA_FORUM_HOST", "")
if FORUM_HOST:
    ALLOWED_HOSTS.append(FORUM_HOST)
_OVER_HTTPS = "0" if DEMO or set(ALLOWED_HOSTS) <= set(LOOPBACK_HOSTS) else "1"
HTTPS = os.environ.get("KLADKA_HTTPS", _OVER_HTTPS) == "1"
ADDRESS = os.environ.get("KLADKA_ADDRESS", f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR / 'kladka.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL + FULL: an answered write is on disk; IMMEDIATE: no "database is locked" between two writers.
    # secure_delete: what was deleted or sealed anew does not stay in free pages of the file.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON;",
    }

else:
    # Row-level security makes estimates high, and compiling a query would take longer than answering it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

INSTALLED_APPS = [
    "kladka.config",
    "kladka.operations",
    "kladka.casework.rights",
    "kladka.casework.reports",
    "kladka.casework.access",
    "kladka.casework.oversight",
    "kladka.casework.correspondence",
    "kladka.casework.aftercare",
    "kladka.casework.clock",
    "kladka.casework.exchange",
    "kladka.casework.casefile",
    "kladka.casework.issuing",
    "kladka.casework.monitoring",
    "kladka.casework.undue",
    "kladka.casework.recalculation",
    "kladka.casework.benefits",
    "kladka.casework.insurance",
    "kladka.casework.ledger",
    "kladka.casework.changes",
    "kladka.casework.anomalies",
    "kladka.casework.settlement",
    "kladka.casework.moves",
    "kladka.casework.programmes",
    "kladka.casework.needs",
    "kladka.casework.intake",
    "kladka.casework.decisions",
    "kladka.casework.attachments",
    "kladka.casework.letters",
    "kladka.casework.cases",
    "kladka.casework.people",
    "kladka.staff",
    "kladka.journal",
    "kladka.accounts",
    "kladka.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "kladka.ui.headers.Headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kladka.ui.nul.NoNul",
    "kladka.config.hosts.ByHost",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kladka.accounts.backend.Known",
    "kladka.config.walls.Walls",
    "allauth.account.middleware.AccountMiddleware",
    "kladka.accounts.sessions.Limits",
    "kladka.accounts.interrupted.SignedIn",
    "kladka.accounts.second_factor.Required",
    "kladka.journal.reading.RecordReads",
    "kladka.accounts.language.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kladka.casework.moves.handed.ReadOnly",
    "kladka.accounts.once.Once",
]
ROOT_URLCONF = "kladka.config.urls"
WSGI_APPLICATION = "kladka.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["kladka.accounts.templatetags.once", "kladka.ui.templatetags.frame"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kladka.accounts.context.page",
                "kladka.casework.exports.context.export",
            ],
        },
    }
]
FORM_RENDERER = "kladka.ui.forms.Renderer"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["kladka.accounts.backend.WithRoles"]
PASSWORD_HASHERS = ["kladka.accounts.passwords.Argon2id"]
PASSWORD_RESET_TIMEOUT = 24 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kladka.accounts.passwords.NotGuessable"},
]
# django-allauth: which of its pages exist is in kladka/accounts/urls.py.
ACCOUNT_ADAPTER = "kladka.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_FORMS = {
    "login": "kladka.accounts.forms.SignInForm",
    "change_password": "kladka.accounts.forms.ChangePassword",
    "reset_password_from_key": "kladka.accounts.forms.NewPasswordForm",
}
MFA_ADAPTER = "kladka.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the address is entered by whoever made the account
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "kladka.accounts.forms.CodeForm",
    "authenticate_webauthn": "kladka.accounts.forms.KeyForm",
    "login_webauthn": "kladka.accounts.forms.KeySignInForm",
    "add_webauthn": "kladka.accounts.forms.NewKeyForm",
    "activate_totp": "kladka.accounts.forms.NewCodesForm",
    "deactivate_totp": "kladka.accounts.forms.RemoveCodesForm",
    "generate_recovery_codes": "kladka.accounts.forms.NewRecoveryCodesForm",
}
# Wrong guesses per account (key) and per address; a whole office may share one address.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/h/key",
    "school_link": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KLADKA_PROXIES", "0"))
# Counters of guesses, shared by all processes. A full table drops a third of its rows, counters too: so big.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "kladka.accounts.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE = 60 * min(30, max(15, int(os.environ.get("KLADKA_IDLE_MINUTES", "30"))))
CSRF_FAILURE_VIEW = "kladka.accounts.views.stale_form"
# Words for the next page wait on the server: a cookie would carry names of people.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# A __Host- cookie comes from this very host over https, so no neighbouring host can plant one.
# What every cookie and every answer carries besides is in kladka/ui/headers.py.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # the preload list of browsers: up to the domain's owner
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
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = VAR_DIR / "files"
FILES_PER_CASE = 200 * 1024 * 1024  # bytes
FILES_PER_ORGANISATION = 20 * 1024 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["kladka.uploads.receiving.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
CLAMD = os.environ.get("KLADKA_CLAMD", "")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

_MAIL = urlsplit(os.environ.get("KLADKA_MAIL", ""))
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "", _MAIL.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.scheme == "smtps", _MAIL.scheme == "smtp"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KLADKA_MAIL_FROM", "kladka@localhost")
SMS_GATEWAY = os.environ.get("KLADKA_SMS_GATEWAY", "")
SMS_URL, SMS_TOKEN = os.environ.get("KLADKA_SMS_URL", ""), os.environ.get("KLADKA_SMS_TOKEN", "")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_data": {"()": "kladka.config.logs.WithoutData"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "without_data"}},
    # Django's own handlers would write the texts of errors; everything goes to ours.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
