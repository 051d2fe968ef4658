"""Addresses of pages about workbooks."""

from __future__ import annotations

from django.urls import path

from chiiki_web.workbooks import views

app_name = "workbooks"
urlpatterns = [
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/plan.xlsx", views.plan_xlsx, name="plan_xlsx"),
    path("plans/<int:pk>/costs/", views.costs, name="costs"),
    path("plans/<int:pk>/costs.xlsx", views.costs_xlsx, name="costs_xlsx"),
    path("plans/<int:pk>/costs.csv", views.costs_csv, name="costs_csv"),
    path("applications/<int:pk>/", views.application, name="application"),
    path(
        "applications/<int:pk>/plan.xlsx",
        views.application_xlsx,
        name="application_xlsx",
    ),
    path("<int:pk>/", views.upload, name="upload"),
    path("<int:pk>/take/", views.take, name="take"),
    path("<int:pk>/file/", views.file, name="file"),
]
