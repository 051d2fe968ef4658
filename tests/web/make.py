"""Rows for tests, made as the site makes them wherever an action does it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki_web.accounts.models import Membership, Organisation, User
from chiiki_web.accounts.queries import holders
from chiiki_web.applications import actions as application_actions
from chiiki_web.applications import queries as application_queries
from chiiki_web.applications.models import Application
from chiiki_web.consortia import actions as consortium_actions
from chiiki_web.funds import actions as fund_actions
from chiiki_web.plans import actions as plan_actions
from chiiki_web.plans.models import Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes import actions as scheme_actions
from chiiki_web.schemes.models import Call, Field, Programme

CLOCK = "chiiki_web.schemes.queries.clock.read"  # what tests of pages set to NOW
NOW = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
MATSUMOTO = "202029"
NUMBERS = count(1)


def organisation(kind: str = "municipality", **values: object) -> Organisation:
    """An organisation that is marked as a sample."""
    values.setdefault("name_ja", f"見本団体{next(NUMBERS)}")
    return Organisation.objects.create(kind=kind, is_sample=True, **values)


def member(role: str = "officer", of: Organisation | None = None) -> Membership:
    """A person with one hat, in an organisation of its own unless one is given."""
    kind = {"officer": "municipality", "auditor": "audit"}.get(role, "office")
    user = User.objects.create_user(
        f"person{next(NUMBERS)}@example.jp", name="見本 太郎"
    )
    return Membership.objects.create(
        user=user,
        organisation=of or organisation(kind),
        role=role,
        since=date(2020, 4, 1),
    )


def plan(by: Membership | None = None, **values: object) -> Plan:
    """A plan just started, with the named parts filled in."""
    writer = by or member()
    made = plan_actions.start_plan(
        form_key=uuid4(),
        title="見本：独居高齢者の見守り",
        field=Field.objects.get(pk="welfare"),
        municipality=Municipality.objects.get(pk=MATSUMOTO),
        by=writer,
        at=NOW,
    )
    if not values:
        return made
    return plan_actions.change_plan(
        made.pk, version=made.version, by=writer, at=NOW, **values
    )


def full_plan(by: Membership | None = None) -> Plan:
    """A plan that says everything that it needs, and fits the Kizuna project."""
    writer = by or member()
    made = plan(
        writer,
        problem="独居高齢者の約3割が、週に一度も人と話していない。",
        goal="令和10年度末までに、独居高齢者200人が毎日誰かとつながる。",
        other_means="訪問員の増員と比べた。",
        need_method="interviews",
        need_people_asked=60,
        need_found="毎朝の声かけを望む人が42人いた。",
        target_users=200,
        target_uses_per_month=3_000,
        baseline_uses_per_month=400,
        leader_name="見本 花子",
        leader_post="福祉課長",
        leader_knows_ict=True,
        leader_is_their_job=True,
        trains_people=True,
        uses_local_ict_people=True,
        creates_jobs=True,
        provides_public_service=True,
        based_on_model=True,
        shares_results=True,
        wanted_anyway=True,
        running_cost_per_year=1_200_000,
        payer_after="general_account",
    )
    plan_actions.add_stakeholder(
        made.pk, kind="user", name="見本老人クラブ", part="試行", by=writer, at=NOW
    )
    lines = [
        plan_actions.Cost("people", "見守り員の研修", 3_000_000),
        plan_actions.Cost("system", "見守りシステム", 7_000_000),
        plan_actions.Cost("equipment_lease", "端末の借上げ", 2_000_000),
    ]
    return plan_actions.set_costs(
        made.pk, lines, requested=12_000_000, version=99, by=writer, at=NOW
    )


def call(
    by: Membership | None = None,
    programme: str = "kizuna",
    *,
    opens_at: datetime = NOW - timedelta(days=7),
    closes_at: datetime = NOW + timedelta(days=14),
    project: tuple[date, date] = (date(2027, 4, 1), date(2028, 3, 31)),
) -> Call:
    """A call of an office, open at NOW unless said otherwise."""
    return scheme_actions.open_call(
        form_key=uuid4(),
        programme=Programme.objects.get(pk=programme),
        name_ja="見本公募",
        name_en="Sample call",
        fiscal_year=2026,
        opens_at=opens_at,
        closes_at=closes_at,
        project_starts_on=project[0],
        project_ends_on=project[1],
        is_sample=True,
        by=by or member("office"),
        at=opens_at,
    )


def fund(for_call: Call, total: int = 30_000_000) -> None:
    """Give a call its budget."""
    fund_actions.open_fund(for_call.pk, total, by=None, at=NOW)


def accepted(to: Call, office: Membership, by: Membership | None = None) -> Application:
    """A full plan, applied for, checked and accepted for review at NOW."""
    officer = by or member()
    made = full_plan(officer)
    started = application_actions.start_application(made.pk, to.pk, by=officer, at=NOW)
    paper = SimpleUploadedFile("計画.pdf", b"%PDF-1.7 sample")
    application_actions.attach_file(
        started.pk, kind="plan", upload=paper, by=officer, at=NOW
    )
    application_actions.submit_application(started.pk, key=uuid4(), by=officer, at=NOW)
    for item in application_queries.COMPLETENESS:
        application_actions.check_completeness(
            started.pk, item=item, is_in_order=True, by=office, at=NOW
        )
    return application_actions.accept_application(started.pk, by=office, at=NOW)


def partner(to: Plan, of: Organisation | None = None) -> Membership:
    """An officer whose organisation was invited by the lead and takes part."""
    lead = next(iter(holders("officer", to.organisation)))
    officer = member(of=of)
    invited = consortium_actions.invite_partner(
        to.pk,
        form_key=uuid4(),
        organisation=officer.organisation,
        part="見本の役割",
        by=lead,
        at=NOW,
    )
    link = invited.invitations.get()
    consortium_actions.accept_invitation(link.pk, by=officer, at=NOW)
    return officer


def application_started(to: Call, by: Membership) -> Application:
    """A full plan, applied for and not sent yet."""
    made = full_plan(by)
    return application_actions.start_application(made.pk, to.pk, by=by, at=NOW)
