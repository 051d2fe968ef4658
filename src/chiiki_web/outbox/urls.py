"""Addresses of pages of messages."""

from __future__ import annotations

from django.urls import path

from chiiki_web.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:pk>/", views.read, name="read"),
    path("<int:pk>/file/", views.enclosure, name="enclosure"),
    path("settings/", views.choices, name="choices"),
    path("sent/", views.sent, name="sent"),
    path("sent/again/", views.all_again, name="all_again"),
    path("sent/<int:pk>/again/", views.again, name="again"),
]
