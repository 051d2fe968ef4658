"""Addresses of surveys."""

from __future__ import annotations

from django.urls import path

from chiiki_web.surveys.views import (
    desk,
    frame,
    public,
    questionnaires,
    response,
    running,
)

app_name = "surveys"
urlpatterns = [
    path("", public.listed, name="list"),
    path("desk/", desk.listed, name="desk"),
    path("new/", desk.new, name="new"),
    path("questionnaires/", questionnaires.listed, name="questionnaires"),
    path("questionnaires/new/", questionnaires.new, name="new_questionnaire"),
    path(
        "questionnaires/<int:pk>/", questionnaires.questionnaire, name="questionnaire"
    ),
    path(
        "questionnaires/<int:pk>/change/",
        questionnaires.change,
        name="change_questionnaire",
    ),
    path(
        "questionnaires/<int:pk>/text/",
        questionnaires.download,
        name="download_questionnaire",
    ),
    path(
        "questionnaires/<int:pk>/compare/<int:other>/",
        questionnaires.compare,
        name="compare",
    ),
    path("<slug:code>/", public.detail, name="detail"),
    path("<slug:code>/questions/", public.questions, name="questions"),
    path("<slug:code>/office/", desk.office, name="office"),
    path("<slug:code>/change/", desk.change, name="change"),
    path("<slug:code>/frame/", frame.frame, name="frame"),
    path("<slug:code>/frame/all/", frame.take_all, name="take_all"),
    path("<slug:code>/frame/upload/", frame.upload, name="upload"),
    path("<slug:code>/frame/tables/<int:pk>/", frame.table, name="table"),
    path("<slug:code>/frame/exclude/", frame.exclude, name="exclude"),
    path("<slug:code>/frame/include/<int:number>/", frame.include, name="include"),
    path("<slug:code>/sample/", frame.sample, name="sample"),
    path("<slug:code>/open/", running.open_survey, name="open"),
    path("<slug:code>/close/", running.close, name="close"),
    path("<slug:code>/extend/", running.extend, name="extend"),
    path("<slug:code>/remind/", running.remind, name="remind"),
    path("<slug:code>/response/", response.response, name="response"),
    path("<slug:code>/recipients/", response.listed, name="recipients"),
    path("<slug:code>/recipients.csv", response.listed_csv, name="recipients_csv"),
    path("<slug:code>/recipients/letters.pdf", response.letters, name="letters"),
    path("<slug:code>/recipients/posted/", response.posted, name="posted"),
    path("<slug:code>/recipients/<int:number>/", response.recipient, name="recipient"),
    path("<slug:code>/recipients/<int:number>/renew/", response.renew, name="renew"),
    path(
        "<slug:code>/recipients/<int:number>/correct/", response.correct, name="correct"
    ),
]
