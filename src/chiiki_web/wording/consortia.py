"""Words for consortia and recommendations."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "consortia.administrators_only": _("Only an administrator can register somebody."),
    "consortia.already_invited": _("%(name)s is invited or takes part already."),
    "consortia.amount_not_signed": _(
        "The amount applied for (%(requested)s) is not the one that the partners signed"
        " (%(signed)s). Write the same amount into the plan, and let them sign again."
    ),
    "consortia.answered_already": _("%(name)s has answered already."),
    "consortia.asked_already": _(
        "The registration is asked for already. The administrator will answer."
    ),
    "consortia.asked_for_already": _(
        "%(name)s is asked already, or has recommended the plan for this call."
    ),
    "consortia.call_over": _(
        "The application is sent, or the call is closed: nothing can be recommended now."
    ),
    "consortia.changed_meanwhile": _(
        "Somebody of your organisation saved another text meanwhile. What you typed is"
        " still here: compare it with the saved text, then save again."
    ),
    "consortia.lead_bears_the_rest": _(
        "The lead bears what the partners leave; its costs stand in the plan."
    ),
    "consortia.lead_only": _("Only the organisation that leads the plan can do this."),
    "consortia.lead_stays": _("The organisation that leads the plan cannot leave it."),
    "consortia.link_ended": _(
        "This link is no longer used: a newer one was sent, or the invitation was taken"
        " back. Please ask the organisation that invited you."
    ),
    "consortia.link_expired": _(
        "This link could be used until %(at)s. Please ask the organisation that invited"
        " you to send it again."
    ),
    "consortia.link_used": _(
        "This invitation was answered on %(at)s. A link can be used once."
    ),
    "consortia.name_and_mail": _(
        "Write the name and the email address of whom to invite."
    ),
    "consortia.no_ground": _("Write the reason."),
    "consortia.no_local_government": _(
        "%(name)s is no local government. Only a prefecture or a municipality recommends."
    ),
    "consortia.no_partner": _("%(name)s cannot be a partner in a plan."),
    "consortia.not_given": _("There is no recommendation that could be withdrawn."),
    "consortia.not_invited": _(
        "This invitation is for %(name)s. Only an officer of that organisation can answer."
    ),
    "consortia.not_yours": _("Only officers of the organisation itself can do this."),
    "consortia.officers_only": _(
        "Only an officer of the invited organisation can answer."
    ),
    "consortia.part_not_said": _(
        "Write first what your organisation does in the plan, then sign."
    ),
    "consortia.partner_of_itself": _("Your own organisation leads the plan already."),
    "consortia.partners_sign_first": _(
        "The lead signs last. These partners have not signed the plan as it stands:"
        " %(names)s."
    ),
    "consortia.read_again": _(
        "The plan has changed since you opened the page. Nothing was done. Please read"
        " it as it is now."
    ),
    "consortia.recommender_only": _(
        "Only an officer of the local government that was asked can do this."
    ),
    "consortia.recommends_itself": _(
        "A local government does not recommend a plan of its own."
    ),
    "consortia.sent_often": _(
        "%(name)s was sent %(count)s links within 24 hours. Please ask there by telephone"
        " whether the mail arrives, or send it again tomorrow."
    ),
    "consortia.sent_already": _(
        "The application was sent with this recommendation; it cannot be withdrawn now."
        " Please speak to the programme office."
    ),
    "consortia.settled_already": _("This registration is settled already."),
    "consortia.shares_exceed": _(
        "%(head)s: the partners bear %(borne)s, more than the %(planned)s in the plan."
    ),
    "consortia.sign_off_missing": _("%(name)s has not signed the plan yet."),
    "consortia.sign_off_stale": _(
        "%(name)s signed an older text. Changed since: %(parts)s."
    ),
    "consortia.takes_no_part": _("This organisation takes no part in the plan."),
}
EVENTS: dict[str, Promise] = {
    "partnership.invited": _("An organisation was invited to the plan"),
    "partnership.invited_again": _("The invitation was sent again"),
    "partnership.invitation_withdrawn": _("An invitation was withdrawn"),
    "partnership.accepted": _("A partner accepted the invitation"),
    "partnership.declined": _("An invited organisation declined"),
    "partnership.left": _("A partner left the consortium"),
    "partnership.part_set": _("A member wrote its part and costs"),
    "partnership.signed": _("A member signed the plan"),
    "partnership.registration_asked": _(
        "The registration of an invited body was asked for"
    ),
    "partnership.registration_done": _("An invited body was registered"),
    "partnership.registration_refused": _("An invited body was not registered"),
    "recommendation.asked": _("A recommendation was asked for"),
    "recommendation.given": _("A local government recommended the plan"),
    "recommendation.declined": _("A local government declined to recommend"),
    "recommendation.withdrawn": _("A recommendation was withdrawn"),
    "recommendation.cancelled": _("A request for a recommendation was withdrawn"),
}
DETAILS: dict[str, Promise] = {
    "partnership": _("partnership"),
    "recommendation": _("recommendation"),
    "signed_version": _("version that was signed"),
    "plan_digest": _("SHA-256 of the plan as it was read"),
}
