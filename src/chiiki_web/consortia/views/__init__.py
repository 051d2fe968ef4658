"""Pages about consortia and recommendations."""

from chiiki_web.consortia.views.answering import accept, decline, partnership
from chiiki_web.consortia.views.inviting import again, end, invite, withdraw
from chiiki_web.consortia.views.joining import join
from chiiki_web.consortia.views.listing import listed
from chiiki_web.consortia.views.recommending import (
    ask,
    cancel,
    give,
    letter,
    recommendation,
    refuse,
    take_back,
)
from chiiki_web.consortia.views.registering import registration, registrations
from chiiki_web.consortia.views.together import part, plan, sign

__all__ = [
    "accept",
    "again",
    "ask",
    "cancel",
    "decline",
    "end",
    "give",
    "invite",
    "join",
    "letter",
    "listed",
    "part",
    "partnership",
    "plan",
    "recommendation",
    "refuse",
    "registration",
    "registrations",
    "sign",
    "take_back",
    "withdraw",
]
