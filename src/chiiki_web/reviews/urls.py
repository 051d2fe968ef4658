"""Addresses of pages about reviews."""

from __future__ import annotations

from django.urls import path

from chiiki_web.reviews import views

app_name = "reviews"
urlpatterns = [
    path("", views.listed, name="list"),
    path("board/", views.board, name="board"),
    path("assign/<int:application_pk>/", views.assign, name="assign"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/declare/", views.declare, name="declare"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
]
