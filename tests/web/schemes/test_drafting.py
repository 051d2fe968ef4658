"""A new version is started, edited part by part, published, and taken back while it can."""

from datetime import date
from uuid import uuid4

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.shape import PARTS, part_of
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


def base(code="kizuna"):
    return SchemeVersion.objects.get(code=code, is_packaged=True)


def start(by, **changes):
    wanted = {
        "form_key": uuid4(),
        "based_on": base(),
        "version": "2027",
        "first_day": date(2027, 4, 1),
    } | changes
    return actions.start_version(by=by, at=NOW, **wanted)


def rows_of(draft, part):
    content = queries.content_of(draft.text)
    return {one.path: queries.rows_of(content, one) for one in part.tables}


def seen(draft, part):
    return queries.seen_of(queries.content_of(draft.text), part)


def floor(by, draft, yen, saw=None):
    part = part_of("floor")
    rows = rows_of(draft, part)
    rows["amount.floor"][0]["yen"] = yen
    return actions.change_part(
        draft.pk, part, rows, seen=saw or seen(draft, part), by=by, at=NOW
    )


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotChangeVersion) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


@pytest.fixture
def office():
    return make.member("office")


def test_a_draft_says_the_same_from_another_day_on(office):
    draft = start(office)
    scheme, old = queries.scheme_of_version(draft), queries.scheme_of_version(base())
    assert (scheme.version, scheme.first_day) == ("2027", date(2027, 4, 1))
    assert (scheme.rules, scheme.funding) == (old.rules, old.funding)
    assert [one.name for one in audit.history_of(draft)] == ["scheme_version.started"]


def test_the_same_form_starts_one_draft(office):
    key = uuid4()
    assert start(office, form_key=key) == start(office, form_key=key)
    other = make.member("office")
    assert refused(start, other, form_key=key) == ["schemes.not_your_version"]


def test_a_name_is_given_once(office):
    start(office)
    assert refused(start, office) == ["schemes.version_taken"]
    assert refused(start, office, version="2010") == ["schemes.version_taken"]


@pytest.mark.parametrize("role", ["officer", "reviewer", "auditor", "administrator"])
def test_only_an_office_starts_one(role):
    assert refused(start, make.member(role)) == ["schemes.offices_only"]


@pytest.mark.parametrize("part", [one.code for one in PARTS if one.code != "rules"])
@pytest.mark.parametrize("code", ["kizuna", "wide_area_cooperation"])
def test_saving_a_part_as_it_is_changes_nothing(office, code, part):
    draft = start(office, based_on=base(code))
    shown = part_of(part)
    saved = actions.change_part(
        draft.pk,
        shown,
        rows_of(draft, shown),
        seen=seen(draft, shown),
        by=office,
        at=NOW,
    )
    assert saved.digest == draft.digest
    assert audit.history_of(draft).count() == 1


def test_one_part_is_changed_and_the_rest_stays(office):
    draft = floor(office, start(office), 5_000_000)
    scheme = queries.scheme_of_version(draft)
    old = queries.scheme_of_version(base())
    assert scheme.funding.floor == 5_000_000
    assert scheme.funding.caps == old.funding.caps
    assert scheme.criteria == old.criteria
    event = audit.history_of(draft).last()
    assert (event.name, event.details["part"]) == ("scheme_version.edited", "floor")
    assert event.details["sha256"] == scheme.digest


def test_two_people_in_two_parts_do_not_meet(office):
    draft = start(office)
    colleague = make.member("office", of=office.organisation)
    part = part_of("criteria")
    saw = seen(draft, part)
    floor(colleague, draft, 5_000_000)
    rows = rows_of(draft, part)
    rows["criteria.list"].pop()
    saved = actions.change_part(draft.pk, part, rows, seen=saw, by=office, at=NOW)
    scheme = queries.scheme_of_version(saved)
    assert scheme.funding.floor == 5_000_000
    assert len(scheme.criteria) == 4


def test_two_people_in_one_part_are_told(office):
    draft = start(office)
    saw = seen(draft, part_of("floor"))
    floor(office, draft, 5_000_000)
    with pytest.raises(actions.VersionHasChanged):
        floor(office, draft, 7_000_000, saw)
    draft.refresh_from_db()
    assert queries.scheme_of_version(draft).funding.floor == 5_000_000


def test_a_part_can_be_taken_out(office):
    draft, part = start(office), part_of("floor")
    saved = actions.change_part(
        draft.pk, part, {"amount.floor": []}, seen=seen(draft, part), by=office, at=NOW
    )
    assert queries.scheme_of_version(saved).funding.floor is None


def rule(draft, rule_id):
    return queries.rule_of(queries.content_of(draft.text), rule_id)


