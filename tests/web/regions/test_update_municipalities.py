"""Bringing the register of municipalities up to date, as after a merger."""

from datetime import UTC, date, datetime

import pytest

from chiiki import codes
from chiiki_web.accounts.models import Organisation
from chiiki_web.regions import actions, queries
from chiiki_web.regions.models import Municipality, Prefecture

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def code(five):
    return five + str(codes.check_digit(five))


EAST, WEST, UNITED = code("99301"), code("99302"), code("99303")


def row(number, name="見本町", **more):
    return {
        "code": number,
        "prefecture_code": "990001",
        "name": name,
        "kana": "みほんちょう",
        "kind": "town",
    } | more


@pytest.fixture(autouse=True)
def two_towns():
    """Two made-up towns in a made-up prefecture, and an office in one of them."""
    prefecture = Prefecture.objects.create(
        code="990001",
        name_ja="見本県",
        name_en="Sample",
        region="sample",
        is_sample=True,
    )
    for number, name in [(EAST, "東見本町"), (WEST, "西見本町")]:
        Municipality.objects.create(
            code=number,
            prefecture=prefecture,
            name_ja=name,
            name_en=name,
            kana="",
            kind="town",
        )
    Organisation.objects.create(
        name_ja="東見本町", kind="municipality", municipality_id=EAST
    )


def update(*rows):
    return actions.update_municipalities(rows, by=None, at=NOW)


def test_a_merger_gives_the_old_code_a_last_day_and_a_successor():
    update(
        row(UNITED, "見本統合町"),
        row(EAST, "東見本町", last_day="令和8年10月31日", successor=UNITED),
    )

    old = Municipality.objects.get(pk=EAST)
    assert (old.last_day, old.successor_id) == (date(2026, 10, 31), UNITED)


def test_nothing_that_refers_to_the_old_code_is_lost():
    update(
        row(UNITED, "見本統合町"),
        row(EAST, "東見本町", last_day="2026-10-31", successor=UNITED),
    )

    organisation = Organisation.objects.get(municipality_id=EAST)
    assert queries.today_of(organisation.municipality).pk == UNITED


def test_a_code_that_the_file_does_not_name_is_kept_and_listed():
    found = update(row(EAST, "東見本町"))

    assert WEST in found.absent
    assert Municipality.objects.get(pk=WEST).last_day is None


def test_the_ended_code_is_no_longer_offered_the_day_after():
    update(row(EAST, "東見本町", last_day="2026-10-31"))

    offered = queries.municipalities_in("990001", date(2026, 11, 1))
    assert [one.pk for one in offered] == [WEST]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (row(EAST[:5] + str((int(EAST[5]) + 1) % 10)), "regions.wrong_code"),
        (row(EAST, prefecture_code="123456"), "regions.unknown_prefecture"),
        (row(EAST, kind="hamlet"), "regions.unknown_kind"),
        (row(EAST, name=" "), "regions.name_missing"),
        (
            row(EAST, successor=code("99399"), last_day="2026-10-31"),
            "regions.unknown_successor",
        ),
        (row(EAST, successor=WEST), "regions.last_day_missing"),
        (row(EAST, last_day="平成99年"), "regions.wrong_last_day"),
        ({"code": EAST}, "regions.columns_missing"),
    ],
)
def test_a_wrong_line_refuses_the_whole_file(wrong, why):
    with pytest.raises(actions.CannotUpdate) as refused:
        update(row(UNITED, "見本統合町") if len(wrong) > 1 else wrong, wrong)

    assert why in [one.code for one in refused.value.reasons]
    assert not Municipality.objects.filter(pk=UNITED).exists()


def test_the_same_code_twice_is_refused_with_its_line():
    with pytest.raises(actions.CannotUpdate) as refused:
        update(row(UNITED), row(UNITED))

    assert refused.value.reasons[0].values == {"line": 3, "found": UNITED}
