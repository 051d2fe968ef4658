"""Addresses of pages about programmes and calls."""

from __future__ import annotations

from django.urls import path

from chiiki_web.schemes import views

app_name = "schemes"
urlpatterns = [
    path("", views.listed, name="list"),
    path("calls/<int:pk>/", views.call, name="call"),
    path("calls/<int:pk>/extend/", views.extend, name="extend"),
    path("<slug:code>/", views.detail, name="detail"),
]
