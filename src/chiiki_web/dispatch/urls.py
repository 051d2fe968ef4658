"""Addresses of pages about dispatch requests."""

from __future__ import annotations

from django.urls import path

from chiiki_web.dispatch import views

app_name = "dispatch"
urlpatterns = [
    path("", views.listed, name="list"),
    path("desk/", views.desk, name="desk"),
    path("desk.csv", views.export, name="export"),
    path("answers/<str:token>/", views.answer, name="answer"),
    path("new/", views.new, name="new"),
    path("drafts/<int:pk>/delete/", views.drop, name="drop"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/<int:pk>/", views.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/give/", views.recommend, name="recommend"),
    path("recommendations/<int:pk>/decline/", views.refuse, name="refuse"),
    path("recommendations/<int:pk>/withdraw/", views.take_back, name="take_back"),
    path(
        "recommendations/<int:pk>/letter/",
        views.recommendation_letter,
        name="recommendation_letter",
    ),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/propose/", views.propose, name="propose"),
    path("<int:pk>/rank/", views.rank, name="rank"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/decline/", views.decline, name="decline"),
    path("<int:pk>/report/", views.report, name="report"),
    path("<int:pk>/ask/", views.ask, name="ask"),
    path("<int:pk>/remind/<int:candidate_pk>/", views.remind, name="remind"),
    path("<int:pk>/stop/<int:candidate_pk>/", views.stop_waiting, name="stop_waiting"),
    path("<int:pk>/go-on/", views.go_on, name="go_on"),
    path("<int:pk>/schedule/", views.schedule, name="schedule"),
    path("<int:pk>/schedule/<int:schedule_pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/days.ics", views.calendar, name="calendar"),
    path("<int:pk>/letters/<int:letter_pk>/", views.letter, name="letter"),
    path("<int:pk>/lift/<int:candidate_pk>/", views.lift, name="lift"),
    path("<int:pk>/fees/<int:fee_pk>/", views.pay, name="pay"),
    path("<int:pk>/survey/", views.survey, name="survey"),
]
