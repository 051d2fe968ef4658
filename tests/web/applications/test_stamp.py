"""Whatever is changed after a page was shown: what was frozen for it is not sent.

Each deed that can change an input is done once. ``test_stamp_columns.py`` goes over every
column instead, whatever deed might change it, now or in years to come.
"""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import connection

from chiiki_web.accounts.models import Organisation, User
from chiiki_web.applications import actions, queries
from chiiki_web.backgrounds import actions as backgrounds
from chiiki_web.consortia import actions as consortia
from chiiki_web.custody import actions as custody
from chiiki_web.documents.models import FileFault
from chiiki_web.documents.reading import Reading
from chiiki_web.plans import actions as plans
from chiiki_web.regions import actions as regions
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes import actions as schemes
from chiiki_web.schemes.models import Field
from web import make
from web.applications import forms_of_calls, made, rich
from web.applications.forms_of_calls import WHY
from web.backgrounds import made as background
from web.consortia import made as consortium
from web.make import NOW

pytestmark = pytest.mark.django_db
GROUND = "見本の理由"


@pytest.fixture
def case():
    return rich.case()


def prepare(case):
    made_ready = actions.prepare_application(case.application.pk, by=case.lead, at=NOW)
    assert made_ready is not None
    return made_ready


def copies_it(case):
    said: list[str] = []

    def note(execute, statement, *rest):
        said.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(note), suppress(actions.CannotSubmit):
        made.submit(case.application, case.who)
    return any(" FROM applications_prepared WHERE id" in one for one in said)


def write(case, **values):
    plans.change_plan(case.together.plan.pk, version=99, by=case.lead, at=NOW, **values)


def new_costs(case):
    lines = [plans.Cost("system", "見本のシステム", 12_000_000)]
    plans.set_costs(
        case.together.plan.pk,
        lines,
        requested=12_000_000,
        version=99,
        by=case.lead,
        at=NOW,
    )


def new_stakeholder(case):
    plans.add_stakeholder(
        case.together.plan.pk, kind="user", name="見本会", part="", by=case.lead, at=NOW
    )


def stakeholder_gone(case):
    plan = case.together.plan
    gone = plan.stakeholders.get().pk
    plans.remove_stakeholder(plan.pk, gone, by=case.lead, at=NOW)


def checked_otherwise(case):
    plan = case.together.plan
    item = plan.answers.get().item
    plans.answer_check(
        plan.pk, item, state="no", evidence="", version=99, by=case.lead, at=NOW
    )


def text_of_before(case):
    write(case, problem="別の課題。")
    row = case.together.plan.earlier_texts.filter(part="problem").first()
    plans.restore_text(row.pk, version=99, by=case.lead, at=NOW)


def partner_says_otherwise(case):
    consortium.say(case.together.theirs, case.together.partner, "別の役割")


def said_otherwise_and_signed_anew(case):
    partner_says_otherwise(case)
    consortium.sign_all(case.together)


def partner_leaves(case):
    consortia.end_partnership(
        case.together.theirs.pk, ground=GROUND, by=case.together.partner, at=NOW
    )


def another_is_invited(case):
    consortium.invite(case.together.plan, case.lead, make.organisation("npo"))


def another_joins(case):
    make.partner(case.together.plan)


def is_recommended(case):
    town = make.member()
    asked = consortium.ask(case.together.plan, case.lead, town, case.who.call)
    consortium.give(asked, town)


def another_amount(case):
    actions.set_amount(
        case.application.pk, requested=1_000, recommended_by="", by=case.lead, at=NOW
    )


def another_file(case):
    made.attach(case.application, case.lead, made.paper("別.pdf", b"%PDF-1.7 other"))


def file_taken_out(case):
    another_file(case)
    prepare(case)
    gone = case.application.attachments.filter(removed_at=None).last()
    actions.remove_attachment(gone.pk, by=case.lead, at=NOW)


