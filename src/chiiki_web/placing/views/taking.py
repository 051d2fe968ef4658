"""What the office is content with is shown to the requesters, after a look back."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch.models import Request
from chiiki_web.placing import actions, queries
from chiiki_web.placing.models import Taken
from chiiki_web.placing.views import pages
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Round
from chiiki_web.ui import confirming, formats

MOST_SAID = 30


@access.role("office")
def take(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the candidates of the chosen requests to their requesters."""
    one = pages.round_or_404(request, pk)
    if request.method != "POST":
        return pages.to_board(request, pk)
    chosen = list(_numbers(request))
    if chosen and confirming.is_new(request):
        return confirming.ask(request, _question(one, chosen))
    if chosen and not confirming.is_confirmed(request):
        return pages.to_board(request, pk)
    seen, matching = _number(request, "seen"), _number(request, "matching")
    try:
        taken = _take(request, one, matching, chosen, seen)
    except Refusal as refusal:
        pages.say(request, refusal)
        return pages.to_board(request, pk, since=seen)
    messages.success(
        request,
        ngettext(
            "The candidates of %(count)s request are shown to its requester.",
            "The candidates of %(count)s requests are shown to their requesters.",
            len(taken),
        )
        % {"count": len(taken)},
    )
    return pages.to_board(request, pk)


def _take(
    request: MemberRequest, one: Round, matching: int, chosen: list[int], seen: int
) -> list[Taken]:
    return actions.take_over(
        one.pk, matching, chosen, seen=seen, by=request.member, at=timezone.now()
    )


def _question(one: Round, chosen: list[int]) -> confirming.Question:
    """Whom each of the chosen requesters will be shown."""
    row = queries.last_done(queries.board_of(one))
    run = queries.read_run(row) if row else None
    said = []
    if run is not None:
        names = queries.Names((), run.advisers)
        rows = Request.objects.filter(pk__in=chosen[:MOST_SAID])
        said = [
            (
                f"{row.number} {formats.local(row.organisation, 'name')}",
                names.advisers(run.sent(str(row.pk))) or formats.NOTHING,
            )
            for row in rows.select_related("organisation").order_by("pk")
        ]
    if (left := len(chosen) - len(said)) > 0:
        said.append((_("and more"), formats.with_unit(left, _(" requests"))))
    return confirming.Question(
        title=_("Show these candidates to the requesters?"),
        said=said,
        follows=(
            _(
                "Each requester is told, sees the proposed person first and those who come"
                " next, and puts them in order."
            ),
            _("Where the choice was left to the office, the first is asked at once."),
            _("They stay as they are when the rest is worked out again."),
        ),
        button=_("Show the candidates"),
    )


def _numbers(request: MemberRequest) -> Iterator[int]:
    for text in request.POST.getlist("take"):
        if pages.is_number(text):
            yield int(text)


def _number(request: MemberRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if pages.is_number(text) else 0
