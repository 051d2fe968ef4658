"""Bringing the register of municipalities up to date, as after a merger."""

from datetime import UTC, date, datetime
from importlib.resources import files

import pytest
from django.db import IntegrityError, transaction

from chiiki import codes
from chiiki_web.accounts.models import Organisation
from chiiki_web.audit import queries as audit
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


def reasons(*rows):
    with pytest.raises(actions.CannotUpdate) as refused:
        update(*rows)
    return [one.code for one in refused.value.reasons]


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def test_a_code_in_full_width_is_the_same_code():
    known = Municipality.objects.count()
    found = update(row(EAST.translate(WIDE), "東見本市", kind="city", kana="ミホンシ"))
    assert found.renamed == [EAST]
    assert Municipality.objects.count() == known
    assert Municipality.objects.get(pk=EAST).name_en == "Mihon-shi"


def test_the_same_code_in_two_widths_stands_there_twice():
    assert reasons(row(EAST), row(EAST.translate(WIDE))) == ["regions.code_twice"]


def test_a_code_does_not_follow_itself():
    wrong = row(EAST, last_day="2026-10-31", successor=EAST)
    assert reasons(wrong) == ["regions.circle"]


def test_successors_do_not_go_round_in_a_circle():
    update(row(WEST, last_day="2026-10-31", successor=EAST))
    wrong = row(EAST, last_day="2026-10-31", successor=WEST)
    assert reasons(wrong) == ["regions.circle"]
    third = row(UNITED, last_day="2026-11-30", successor=WEST)
    wrong = row(EAST, last_day="2026-10-31", successor=UNITED)
    assert reasons(wrong, third) == ["regions.circle"] * 2


def test_the_database_refuses_a_code_that_follows_itself():
    town = Municipality.objects.filter(pk=EAST)
    with pytest.raises(IntegrityError), transaction.atomic():
        town.update(last_day=date(2026, 10, 31), successor=EAST)


def test_an_end_is_taken_back_by_an_empty_last_day():
    update(row(EAST, last_day="2026-10-31", successor=WEST))
    found = update(row(EAST, last_day="", successor=""))
    assert (found.reopened, found.still_ended) == ([EAST], [])
    town = Municipality.objects.get(pk=EAST)
    assert (town.last_day, town.successor_id) == (None, None)
    names = [one.name for one in audit.history_of(town)]
    assert names[-1] == "municipality.reopened"


def test_a_file_without_last_day_reopens_nothing_and_says_so():
    update(row(EAST, last_day="2026-10-31"))
    found = update(row(EAST))
    assert (found.reopened, found.still_ended) == ([], [EAST])
    assert Municipality.objects.get(pk=EAST).last_day


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": "長" * 61}, "regions.wrong_name"),
        ({"name": "前\x00後"}, "regions.wrong_name"),
        ({"kana": ""}, "regions.wrong_kana"),
        ({"kana": "Mihon"}, "regions.wrong_kana"),
        ({"kana": "みほ\x00ん"}, "regions.wrong_kana"),
        ({"kana": "み" * 121}, "regions.wrong_kana"),
        ({"latitude": "abc"}, "regions.wrong_place"),
        ({"latitude": "nan"}, "regions.wrong_place"),
        ({"longitude": "1e999"}, "regions.wrong_place"),
        ({"longitude": "36.2"}, "regions.wrong_place"),
        ({"last_day": "0001-01-01"}, "regions.wrong_last_day"),
        ({"last_day": "2026-10-31", "successor": "x"}, "regions.unknown_successor"),
        ({"prefecture_code": None}, "regions.unknown_prefecture"),
        ({"kind": None}, "regions.unknown_kind"),
        ({"name": None}, "regions.name_missing"),
    ],
)
def test_a_cell_that_makes_no_sense_refuses_the_file(wrong, why):
    assert reasons(row(UNITED) | wrong) == [why]


def test_the_packaged_file_makes_sense_and_changes_nothing():
    text = files("chiiki.reference").joinpath("data/municipalities.csv").read_bytes()
    found = actions.update_municipalities(actions.rows_of(text), by=None, at=NOW)
    assert (found.added, found.renamed, found.ended, found.reopened) == ([], [], [], [])
