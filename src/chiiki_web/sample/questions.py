"""A call whose form asks beside the plan: answered, half answered, carried to a newer form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from chiiki import periods
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions as applications
from chiiki_web.applications import queries as application_queries
from chiiki_web.applications.models import Application
from chiiki_web.backgrounds import actions as backgrounds
from chiiki_web.plans.actions import OpenForm
from chiiki_web.plans.models import Plan
from chiiki_web.sample.calendar import Calendar, Story, days
from chiiki_web.sample.calls import Plot
from chiiki_web.sample.cast import Cast, read
from chiiki_web.sample.projects import Idea, files_of, key, write_plan
from chiiki_web.sample.versions import Rows, write_part
from chiiki_web.schemes import actions as schemes
from chiiki_web.schemes.models import Call, SchemeVersion

PROGRAMME = "model_building"
OPENED, AMENDED = 24, 12  # days ago
SOURCE = "（見本）委託契約台帳"
TABLE = "（見本）財政力指数一覧。実在する資料ではありません。"
INDEX = 410  # of a made-up town


@dataclass(frozen=True, slots=True)
class Asked:
    """The call's plot, who prepares it, and the three who answer."""

    plot: Plot
    office: Membership
    half: Idea
    carried: Idea
    sent: Idea


def ideas_for_questions(ideas: Iterable[Idea], cast: Cast) -> list[Idea]:
    """Three more projects of towns, none that the town has in another case."""
    known = list(ideas)
    taken = {(one.body.name_ja, one.said["title"]) for one in known}
    projects = sorted(read("projects")["projects"], key=lambda one: one["field"])
    by_school = [one for one in projects if one["field"] == "education"]
    made: list[Idea] = []
    for name, wanted in (
        ("見本市", by_school + projects),
        ("見本川町", projects),
        ("見本原町", projects[::-1]),
    ):
        body = cast.bodies[name]
        said = next(one for one in wanted if (name, one["title"]) not in taken)
        officer = cast.officer_of(body)
        number = len(known) + len(made) + 1
        made.append(Idea(number, said, body, cast.places[name], officer))
    return made


def question_stories(asked: Asked, calendar: Calendar, at: datetime) -> None:
    """Rules, form and its amendment; then the three applicants, each in their days."""
    calendar.add(_prepared(asked, asked.plot.opens_at - days(3)))
    calendar.add(_amended(asked, at - days(AMENDED)))
    calendar.add(_carried(asked, at - days(20)))
    calendar.add(_sent(asked, at - days(10)))
    calendar.add(_half(asked, at - days(3)))


def _prepared(asked: Asked, at: datetime) -> Story:
    """The office writes rules that leave somebody out, and a form that asks."""
    yield at
    said = read("questions")
    base = SchemeVersion.objects.get(code=PROGRAMME, is_packaged=True)
    version = _begun(asked, base, 1, at)

    def name(rows: Rows) -> None:
        rows["name"][0] |= said["words"]["name"]

    def source(rows: Rows) -> None:
        rows["sources"].append(said["words"]["source"])
        rows["sources_en"].append(said["words"]["source_en"])

    def exclusions(rows: Rows) -> None:
        rows["terms.exclusions"] += said["exclusions"]

    def attachments(rows: Rows) -> None:
        rows["form"][0]["version"] = version.version
        rows["form.attachments"].append(said["agreement"])

    def questions(rows: Rows) -> None:
        rows["form.questions"] += said["first"]["questions"]

    for code, change in (
        ("basics", name),
        ("sources", source),
        ("exclusions", exclusions),
        ("attachments", attachments),
        ("questions", questions),
    ):
        write_part(version.pk, code, change, asked.office, at)
    schemes.publish_version(version.pk, by=asked.office, at=at)


