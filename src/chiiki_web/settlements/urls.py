"""Addresses of pages about spending, reports and settlements."""

from __future__ import annotations

from django.urls import path

from chiiki_web.settlements import views

app_name = "settlements"
urlpatterns = [
    path("", views.listed, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/spend/", views.spend, name="spend"),
    path("<int:pk>/report/", views.report, name="report"),
    path("<int:pk>/return/", views.give_back, name="return"),
    path("<int:pk>/fix/", views.fix, name="fix"),
    path("<int:pk>/pay/", views.pay, name="pay"),
    path("<int:pk>/letter/", views.letter, name="letter"),
    path("spending/<int:pk>/strike/", views.strike, name="strike"),
    path("spending/<int:pk>/evidence/", views.evidence, name="evidence"),
]
