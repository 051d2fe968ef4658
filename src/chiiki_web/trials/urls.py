"""Addresses of pages on which versions of rules are tried."""

from __future__ import annotations

from django.urls import path

from chiiki_web.trials import views

app_name = "trials"
urlpatterns = [
    path("<int:pk>/", views.over_applications, name="over_applications"),
    path("<int:pk>/table/", views.over_table, name="over_table"),
    path("<int:pk>/one/", views.one, name="one"),
]
