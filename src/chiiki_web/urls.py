"""All addresses of the site."""

from __future__ import annotations

from allauth.account import views as sign_in
from django.urls import include, path, re_path

from chiiki_web.accounts.views import set_language

# What of allauth is open: signing in and out, and one's own password. Its page for mail
# addresses is left out: it would let anybody take the address of somebody else.
signing_in = [
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.account_inactive, name="account_inactive"),
    path("signup/", sign_in.signup, name="account_signup"),
    path("password/change/", sign_in.password_change, name="account_change_password"),
    path("password/set/", sign_in.password_set, name="account_set_password"),
    path("password/reset/", sign_in.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        sign_in.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        sign_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
urlpatterns = [
    path("", include("chiiki_web.dashboards.urls")),
    path("language/", set_language, name="set_language"),
    path("accounts/", include(signing_in)),
    path("people/", include("chiiki_web.accounts.urls")),
    path("municipalities/", include("chiiki_web.regions.urls")),
    path("messages/", include("chiiki_web.outbox.urls")),
    path("programmes/", include("chiiki_web.schemes.urls")),
    path("trials/", include("chiiki_web.trials.urls")),
    path("funds/", include("chiiki_web.funds.urls")),
    path("plans/", include("chiiki_web.plans.urls")),
    path("consortia/", include("chiiki_web.consortia.urls")),
    path("advisers/", include("chiiki_web.advisers.urls")),
    path("dispatch/", include("chiiki_web.dispatch.urls")),
    path("placing/", include("chiiki_web.placing.urls")),
    path("applications/", include("chiiki_web.applications.urls")),
    path("workbooks/", include("chiiki_web.workbooks.urls")),
    path("desk/", include("chiiki_web.desk.urls")),
    path("reviews/", include("chiiki_web.reviews.urls")),
    path("awards/", include("chiiki_web.awards.urls")),
    path("overlaps/", include("chiiki_web.overlaps.urls")),
    path("settlements/", include("chiiki_web.settlements.urls")),
    path("services/", include("chiiki_web.services.urls")),
    path("followups/", include("chiiki_web.followups.urls")),
    path("library/", include("chiiki_web.library.urls")),
    path("placements/", include("chiiki_web.placements.urls")),
    path("find/", include("chiiki_web.finding.urls")),
    path("", include("chiiki_web.answers.urls")),
    path("surveys/", include("chiiki_web.surveys.urls")),
    path("results/", include("chiiki_web.results.urls")),
    path("indices/", include("chiiki_web.indices.urls")),
    path("statistics/", include("chiiki_web.statistics.urls")),
    path("files/", include("chiiki_web.custody.urls")),
    path("look/", include("chiiki_web.ui.urls")),
    path("api/", include("chiiki_web.api.urls")),
]
