"""Addresses of the register of advisers."""

from __future__ import annotations

from django.urls import path

from chiiki_web.advisers import views

app_name = "advisers"
urlpatterns = [
    path("", views.listed, name="list"),
    path("mine/", views.mine, name="mine"),
    path("mine/statement/", views.state, name="state"),
    path("mine/statement/begin/", views.begin, name="begin"),
    path("mine/statement/photo/", views.put_photo, name="put_photo"),
    path("mine/statement/recall/", views.recall, name="recall"),
    path("mine/statement/drop/", views.drop, name="drop"),
    path("mine/calendar/", views.calendar, name="calendar"),
    path("register/", views.register, name="register"),
    path("invite/", views.invite, name="invite"),
    path("join/<str:token>/", views.join, name="join"),
    path("new/", views.new, name="new"),
    path("statements/", views.received, name="received"),
    path("statements/<int:pk>/", views.statement, name="statement"),
    path("statements/<int:pk>/photo/", views.stated_photo, name="stated_photo"),
    path("statements/<int:pk>/accept/", views.accept, name="accept"),
    path("statements/<int:pk>/return/", views.give_back, name="return"),
    path("statements/<int:pk>/decline/", views.decline, name="decline"),
    path("commissions/", views.commissions, name="commissions"),
    path("commissions/<int:pk>/end/", views.end, name="end"),
    path("commissions/<int:pk>/letter/", views.letter, name="letter"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/photo/", views.photo, name="photo"),
    path("<int:pk>/change/", views.change, name="change"),
]
