"""Addresses of results of surveys."""

from __future__ import annotations

from django.urls import path

from chiiki_web.results import views

app_name = "results"
urlpatterns = [
    path("", views.overview, name="list"),
    path("earlier/2011/", views.earlier, name="earlier"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/prepare/", views.prepare, name="prepare"),
    path("<slug:code>/prepare/state/", views.state, name="state"),
    path("<slug:code>/prepare/units.csv", views.units, name="units"),
    path("<slug:code>/prepare/<str:table>/", views.preview, name="preview"),
    path("<slug:code>/compare/<slug:before>/", views.compare, name="compare"),
    path("<slug:code>/results.xlsx", views.as_xlsx, name="xlsx"),
    path("<slug:code>/results.csv", views.as_csv, name="csv"),
    path("<slug:code>/results.parquet", views.as_parquet, name="parquet"),
    path("<slug:code>/results.json", views.as_json, name="json"),
    path("<slug:code>/results.pdf", views.as_pdf, name="pdf"),
    path("<slug:code>/codebook.csv", views.codebook_csv, name="codebook_csv"),
    path("<slug:code>/codebook.toml", views.codebook_toml, name="codebook_toml"),
    path("<slug:code>/<str:table>/", views.table, name="table"),
]
