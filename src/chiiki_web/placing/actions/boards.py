"""Every deed on a round holds its board first, and moves it by one version."""

from __future__ import annotations

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.placing.models import Board
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Round


class CannotMatch(Refusal):
    """The board stays as it was."""


def hold_board(round_id: int, by: Membership) -> Board:
    """Lock the board of a round for a deed of its office; the first deed makes the row."""
    one = Round.objects.select_related("call").get(pk=round_id)
    if by.role != Membership.Role.OFFICE or by.organisation_id != one.call.office_id:
        raise CannotMatch(reason("placing.office_only"))
    Board.objects.get_or_create(round=one)
    return lock(round_id)


def lock(round_id: int) -> Board:
    """Whoever comes second waits here until the first has done."""
    return (
        Board.objects.select_for_update(of=("self",))
        .select_related("round__call__fund")
        .get(round=round_id)
    )


def moved(board: Board) -> int:
    """Move a held board on; return its new version."""
    board.version += 1
    board.save(update_fields=["version"])
    return board.version
