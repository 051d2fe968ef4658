"""Addresses of pages about programmes, versions of their rules, and calls."""

from __future__ import annotations

from django.urls import path

from chiiki_web.schemes import views

app_name = "schemes"
urlpatterns = [
    path("", views.listed, name="list"),
    path("facts/", views.facts, name="facts"),
    path("calls/<int:pk>/", views.call, name="call"),
    path("calls/<int:pk>/extend/", views.extend, name="extend"),
    path("calls/<int:pk>/correct/", views.correct, name="correct"),
    path("calls/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("calls/<int:pk>/amend/", views.amend, name="amend"),
    path("calls/<int:pk>/rounds/", views.rounds, name="rounds"),
    path(
        "calls/<int:pk>/rounds/suggested/", views.take_suggested, name="take_suggested"
    ),
    path("rounds/<int:pk>/", views.round_page, name="round"),
    path("rounds/<int:pk>/stop/", views.stop_round, name="stop_round"),
    path("rounds/<int:pk>/reopen/", views.reopen_round, name="reopen_round"),
    path("rounds/<int:pk>/delete/", views.delete_round, name="delete_round"),
    path("versions/<int:pk>/", views.version, name="version"),
    path("versions/<int:pk>/text/", views.toml, name="toml"),
    path("versions/<int:pk>/since/<int:other>/", views.compare, name="compare"),
    path("versions/<int:pk>/edit/", views.edit, name="edit"),
    path("versions/<int:pk>/edit/text/", views.edit_text, name="edit_text"),
    path("versions/<int:pk>/edit/rules/", views.edit_rules, name="edit_rules"),
    path(
        "versions/<int:pk>/edit/rules/<slug:rule>/", views.edit_rule, name="edit_rule"
    ),
    path("versions/<int:pk>/edit/<slug:part>/", views.edit_part, name="edit_part"),
    path("versions/<int:pk>/publish/", views.publish, name="publish"),
    path("versions/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("versions/<int:pk>/discard/", views.discard, name="discard"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/versions/", views.versions, name="versions"),
    path("<slug:code>/versions/new/", views.start, name="start"),
]
