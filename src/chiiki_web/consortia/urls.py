"""Addresses of pages about consortia and recommendations."""

from __future__ import annotations

from django.urls import path

from chiiki_web.consortia import views

app_name = "consortia"
urlpatterns = [
    path("", views.listed, name="list"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/invite/", views.invite, name="invite"),
    path("plans/<int:pk>/recommendation/", views.ask, name="ask"),
    path("plans/<int:pk>/sign/", views.sign, name="sign"),
    path("partnerships/<int:pk>/", views.partnership, name="partnership"),
    path("partnerships/<int:pk>/part/", views.part, name="part"),
    path("partnerships/<int:pk>/again/", views.again, name="again"),
    path("partnerships/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("partnerships/<int:pk>/end/", views.end, name="end"),
    path("invitations/<int:pk>/accept/", views.accept, name="accept"),
    path("invitations/<int:pk>/decline/", views.decline, name="decline"),
    path("join/<str:token>/", views.join, name="join"),
    path("recommendations/<int:pk>/", views.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/give/", views.give, name="give"),
    path("recommendations/<int:pk>/decline/", views.refuse, name="refuse"),
    path("recommendations/<int:pk>/withdraw/", views.take_back, name="take_back"),
    path("recommendations/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("recommendations/<int:pk>/letter/", views.letter, name="letter"),
    path("registrations/", views.registrations, name="registrations"),
    path("registrations/<int:pk>/", views.registration, name="registration"),
]
