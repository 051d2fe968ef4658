"""Addresses of pages of indices."""

from __future__ import annotations

from django.urls import path

from chiiki_web.indices import views

app_name = "indices"
urlpatterns = [
    path("", views.overview, name="list"),
    path("ict_progress/", views.published_order, name="published_order"),
    path("office/", views.office, name="office"),
    path("office/new/", views.new, name="new"),
    path("office/<int:pk>/", views.index, name="index"),
    path("office/<int:pk>/definition/", views.definition, name="definition"),
    path("office/<int:pk>/definition/<int:number>/", views.shape, name="shape"),
    path("office/<int:pk>/editions/new/", views.edition_new, name="edition_new"),
    path("office/editions/<int:pk>/", views.edition, name="edition"),
    path("office/editions/<int:pk>/figures/", views.figures, name="figures"),
    path(
        "office/editions/<int:pk>/figures/table/",
        views.figures_table,
        name="figures_table",
    ),
    path(
        "office/editions/<int:pk>/figures/survey/",
        views.figures_survey,
        name="figures_survey",
    ),
    path("office/editions/<int:pk>/choices/", views.choices, name="choices"),
    path("office/editions/<int:pk>/run/", views.run, name="run"),
    path("office/editions/<int:pk>/state/", views.run_state, name="run_state"),
    path("office/editions/<int:pk>/publish/", views.publish, name="publish"),
    path("office/runs/<int:pk>/repeat/", views.repeat, name="repeat"),
    path("<slug:code>/", views.newest, name="newest"),
    path("<slug:code>/<slug:edition>/", views.ranking, name="ranking"),
    path("<slug:code>/<slug:edition>/movement/", views.movement, name="movement"),
    path("<slug:code>/<slug:edition>/choices/", views.sensitivity, name="sensitivity"),
    path("<slug:code>/<slug:edition>/method/", views.method, name="method"),
    path("<slug:code>/<slug:edition>/index.csv", views.table_csv, name="table_csv"),
    path("<slug:code>/<slug:edition>/index.xlsx", views.table_xlsx, name="table_xlsx"),
    path(
        "<slug:code>/<slug:edition>/definition.toml",
        views.definition_toml,
        name="definition_toml",
    ),
    path("<slug:code>/<slug:edition>/units/<str:unit>/", views.unit, name="unit"),
]