def change_rule(by, draft, rule_id, row):
    saw = queries.seen(rule(draft, rule_id))
    return actions.change_rule(draft.pk, rule_id, row, seen=saw, by=by, at=NOW)


def test_a_requirement_is_added_changed_and_taken_out(office):
    draft = start(office)
    pattern = rule(draft, "creates_jobs")
    draft = change_rule(office, draft, "", pattern | {"id": "more_jobs"})
    draft = change_rule(
        office,
        draft,
        "more_jobs",
        rule(draft, "more_jobs") | {"expression": "plan.school_count > 1"},
    )
    rules = {one.id: one.expression for one in queries.scheme_of_version(draft).rules}
    assert rules["more_jobs"] == "plan.school_count > 1"
    draft = change_rule(office, draft, "more_jobs", None)
    assert rule(draft, "more_jobs") is None
    refusal = refused(
        change_rule, office, draft, "", pattern | {"id": "applicant_kind"}
    )
    assert refusal == ["schemes.rule_taken"]


def test_a_draft_is_kept_with_its_problems_and_not_published_with_them(office):
    draft = start(office)
    row = rule(draft, "creates_jobs") | {"expression": "plan.luck > 3"}
    draft = change_rule(office, draft, "creates_jobs", row)
    (problem,) = queries.problems_by_part(draft)["rules"]
    assert (problem.rule, problem.code) == ("creates_jobs", "rules.unknown_fact")
    assert queries.readable_scheme(draft) is None
    told = refused(actions.publish_version, draft.pk, by=office, at=NOW)
    assert told == ["schemes.version_has_problems"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("code = ", "schemes.not_toml"),
        ("code = 'other'", "schemes.code_changed"),
        ("code = 'kizuna'", "schemes.version_unnamed"),
        ("code = 'kizuna'\nversion = '2027'", "schemes.first_day_missing"),
        (
            "code = 'kizuna'\nversion = '2010'\nfirst_day = 2027-04-01",
            "schemes.version_taken",
        ),
    ],
)
def test_a_text_that_does_not_name_itself_is_not_stored(office, text, code):
    draft = start(office)
    saw = queries.seen(draft.text)
    told = refused(actions.change_text, draft.pk, text, seen=saw, by=office, at=NOW)
    assert told == [code]


def test_the_whole_text_can_be_replaced_once(office):
    draft = start(office)
    saw = queries.seen(draft.text)
    text = draft.text.replace('version = "2027"', 'version = "2027-2"')
    saved = actions.change_text(draft.pk, text, seen=saw, by=office, at=NOW)
    assert saved.version == "2027-2"
    with pytest.raises(actions.VersionHasChanged):
        actions.change_text(draft.pk, text, seen=saw, by=office, at=NOW)


def test_published_it_is_in_force_and_closed_until_it_is_taken_back(office):
    draft = start(office)
    actions.publish_version(draft.pk, by=office, at=NOW)
    assert queries.version_in_force("kizuna") == draft
    draft.refresh_from_db()
    assert refused(floor, office, draft, 1) == ["schemes.version_published"]
    actions.take_back_version(draft.pk, by=office, at=NOW)
    assert queries.version_in_force("kizuna") == base()
    floor(office, draft, 5_000_000)


def test_what_a_call_stands_on_is_not_taken_back(office):
    draft = start(office, first_day=NOW.date())
    actions.publish_version(draft.pk, by=office, at=NOW)
    make.call(office, opens_at=NOW)
    told = refused(actions.take_back_version, draft.pk, by=office, at=NOW)
    assert told == ["schemes.version_frozen"]
    draft.refresh_from_db()
    assert refused(floor, office, draft, 1) == ["schemes.version_frozen"]


def test_a_draft_is_thrown_away_and_remembered(office):
    draft = start(office)
    key = draft.pk
    actions.discard_version(key, by=office, at=NOW)
    assert not SchemeVersion.objects.filter(pk=key).exists()
    names = [one.name for one in audit.recent_events()[:1]]
    assert names == ["scheme_version.discarded"]


def test_another_office_and_a_packaged_text_are_left_alone(office):
    draft, other = start(office), make.member("office")
    assert refused(floor, other, draft, 1) == ["schemes.not_your_version"]
    told = refused(actions.take_back_version, base().pk, by=office, at=NOW)
    assert told == ["schemes.not_your_version"]


def test_a_draft_is_seen_by_its_office_and_by_auditors(office):
    draft = start(office)
    seen_by = {
        role: draft in queries.versions_visible_to(member)
        for role, member in {
            "own": office,
            "other": make.member("office"),
            "officer": make.member(),
            "auditor": make.member("auditor"),
            "nobody": None,
        }.items()
    }
    assert seen_by == {
        "own": True,
        "other": False,
        "officer": False,
        "auditor": True,
        "nobody": False,
    }
