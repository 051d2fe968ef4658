"""Addresses of the numbers."""

from __future__ import annotations

from django.urls import path

from chiiki_web.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("advisers/", views.advisers, name="advisers"),
    path("municipalities/", views.municipalities, name="municipalities"),
    path("rows/", views.rows, name="rows"),
    path("rows.csv", views.rows_csv, name="rows_csv"),
    path("rows.xlsx", views.rows_xlsx, name="rows_xlsx"),
    path("table.csv", views.table_csv, name="table_csv"),
    path("table.xlsx", views.table_xlsx, name="table_xlsx"),
]
