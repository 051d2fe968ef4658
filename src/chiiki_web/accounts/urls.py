"""Addresses of pages about people and organisations."""

from __future__ import annotations

from django.urls import path

from chiiki_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("hat/", views.choose_hat, name="choose_hat"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/email/", views.change_email, name="change_email"),
    path("memberships/<int:pk>/end/", views.end_membership, name="end_membership"),
]
