"""Addresses of pages about selections and awards."""

from __future__ import annotations

from django.urls import path

from chiiki_web.awards import views

app_name = "awards"
urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("selection/<int:call_pk>/", views.selection, name="selection"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/decline/", views.decline, name="decline"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/letter/", views.letter, name="letter"),
]
