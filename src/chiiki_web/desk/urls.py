"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from chiiki_web.desk.views import batches, exporting, listing, processing, saving

app_name = "desk"
urlpatterns = [
    path("", listing.desk, name="list"),
    path("views/", saving.views, name="views"),
    path("views/save/", saving.save, name="save_view"),
    path("views/default/", saving.choose_default, name="default_view"),
    path("views/<int:pk>/remove/", saving.remove, name="remove_view"),
    path("many/", batches.choose, name="choose"),
    path("many/run/", batches.run, name="run"),
    path("many/done/", batches.batches, name="batches"),
    path("many/done/<int:pk>/", batches.batch, name="batch"),
    path("export/", exporting.export, name="export"),
    path("export.csv", exporting.as_csv, name="csv"),
    path("export.xlsx", exporting.as_xlsx, name="xlsx"),
    path("processing/", processing.processing, name="processing"),
    path("processing/<int:call_pk>/", processing.set_time, name="set_time"),
]
