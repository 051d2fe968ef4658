"""Addresses for programs; the first two in the form of the jGrants public API."""

from __future__ import annotations

from django.urls import path

from chiiki_web.api import views

app_name = "api"
urlpatterns = [
    path("", views.guide, name="guide"),
    path("v1/public/subsidies", views.subsidies, name="subsidies"),
    path("v1/public/subsidies/id/<str:subsidy_id>", views.subsidy, name="subsidy"),
    path("openapi.json", views.openapi, name="openapi"),
    path("calls.atom", views.feed, name="feed"),
    path("calls.ics", views.calendar, name="calendar"),
    path("calls/<int:pk>.ics", views.call_calendar, name="call_calendar"),
    path("calls/<int:pk>.jsonld", views.call_linked, name="call_linked"),
    path("programmes/<slug:code>.jsonld", views.programme_linked, name="linked"),
]
