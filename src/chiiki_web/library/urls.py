"""Addresses of the case library."""

from __future__ import annotations

from django.urls import path

from chiiki_web.library import views

app_name = "library"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("publish/<int:service_pk>/", views.publish, name="publish"),
]
