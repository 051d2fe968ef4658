"""Addresses of the pages over everything."""

from __future__ import annotations

from django.urls import path

from chiiki_web.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("my/", views.my, name="my"),
    path("figures/", views.figures, name="figures"),
    path("figures/<slug:code>.csv", views.figure_csv, name="figure_csv"),
    path("cases/", views.cases, name="cases"),
    path("cases/<str:case>/", views.case, name="case"),
    path("events/", views.events, name="events"),
]
