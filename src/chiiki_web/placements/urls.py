"""Addresses of pages about placements of managers."""

from __future__ import annotations

from django.urls import path

from chiiki_web.placements import views

app_name = "placements"
urlpatterns = [
    path("", views.listed, name="list"),
    path("public/", views.published_list, name="public_list"),
    path("public/<int:pk>/", views.published, name="public"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/notice/", views.notice, name="notice"),
    path("<int:pk>/statement/", views.statement, name="statement"),
    path("<int:pk>/terms/", views.terms, name="terms"),
    path("<int:pk>/agree/", views.agree, name="agree"),
    path("<int:pk>/milestones/add/", views.milestone_add, name="milestone_add"),
    path("milestones/<int:pk>/", views.milestone_change, name="milestone_change"),
    path(
        "milestones/<int:pk>/remove/", views.milestone_remove, name="milestone_remove"
    ),
    path(
        "milestones/<int:pk>/settle/", views.milestone_settle, name="milestone_settle"
    ),
    path("changes/<int:pk>/", views.change_answer, name="change_answer"),
    path("<int:pk>/abilities/add/", views.ability_add, name="ability_add"),
    path("abilities/<int:pk>/remove/", views.ability_remove, name="ability_remove"),
    path("abilities/<int:pk>/next/", views.next_step, name="next_step"),
    path("<int:pk>/assess/", views.assess, name="assess"),
    path("logs/<int:pk>/", views.log, name="log"),
    path("logs/<int:pk>/confirm/", views.log_confirm, name="log_confirm"),
    path("logs/<int:pk>/return/", views.log_return, name="log_return"),
    path("<int:pk>/know-how/add/", views.know_how_add, name="know_how_add"),
    path("know-how/<int:pk>/", views.know_how_change, name="know_how_change"),
    path("know-how/<int:pk>/publish/", views.know_how_publish, name="know_how_publish"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/extend/", views.extend, name="extend"),
    path("<int:pk>/finish/", views.finish, name="finish"),
    path("<int:pk>/outcome/", views.outcome, name="outcome"),
]
