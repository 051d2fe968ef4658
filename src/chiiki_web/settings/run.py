"""Settings of the running site; `chiiki site run` sets the variables read here."""

from __future__ import annotations

import os
from pathlib import Path

from chiiki_web.settings.base import *  # noqa: F403
from chiiki_web.settings.database import parse_database_url
from chiiki_web.settings.logs import without_secrets, without_trace_of_refusals


def _secret_key(folder: Path) -> str:
    """Return the key of this installation, made once and readable by us alone."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(os.urandom(48).hex())
    return path.read_text()


DATA = Path(os.environ.get("CHIIKI_DATA", "var")).resolve()
SECRET_KEY = _secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("CHIIKI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("CHIIKI_ORIGINS", "").split(",") if origin
]
DATABASES = {
    "default": parse_database_url(
        os.environ.get("CHIIKI_DATABASE_URL", f"sqlite:///{DATA}/chiiki.sqlite3")
    )
}
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CHIIKI_FILES = DATA / "files"
CHIIKI_SEARCH = DATA / "search"  # can be made anew from the database
CHIIKI_FILES_READ_WITHIN_DAYS = int(
    os.environ.get("CHIIKI_FILES_READ_WITHIN_DAYS", "7")
)
EMAIL_FILE_PATH = DATA / "mail"
if "CHIIKI_SMTP_HOST" in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["CHIIKI_SMTP_HOST"]
    EMAIL_PORT = int(os.environ.get("CHIIKI_SMTP_PORT", "25"))
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("CHIIKI_PROXIES", "0"))
CHIIKI_ADDRESS = os.environ.get("CHIIKI_ADDRESS", "http://127.0.0.1:8000")
if CHIIKI_ADDRESS.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "short_refusals": {
            "()": "django.utils.log.CallbackFilter",
            "callback": without_trace_of_refusals,
        },
        "no_secrets": {
            "()": "django.utils.log.CallbackFilter",
            "callback": without_secrets,
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["short_refusals", "no_secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