def _amended(asked: Asked, at: datetime) -> Story:
    """Another form, in the open: a question less, a question more, one under a new code."""
    yield at
    said = read("questions")["amended"]
    call = _call(asked)
    assert call.rules is not None
    version = _begun(asked, call.rules, 2, at)

    def form(rows: Rows) -> None:
        rows["form"][0]["version"] = version.version

    def questions(rows: Rows) -> None:
        kept = [
            _renamed(row, said["renames"])
            for row in rows["form.questions"]
            if row["code"] not in said["leaves_out"]
        ]
        rows["form.questions"] = kept + said["questions"]

    for code, change in (("attachments", form), ("questions", questions)):
        write_part(version.pk, code, change, asked.office, at)
    schemes.publish_version(version.pk, by=asked.office, at=at)
    schemes.amend_form(
        call.pk, version.pk, ground=said["ground"], by=asked.office, at=at
    )


def _carried(asked: Asked, at: datetime) -> Story:
    """Begun on the first form; after the amendment the officer goes on with the new one."""
    yield at
    idea = asked.carried
    made = _started(asked, idea, at)
    _answer(made, "carried", idea, at)
    at += days(11)
    yield at
    _answer(made, "gone_on", idea, at)


def _sent(asked: Asked, at: datetime) -> Story:
    """Everything answered and stated, every document there, and sent."""
    yield at
    idea = asked.sent
    made = _started(asked, idea, at)
    _state(made.plan, asked, at)
    _answer(made, "sent", idea, at)
    text = f"見本の書類です。\n{idea.title}\n関係課との協議の記録\n".encode()
    paper = SimpleUploadedFile("庁内協議の記録.txt", text, "text/plain")
    for kind, upload in [*files_of(idea), ("agreement", paper)]:
        applications.attach_file(
            made.pk, kind=kind, upload=upload, by=idea.officer, at=at
        )
    applications.set_amount(
        made.pk, requested=idea.total, recommended_by="", by=idea.officer, at=at
    )
    at += days(4)
    yield at
    applications.submit_application(
        made.pk, key=key("submit", idea.number, 1), by=idea.officer, at=at
    )


def _half(asked: Asked, at: datetime) -> Story:
    """Some questions answered, some not; neither awards nor index stated yet."""
    yield at
    made = _started(asked, asked.half, at)
    _answer(made, "half", asked.half, at)


def _begun(
    asked: Asked, base: SchemeVersion, number: int, at: datetime
) -> SchemeVersion:
    opens_on = timezone.localdate(asked.plot.opens_at)
    return schemes.start_version(
        form_key=key("version", PROGRAMME, number),
        based_on=base,
        version=f"{periods.fiscal_year(opens_on)}-mihon-{number}",
        first_day=opens_on,
        note="（見本）質問と添付書類のある様式",
        is_sample=True,
        by=asked.office,
        at=at,
    )


def _renamed(row: dict[str, Any], renames: dict[str, str]) -> dict[str, Any]:
    if row["code"] not in renames:
        return row
    return row | {"code": renames[row["code"]], "was": row["code"]}


def _call(asked: Asked) -> Call:
    return Call.objects.select_related("rules").get(form_key=asked.plot.form_key)


def _started(asked: Asked, idea: Idea, at: datetime) -> Application:
    plan = write_plan(idea, at=at)
    return applications.start_application(
        plan.pk, _call(asked).pk, by=idea.officer, at=at
    )


def _answer(made: Application, name: str, idea: Idea, at: datetime) -> None:
    application = Application.objects.select_related("call", "plan").get(pk=made.pk)
    standing = application_queries.standing_of(application)
    applications.answer_questions(
        made.pk,
        read("questions")["answers"][name],
        version=standing.version if standing else 1,
        form=OpenForm(key("answers", idea.number, name)),
        by=idea.officer,
        at=at,
    )


def _state(plan: Plan, asked: Asked, at: datetime) -> None:
    """No award of before, and the index of a table that is as made up as the town."""
    by = asked.sent.officer
    backgrounds.state_award(
        plan.organisation,
        asked.plot.programme_row,
        decided_on=None,
        source=SOURCE,
        case=plan.case,
        by=by,
        at=at,
    )
    backgrounds.state_strength(
        plan.organisation,
        plan.municipality,
        fiscal_year=periods.fiscal_year(timezone.localdate(at)) - 1,
        thousandths=INDEX,
        source=TABLE,
        case=plan.case,
        by=by,
        at=at,
    )
