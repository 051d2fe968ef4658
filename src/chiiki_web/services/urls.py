"""Addresses of pages about services."""

from __future__ import annotations

from django.urls import path

from chiiki_web.services import views

app_name = "services"
urlpatterns = [
    path("", views.listed, name="list"),
    path("board/", views.board, name="board"),
    path("register/<int:award_pk>/", views.register, name="register"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/end/", views.end, name="end"),
    path("warnings/<int:pk>/answer/", views.answer, name="answer"),
    path("warnings/<int:pk>/close/", views.close, name="close"),
]