def file_found_damaged(case):
    file = case.application.attachments.get().file
    custody.note_reading(file.pk, Reading(FileFault.Kind.DAMAGED), at=NOW)


def call_extended(case):
    schemes.extend_call(
        case.who.call.pk,
        closes_at=case.who.call.closes_at + timedelta(days=900),
        ground=GROUND,
        by=case.who.office,
        at=NOW,
    )


def award_stated(case):
    background.state(case.lead, decided_on=date(2026, 4, 1))


def award_of_partner_stated(case):
    background.state(
        case.lead, case.together.partner.organisation, decided_on=date(2026, 4, 1)
    )


def awarded_elsewhere(case):
    other = make.call(case.who.office)
    background.awarded(case.together.partner, other)


def strength_stated(case):
    backgrounds.state_strength(
        case.lead.organisation,
        Municipality.objects.get(pk=make.MATSUMOTO),
        fiscal_year=2026,
        thousandths=1_200,
        source="別の表",
        case="",
        by=case.lead,
        at=NOW,
    )


def strength_published(case):
    row = {"code": make.MATSUMOTO, "year": "2025", "value": "0.81", "source": "見本"}
    regions.update_fiscal_strengths([row], by=None, at=NOW)


def lead_renamed(case):
    Organisation.objects.filter(pk=case.lead.organisation_id).update(name_ja="新しい名")


def partner_is_of_another_kind(case):
    Organisation.objects.filter(pk=case.together.partner.organisation_id).update(
        kind="municipality"
    )


def signer_renamed(case):
    User.objects.filter(pk=case.together.partner.user_id).update(name="見本 次郎")


def town_renamed(case):
    Municipality.objects.filter(pk=make.MATSUMOTO).update(name_ja="新しい市")


def field_renamed(case):
    Field.objects.filter(pk="welfare").update(name_ja="新しい分野")


DEEDS = [
    lambda case: write(case, problem="別の課題。"),
    lambda case: write(case, title="別の題名"),
    lambda case: write(case, as_consortium=False),
    new_costs,
    new_stakeholder,
    stakeholder_gone,
    checked_otherwise,
    text_of_before,
    partner_says_otherwise,
    said_otherwise_and_signed_anew,
    partner_leaves,
    another_is_invited,
    another_joins,
    is_recommended,
    another_amount,
    another_file,
    file_taken_out,
    file_found_damaged,
    call_extended,
    award_stated,
    award_of_partner_stated,
    awarded_elsewhere,
    strength_stated,
    strength_published,
    lead_renamed,
    partner_is_of_another_kind,
    signer_renamed,
    town_renamed,
    field_renamed,
]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda one: one.__name__)
def test_after_a_deed_nothing_of_before_is_sent(case, deed):
    prepare(case)
    deed(case)
    assert not copies_it(case)


@pytest.fixture
def asked():
    return rich.asked()


def answered_otherwise(case):
    forms_of_calls.answer(case.application, case.lead, why_now="別の答え")


def form_amended(case):
    question = WHY | {"ja": "なぜですか（改）"}
    forms_of_calls.asks(case.who.call, case.who.office, question)


@pytest.mark.parametrize("deed", [answered_otherwise, form_amended])
def test_after_another_answer_or_form_nothing_of_before_is_sent(asked, deed):
    prepare(asked)
    deed(asked)
    assert not copies_it(asked)


def test_control_without_a_deed_an_answer_is_sent(asked):
    prepare(asked)
    assert copies_it(asked)


def test_control_without_a_deed_it_is_sent(case):
    prepare(case)
    assert copies_it(case)


@pytest.mark.parametrize("deed", [lead_renamed, new_costs, award_stated])
def test_control_without_the_stamp_what_was_frozen_before_is_sent(
    case, deed, monkeypatch
):
    monkeypatch.setattr(queries, "stamp_of", lambda application: "always the same")
    frozen = prepare(case)
    deed(case)
    assert copies_it(case)
    assert made.fresh(case.application).submissions.get().sha256 == frozen.sha256
