"""All addresses of the site."""

from __future__ import annotations

from django.urls import include, path

from chiiki_web.accounts.views import set_language

urlpatterns = [
    path("", include("chiiki_web.dashboards.urls")),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.account.urls")),
    path("people/", include("chiiki_web.accounts.urls")),
    path("municipalities/", include("chiiki_web.regions.urls")),
    path("messages/", include("chiiki_web.outbox.urls")),
    path("programmes/", include("chiiki_web.schemes.urls")),
    path("funds/", include("chiiki_web.funds.urls")),
    path("plans/", include("chiiki_web.plans.urls")),
    path("advisers/", include("chiiki_web.advisers.urls")),
    path("dispatch/", include("chiiki_web.dispatch.urls")),
    path("applications/", include("chiiki_web.applications.urls")),
    path("reviews/", include("chiiki_web.reviews.urls")),
    path("awards/", include("chiiki_web.awards.urls")),
    path("settlements/", include("chiiki_web.settlements.urls")),
    path("services/", include("chiiki_web.services.urls")),
    path("followups/", include("chiiki_web.followups.urls")),
    path("library/", include("chiiki_web.library.urls")),
    path("look/", include("chiiki_web.ui.urls")),
]
