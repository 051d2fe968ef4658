"""One plan, its applications to one call, and every deed by its name in the model."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

from chiiki_web.applications import actions, queries
from chiiki_web.awards.models import Award
from chiiki_web.refusals import Refusal
from web import make
from web.applications import made, states
from web.make import NOW

DAY = timedelta(days=1)


class Site:
    """One plan, its applications to one call, and the people around it."""

    def __init__(self):
        office, officer = make.member("office"), make.member()
        self.people = {
            "officer": officer,
            "colleague": make.member(of=officer.organisation),
            "office": office,
            "stranger": make.member(),
            "other_office": make.member("office"),
            "reviewer": make.member("reviewer"),
            "auditor": make.member("auditor"),
        }
        self.call = make.call(office)
        self.plan = make.full_plan(officer)
        self.amounts = count(11_999_999, -1)
        self.at, self.key, self.return_form = NOW, uuid4(), uuid4()
        self.correct_by = None
        self.application = actions.start_application(
            self.plan.pk, self.call.pk, by=officer, at=NOW
        )

    def does(self, deed, by=None, correct_by=None):
        """Do a deed by the action of the site; what it gives back."""
        person = self.people[by or ("office" if deed in states.OFFICE else "officer")]
        self.correct_by_next = correct_by or self.at + 3 * DAY
        given = getattr(self, f"_{deed}")({"by": person, "at": self.at})
        if deed == "start":
            self.application = given
        return given

    def standing(self):
        """How the database stands."""
        application = made.fresh(self.application)
        in_order = application.completeness.filter(is_in_order=True).count()
        correct_by = application.correct_by
        return states.Standing(
            status=application.status,
            files=len(queries.files_of(application)),
            versions=application.submissions.count(),
            returns=application.comments.filter(asks_correction=True).count(),
            is_complete=in_order == len(queries.COMPLETENESS),
            is_selected=queries.is_decided(application),
            call_is_over=self.at >= self.call.closes_at,
            correction_is_over=correct_by is not None and self.at >= correct_by,
        )

    def _start(self, act):
        return actions.start_application(self.plan.pk, self.call.pk, **act)

    def _amount(self, act):
        more = {"requested": next(self.amounts), "recommended_by": ""}
        return actions.set_amount(self.application.pk, **more, **act)

    def _attach(self, act):
        upload = made.paper(f"{uuid4()}.pdf")
        return actions.attach_file(
            self.application.pk, kind="plan", upload=upload, **act
        )

    def _remove(self, act):
        (one, *_) = queries.files_of(self.application)
        return actions.remove_attachment(one.pk, **act)

    def _submit(self, act):
        key = uuid4()
        given = actions.submit_application(self.application.pk, key=key, **act)
        self.key, self.receipt = key, given
        return given

    def _submit_again(self, act):
        given = actions.submit_application(self.application.pk, key=self.key, **act)
        assert given == self.receipt
        return given

    def _withdraw(self, act):
        return actions.withdraw_application(self.application.pk, **act)

    def _check(self, act):
        for item in queries.COMPLETENESS:
            actions.check_completeness(
                self.application.pk, item=item, is_in_order=True, **act
            )

    def _return(self, act):
        form = uuid4()
        self._return_with(form, act)
        self.return_form = form

    def _return_again(self, act):
        self._return_with(self.return_form, act)

    def _return_with(self, form, act):
        actions.return_application(
            self.application.pk,
            note="直してください。",
            correct_by=self.correct_by_next,
            form_key=form,
            **act,
        )

    def _accept(self, act):
        return actions.accept_application(
            self.application.pk, closes_corrections=True, **act
        )

    def _reject(self, act):
        return actions.reject_application(
            self.application.pk, ground="要件を満たさないため。", **act
        )

    def _comment(self, act):
        more = {"text": "見本の連絡です。", "form_key": uuid4()}
        return actions.comment(self.application.pk, **more, **act)

    def selects(self):
        Award.objects.create(
            application=self.application,
            status="candidate",
            amount=1_000_000,
            selected_at=self.at,
        )


def refused(site, deed, by):
    """The reason that the site gives, or nothing."""
    try:
        site.does(deed, by)
    except Refusal as refusal:
        (one, *_) = refusal.reasons
        return one.code.removeprefix("applications.")
    return ""
