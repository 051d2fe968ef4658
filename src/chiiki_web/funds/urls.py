"""Addresses of pages about budgets."""

from __future__ import annotations

from django.urls import path

from chiiki_web.funds import views

app_name = "funds"
urlpatterns = [path("calls/new/", views.new_call, name="new_call")]
