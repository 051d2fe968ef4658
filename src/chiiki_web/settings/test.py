"""Settings of the test run; CHIIKI_DATABASE_URL chooses the database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from chiiki_web.settings.base import *  # noqa: F403
from chiiki_web.settings.database import parse_database_url

SECRET_KEY = "test"
DEBUG = False
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": parse_database_url(
        os.environ.get("CHIIKI_DATABASE_URL", "sqlite:///:memory:")
    )
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CHIIKI_FILES = Path(tempfile.gettempdir()) / f"chiiki-test-files-{os.getpid()}"
CHIIKI_SEARCH = Path(tempfile.gettempdir()) / f"chiiki-test-search-{os.getpid()}"
CHIIKI_ADDRESS = "http://testserver"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
