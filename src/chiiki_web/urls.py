"""All addresses of the site."""

from __future__ import annotations

from django.urls import include, path

from chiiki_web.accounts.views import set_language

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.account.urls")),
    path("people/", include("chiiki_web.accounts.urls")),
]
