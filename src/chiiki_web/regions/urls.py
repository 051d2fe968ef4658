"""Addresses of pages about municipalities."""

from __future__ import annotations

from django.urls import path

from chiiki_web.regions import views

app_name = "regions"
urlpatterns = [
    path("", views.municipalities, name="municipalities"),
    path("strength/", views.strengths, name="strengths"),
    path("choices/", views.choices, name="choices"),
]
