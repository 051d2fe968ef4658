"""Everybody reads what is published."""

import io
import re
from importlib import import_module
from types import SimpleNamespace

import openpyxl
import pytest
from django.urls import reverse

from chiiki_web.indices.models import Index
from chiiki_web.indices.views import telling
from web import visit
from web.indices import made
from web.indices.test_defining import save

pytestmark = pytest.mark.django_db
PUBLIC = ("ranking", "sensitivity", "method")


def at(name, *args):
    return reverse(f"indices:{name}", args=args)


def page(client, name, *args, **query):
    response = client.get(at(name, *args), query)
    assert response.status_code == 200
    return visit.text(response)


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_everybody_reads_a_published_edition(client, published, name, language):
    client.cookies["django_language"] = language
    assert (
        "見本の指数" in page(client, name, "sample-index", "2026") or language == "en"
    )


def test_a_draft_is_nobodys_to_read(client, edition):
    assert client.get(at("ranking", "sample-index", "2026")).status_code == 404
    assert client.get(at("newest", "sample-index")).url == at("list")


def test_the_order_shows_ranks_spans_and_tiers(client, published):
    html = page(client, "ranking", "sample-index", "2026")
    assert re.findall(r"units/(s\w)/", html)[:3] == ["sa", "sb", "sc"]
    assert "順位の幅" in html
    assert made.SOURCE in html


def test_two_units_are_held_side_by_side(client, published):
    html = page(client, "ranking", "sample-index", "2026", one="sa", other="sc")
    assert "見本A県が見本C県より上になるのは" in html
    same = page(client, "ranking", "sample-index", "2026", one="sa", other="sa")
    assert "別の団体を選んでください" in same


@pytest.mark.parametrize("query", [{"one": "x", "other": "sa"}, {"one": "sa"}])
def test_a_pair_that_is_none_does_no_harm(client, published, query):
    assert page(client, "ranking", "sample-index", "2026", **query)


def test_a_profile_shows_figures_and_what_would_raise_the_rank(client, published):
    html = page(client, "unit", "sample-index", "2026", "sb")
    assert "見本B県" in html
    assert "3,000" in html
    assert "何が変われば順位が上がるか" in html


def test_the_first_has_no_rank_above(client, published):
    assert "上の順位はありません" in page(client, "unit", "sample-index", "2026", "sa")


@pytest.mark.parametrize("rank", ["0", "99", "x", "１", "9" * 40, "-1"])
def test_an_odd_aim_is_the_next_rank(client, published, rank):
    assert page(client, "unit", "sample-index", "2026", "sc", rank=rank)


def test_an_unknown_unit_is_not_found(client, published):
    assert client.get(at("unit", "sample-index", "2026", "nobody")).status_code == 404


def test_what_moved_is_split_and_says_who_came(client, published, index, office):
    later = made.figures(
        ("sa", 70, 5000), ("sb", 80, 3000), ("se", 75, 4000), year=2026
    )
    made.published(index, office, "2027", 2027, later)
    html = page(client, "movement", "sample-index", "2027")
    assert "新たに比較：見本E県" in html
    assert "比較から外れた団体：見本C県" in html
    assert "自団体の要因" in html


def test_one_edition_alone_has_nothing_to_move(client, published):
    response = client.get(at("movement", "sample-index", "2026"))
    assert response.url == at("ranking", "sample-index", "2026")


def test_the_first_edition_did_not_move_from_a_later_one(
    client, published, index, office
):
    made.published(index, office, "2027", 2027, made.figures(year=2026))
    for since in ("", "?since=2027"):
        response = client.get(at("movement", "sample-index", "2026") + since)
        assert response.status_code in (302, 404)


def test_a_changed_definition_is_said_where_movement_is_shown(
    client, published, index, office
):
    save(
        index,
        made.TEXT.replace('parent = "use"', 'parent = "use"\nweight = 2', 1),
        office,
    )
    made.published(index, office, "2027", 2027)
    assert "2つの版では定義が違います" in page(
        client, "movement", "sample-index", "2027"
    )


def test_the_table_goes_out_with_its_meaning(client, published):
    csv = client.get(at("table_csv", "sample-index", "2026")).content.decode(
        "utf-8-sig"
    )
    heads = csv.splitlines()[0].split(",")
    assert heads[:6] == ["code", "name", "rank", "rank_low", "rank_high", "tier"]
    assert "figure.price" in heads
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(at("table_xlsx", "sample-index", "2026")).content)
    )
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads[2:6] == ["順位", "順位の幅（上）", "順位の幅（下）", "区分"]
    assert [cell.value for cell in book.worksheets[1]["A"]][1:] == heads
    text = client.get(at("definition_toml", "sample-index", "2026")).content.decode()
    assert text == made.TEXT


def test_the_decks_index_shows_its_order_and_no_figure(client):
    html = page(client, "published_order")
    order = html[html.index("韓国") :]
    assert order.index("スウェーデン") < order.index("日本") < order.index("ノルウェー")
    assert "値を補うこともしていません" in html


def test_prefectures_stand_on_the_map(client, office):
    """Each prefecture's figure is its own number: plainly none of it."""
    codes = ["010006", "130001", "470007"]
    said = made.figures(*((one, int(one[:2]), 100 - int(one[:2])) for one in codes))
    for unit in said["units"]:
        unit["prefecture"] = unit["code"]
    index = made.index(office, kind=Index.Kind.PREFECTURES)
    made.published(index, office, said=said)
    html = page(client, "ranking", "sample-index", "2026")
    assert 'class="tile-map"' in html
    assert at("unit", "sample-index", "2026", "470007") in html


def test_municipalities_stand_on_the_map_by_the_mean(client, office):
    said = made.figures(("a", 1, 9), ("b", 2, 8), ("c", 3, 7))
    for unit, prefecture in zip(
        said["units"], ("010006", "010006", "470007"), strict=True
    ):
        unit["prefecture"] = prefecture
    index = made.index(office, kind=Index.Kind.MUNICIPALITIES)
    made.published(index, office, said=said)
    assert "市区町村の平均得点" in page(client, "ranking", "sample-index", "2026")


def test_a_long_order_is_looked_through_by_name(client, office, monkeypatch):
    room = import_module("chiiki_web.indices.views.ranking")
    monkeypatch.setattr(room, "PER_PAGE", 2)
    made.published(made.index(office), office)
    html = page(client, "ranking", "sample-index", "2026", find="B県")
    assert re.findall(r"units/(s\w)/", html) == ["sb"]
    assert "この名前の団体はありません" in page(
        client, "ranking", "sample-index", "2026", find="どこか"
    )


def test_municipalities_say_in_which_prefecture_they_lie(client, office):
    said = made.figures(("a", 1, 9), ("b", 2, 8), ("c", 3, 7))
    for unit in said["units"]:
        unit["prefecture"] = "010006"
    index = made.index(office, kind=Index.Kind.MUNICIPALITIES)
    made.published(index, office, said=said)
    assert "北海道" in page(client, "ranking", "sample-index", "2026")
    assert "北海道" in page(client, "unit", "sample-index", "2026", "a")


@pytest.mark.parametrize(("parts", "is_said"), [(3, True), (4, False)])
def test_shares_of_the_weight_that_miss_100_are_said(parts, is_said):
    things = [SimpleNamespace(code=str(one), weight=1.0) for one in range(parts)]
    shape = SimpleNamespace(
        everything=things, parts={"a": [one.code for one in things]}
    )
    assert telling.adds_not_up(shape) is is_said
