"""Addresses of the pages about stored files and promises."""

from __future__ import annotations

from django.urls import path

from chiiki_web.custody import views

app_name = "custody"
urlpatterns = [
    path("", views.files, name="files"),
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("promises/", views.promises, name="promises"),
]
