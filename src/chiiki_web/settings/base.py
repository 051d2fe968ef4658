"""Settings that hold everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parents[1]

APPS = [
    "ui",
    "audit",
    "documents",
    "regions",
    "accounts",
    "outbox",
    "schemes",
    "funds",
    "surveys",
    "answers",
    "results",
    "indices",
    "backgrounds",
    "plans",
    "consortia",
    "advisers",
    "dispatch",
    "placing",
    "applications",
    "trials",
    "workbooks",
    "reviews",
    "awards",
    "overlaps",
    "desk",
    "settlements",
    "services",
    "followups",
    "library",
    "placements",
    "statistics",
    "finding",
    "api",
    "custody",
    "dashboards",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    *(f"chiiki_web.{app}" for app in APPS),
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "chiiki_web.documents.middleware.MostSentMiddleware",
    "chiiki_web.accounts.middleware.PlainTextMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "chiiki_web.accounts.middleware.MemberMiddleware",
    "chiiki_web.accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chiiki_web.ui.marking.MarkedTextMiddleware",
    "chiiki_web.documents.middleware.FileNotReadableMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chiiki_web.accounts.context.member",
                "chiiki_web.navigation.navigation",
            ]
        },
    }
]
ROOT_URLCONF = "chiiki_web.urls"
WSGI_APPLICATION = "chiiki_web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["chiiki_web.accounts.backends.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "chiiki_web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "chiiki_web.accounts.forms.SignInForm",
    "reset_password": "chiiki_web.accounts.forms.NewPasswordForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can sign up: nobody is invited to
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[chiiki] "
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords are counted by accounts.actions.try_to_sign_in, by address and client.
    "login_failed": None,
    # The rest only slows down machines: a town hall stands behind one client address.
    "login": "300/m/ip",
    "reset_password": "100/m/ip,5/m/key",
    "reset_password_from_key": "100/m/ip",
}
CACHES = {
    "default": {  # shared by all servers: allauth counts requests in it
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "chiiki_cache",
    },
    "near": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboards:my"
ACCOUNT_LOGOUT_REDIRECT_URL = "dashboards:home"
CSRF_FAILURE_VIEW = "chiiki_web.accounts.views.csrf_failure"
SESSION_ENGINE = "chiiki_web.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
CHIIKI_ATTACHMENT_MAX_BYTES = 50 * 1024 * 1024
CHIIKI_FILES_READ_WITHIN_DAYS = 7  # every stored file is read again at least so often
DEFAULT_FROM_EMAIL = "chiiki <no-reply@localhost>"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_TIMEOUT = 20  # seconds: a mail server that hangs does not hold up the worker
