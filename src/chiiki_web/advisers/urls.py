"""Addresses of the register of advisers."""

from __future__ import annotations

from django.urls import path

from chiiki_web.advisers import views

app_name = "advisers"
urlpatterns = [
    path("", views.listed, name="list"),
    path("mine/", views.mine, name="mine"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change, name="change"),
]
