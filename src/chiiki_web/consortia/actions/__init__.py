"""Everything that can happen to a consortium and to a recommendation."""

from chiiki_web.consortia.actions.answering import (
    CannotAnswer,
    accept_invitation,
    decline_invitation,
)
from chiiki_web.consortia.actions.held import CannotChangeConsortium
from chiiki_web.consortia.actions.inviting import (
    invite_partner,
    send_again,
    withdraw_invitation,
)
from chiiki_web.consortia.actions.mailing import mail_invitations
from chiiki_web.consortia.actions.recommending import (
    CannotRecommend,
    ask_recommendation,
    cancel_request,
    decline_recommendation,
    give_recommendation,
    withdraw_recommendation,
)
from chiiki_web.consortia.actions.registering import (
    CannotRegister,
    Newcomer,
    ask_registration,
    refuse_registration,
    register_newcomer,
)
from chiiki_web.consortia.actions.taking_part import (
    CannotSign,
    Part,
    PartHasChanged,
    Share,
    end_partnership,
    set_part,
    sign_off,
)

__all__ = [
    "CannotAnswer",
    "CannotChangeConsortium",
    "CannotRecommend",
    "CannotRegister",
    "CannotSign",
    "Newcomer",
    "Part",
    "PartHasChanged",
    "Share",
    "accept_invitation",
    "ask_recommendation",
    "ask_registration",
    "cancel_request",
    "decline_invitation",
    "decline_recommendation",
    "end_partnership",
    "give_recommendation",
    "invite_partner",
    "mail_invitations",
    "refuse_registration",
    "register_newcomer",
    "send_again",
    "set_part",
    "sign_off",
    "withdraw_invitation",
    "withdraw_recommendation",
]
