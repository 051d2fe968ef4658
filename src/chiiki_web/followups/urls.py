"""Addresses of pages about yearly status reports."""

from __future__ import annotations

from django.urls import path

from chiiki_web.followups import views

app_name = "followups"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<int:pk>/", views.report, name="report"),
]
