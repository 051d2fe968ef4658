"""Addresses of the search."""

from __future__ import annotations

from django.urls import path

from chiiki_web.finding import views

app_name = "finding"
urlpatterns = [
    path("", views.search, name="search"),
    path("advisers/", views.advisers, name="advisers"),
]
