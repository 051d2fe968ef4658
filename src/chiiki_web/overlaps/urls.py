"""Addresses of pages about overlaps."""

from __future__ import annotations

from django.urls import path

from chiiki_web.overlaps import views

app_name = "overlaps"
urlpatterns = [
    path("applications/<int:pk>/", views.of_application, name="application"),
    path("calls/<int:pk>/", views.of_call, name="call"),
]
