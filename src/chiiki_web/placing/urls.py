"""Addresses of the board."""

from __future__ import annotations

from django.urls import path

from chiiki_web.placing.views import (
    board,
    reasons,
    reports,
    rounds,
    runs,
    taking,
    wishes,
)

app_name = "placing"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("rounds/<int:pk>/", board.board, name="board"),
    path("rounds/<int:pk>/state/", board.state, name="state"),
    path("rounds/<int:pk>/run/", runs.start, name="start"),
    path("rounds/<int:pk>/wish/", wishes.wish, name="wish"),
    path("rounds/<int:pk>/undo/", wishes.undo, name="undo"),
    path("rounds/<int:pk>/take/", taking.take, name="take"),
    path("rounds/<int:pk>/requests/<int:request_pk>/", reasons.why, name="why"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/again/", runs.again, name="again"),
    path("runs/<int:pk>/weigh/<int:request_pk>/", reasons.weigh, name="weigh"),
    path("runs/<int:pk>/report/", reports.page, name="report"),
    path("runs/<int:pk>/report.xlsx", reports.workbook, name="workbook"),
    path("wishes/<int:pk>/end/", wishes.end, name="end_wish"),
]
