"""Django's own admin over the applications: the list that benchmarks/desk.py is held against."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import include, path

from chiiki_web.applications.models import Application


class OpenSite(admin.AdminSite):
    """Open to everybody: only the list is measured."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


class Applications(admin.ModelAdmin):  # type: ignore[type-arg]
    """The columns of the desk, 50 a page, with its search and a filter by state."""

    list_display = (
        *("number", "plan", "organisation", "requested", "submitted_at", "status"),
        *("assigned_to", "decide_by"),
    )
    list_select_related = (
        *("plan", "organisation", "call", "award", "assigned_to__user"),
    )
    list_filter = ("status",)
    list_per_page = 50
    ordering = ("-submitted_at", "-pk")
    search_fields = (
        *("number", "plan__title", "organisation__name_ja", "organisation__name_en"),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_add_permission = has_change_permission = has_delete_permission = (
        has_view_permission
    )


site = OpenSite()
site.register(Application, Applications)
urlpatterns = [path("admin/", site.urls), path("", include("chiiki_web.urls"))]
