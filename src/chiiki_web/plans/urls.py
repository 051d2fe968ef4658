"""Addresses of pages about plans."""

from __future__ import annotations

from django.urls import path

from chiiki_web.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/edit/<slug:step>/", views.edit, name="edit"),
    path("<int:pk>/choose/<slug:step>/", views.choose, name="choose"),
    path("<int:pk>/earlier/<slug:step>/", views.earlier, name="earlier"),
    path("<int:pk>/copy/", views.copy, name="copy"),
    path("<int:pk>/copied/", views.copied, name="copied"),
    path("<int:pk>/background/", views.background, name="background"),
    path("<int:pk>/costs/", views.costs, name="costs"),
    path("<int:pk>/checklist/", views.checklist, name="checklist"),
    path("<int:pk>/checklist/<slug:item>/", views.answer, name="answer"),
    path("<int:pk>/checklist/<slug:item>/file/", views.evidence, name="evidence"),
    path("<int:pk>/check/", views.checks, name="checks"),
    path("<int:pk>/check/<int:call_pk>/", views.check, name="check"),
]
