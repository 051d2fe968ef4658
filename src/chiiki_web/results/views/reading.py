"""What everybody reads: the list, an edition, its tables, and the survey of 2011."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from chiiki import reference
from chiiki_web import access
from chiiki_web.results import queries
from chiiki_web.results.views import showing, tables
from chiiki_web.surveys.queries import surveys_everybody_sees, surveys_visible_to
from chiiki_web.ui import formats
from chiiki_web.ui.charts import Bar, Bars


@access.public
def overview(request: HttpRequest) -> HttpResponse:
    """Every survey with published results; the office also reads what it can prepare."""
    member = getattr(request, "member", None)
    own = surveys_visible_to(member).filter(state="closed") if member else []
    return render(
        request,
        "results/list.html",
        {
            "editions": queries.newest_published(),
            "own": own,
            "earlier": reference.load_survey(),
        },
    )


@access.public
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One edition: whom it is about, its four tables, and how it was reckoned."""
    if not queries.published().filter(survey__code=code).exists():
        survey = get_object_or_404(surveys_everybody_sees(), code=code)
        return render(request, "results/not_yet.html", {"survey": survey})
    read = showing.read_or_404(request, code)
    context = showing.context_of(read, request)
    return render(
        request,
        "results/detail.html",
        context
        | {
            "tables": showing.tables_of(read, str(context["query"])),
            "compared": [one for one in read.comparisons if "fault" not in one],
            "is_public": True,
        },
    )


@access.public
def table(request: HttpRequest, code: str, table: str) -> HttpResponse:
    """One table: of all, or in parts; ``?base=``, ``?by=`` and ``?item=`` choose."""
    read = showing.read_or_404(request, code)
    wish = queries.wish_of(read, showing.table_code_or_404(table), request.GET.dict())
    context = showing.context_of(read, request)
    here = request.path + str(context["query"])
    return render(
        request,
        "results/table.html",
        context
        | tables.table_context(read, wish, here)
        | {"others": showing.tables_of(read, str(context["query"])), "is_public": True},
    )


@access.public
def earlier(request: HttpRequest) -> HttpResponse:
    """The survey of 2011 as it was published; its answers are not at hand."""
    survey = reference.load_survey()
    names = {one.code: formats.words(one.words) for one in reference.load_fields()}
    return render(
        request,
        "results/earlier.html",
        {
            "published": survey,
            "others": reference.load_other_surveys(),
            "charts": [
                _bars(
                    _("Municipalities that run ICT projects, by field (2011)"),
                    [(names[code], value) for code, value in survey.by_field.items()],
                    formats.words(survey.note),
                ),
                _bars(
                    _("Difficulties, mean of the fields (2011)"),
                    _said(survey.difficulties),
                ),
                _bars(
                    _("Effect where a project runs (2011)"),
                    _said(survey.effects_running),
                    formats.words(survey.effects_note),
                ),
                _bars(
                    _("Expectation where none runs (2011)"),
                    _said(survey.effects_not_running),
                ),
            ],
        },
    )


def _said(figures: Sequence[reference.Figure]) -> list[tuple[str, float]]:
    return [(formats.words(one.words), one.percent) for one in figures]


def _bars(title: str, rows: list[tuple[str, float]], note: str = "") -> Bars:
    return Bars(
        title=title,
        rows=tuple(Bar(label, value) for label, value in rows),
        unit="%",
        decimals=1,
        maximum=100,
        source=formats.cited(reference.load_survey().source),
        note=note,
    )
