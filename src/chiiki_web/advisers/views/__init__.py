"""Pages of the register of advisers."""

from chiiki_web.advisers.views.calendars import calendar
from chiiki_web.advisers.views.commissions import commissions, end, letter
from chiiki_web.advisers.views.deciding import (
    accept,
    decline,
    give_back,
    received,
    statement,
)
from chiiki_web.advisers.views.inviting import invite, join
from chiiki_web.advisers.views.office import change, new, register
from chiiki_web.advisers.views.own import mine
from chiiki_web.advisers.views.public import detail, listed, photo
from chiiki_web.advisers.views.stating import (
    begin,
    drop,
    put_photo,
    recall,
    state,
    stated_photo,
)

__all__ = [
    "accept",
    "begin",
    "calendar",
    "change",
    "commissions",
    "decline",
    "detail",
    "drop",
    "end",
    "give_back",
    "invite",
    "join",
    "letter",
    "listed",
    "mine",
    "new",
    "photo",
    "put_photo",
    "recall",
    "received",
    "register",
    "state",
    "stated_photo",
    "statement",
]
