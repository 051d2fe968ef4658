"""The plainest thing that stores something: one row, one commit. Only for measuring."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from chiiki_web import access


class Row(models.Model):
    content = models.TextField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.content


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Row)


def plug() -> None:
    """Put the bare page beside the pages of the site."""
    settings.ROOT_URLCONF = "bare"


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    Row.objects.create(content=request.body.decode())
    return HttpResponse(status=302, headers={"Location": "/"})


@access.role("officer")
def insert_as_officer(request: HttpRequest) -> HttpResponse:
    """The same behind the door of the site: session, form, its token, and the hat."""
    Row.objects.create(content=request.POST["content"])
    return HttpResponse(status=302, headers={"Location": "/"})


urlpatterns = [
    path("bare/", insert),
    path("bare/officer/", insert_as_officer),
    path("", include("chiiki_web.urls")),
]
