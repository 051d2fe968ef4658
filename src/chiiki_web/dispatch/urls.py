"""Addresses of pages about dispatch requests."""

from __future__ import annotations

from django.urls import path

from chiiki_web.dispatch import views

app_name = "dispatch"
urlpatterns = [
    path("", views.listed, name="list"),
    path("desk/", views.desk, name="desk"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/propose/", views.propose, name="propose"),
    path("<int:pk>/rank/", views.rank, name="rank"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/decline/", views.decline, name="decline"),
    path("<int:pk>/report/", views.report, name="report"),
]
