"""Addresses of those who answer: by their link, or signed in."""

from __future__ import annotations

from django.urls import path

from chiiki_web.answers import views

app_name = "answers"
urlpatterns = [
    path("surveys/<slug:code>/answer/", views.mine, name="mine"),
    path("answers/<str:token>/", views.start, name="start"),
    path("answers/<str:token>/part/<slug:code>/", views.part, name="part"),
    path("answers/<str:token>/choose/", views.choose, name="choose"),
    path("answers/<str:token>/sheet/", views.sheet, name="sheet"),
    path("answers/<str:token>/sheet.xlsx", views.sheet_xlsx, name="sheet_xlsx"),
    path("answers/<str:token>/sheet/<int:pk>/", views.upload, name="upload"),
    path("answers/<str:token>/send/", views.send, name="send"),
    path("answers/<str:token>/receipt/<int:number>/", views.receipt, name="receipt"),
]
