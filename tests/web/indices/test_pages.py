"""Everybody reads what is published; only those who keep an index see the rest."""

import re

import pytest
from django.urls import reverse

from chiiki_web.indices import actions
from chiiki_web.indices.models import Edition, Index
from web import make, visit
from web.indices import made
from web.indices.test_defining import save
from web.make import NOW

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
    assert "自団体の数値による" in html


def test_one_edition_alone_has_nothing_to_move(client, published):
    response = client.get(at("movement", "sample-index", "2026"))
    assert response.url == at("ranking", "sample-index", "2026")


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
    assert client.get(at("table_xlsx", "sample-index", "2026")).content[:2] == b"PK"
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


# What an office sees and sends.


def test_a_municipality_and_others_are_shown_the_door(client, index):
    for role in ("officer", "reviewer", "adviser", "administrator"):
        assert visit.get(client, make.member(role), at("office")).status_code == 403


def test_another_office_sees_nothing_of_an_index(client, index, edition):
    other = make.member("office")
    for address in (at("index", index.pk), at("edition", edition.pk)):
        assert visit.get(client, other, address).status_code == 404


def test_the_auditor_reads_and_changes_nothing(client, index, edition):
    auditor = make.member("auditor")
    html = visit.text(visit.get(client, auditor, at("edition", edition.pk)))
    assert "計算する" not in html
    assert visit.post(client, auditor, at("run", edition.pk)).status_code == 403


def test_a_broken_definition_comes_back_with_the_sentence(client, index, office):
    typed = made.TEXT.replace('"t_score"', '"z_score"')
    response = visit.post(
        client, office, at("definition", index.pk), text=typed, seen=1, note=""
    )
    html = visit.text(response)
    assert "z_score" in html
    assert "steps.normalisation.scale" in html
    assert index.definitions.count() == 1


def test_a_stale_definition_shows_both_texts(client, index, office):
    save(index, made.TEXT + "\n# of a colleague\n", office)
    typed = made.TEXT + "\n# mine\n"
    response = visit.post(
        client, office, at("definition", index.pk), text=typed, seen=1, note=""
    )
    html = visit.text(response)
    assert "# of a colleague" in html
    assert "# mine" in html
    again = visit.post(
        client, office, at("definition", index.pk), text=typed, seen=2, note=""
    )
    assert again.status_code == 302


def test_a_file_is_looked_at_before_it_is_taken(client, index, office):
    one = made.edition(index, office)
    address = at("figures", one.pk)
    visit.post(client, office, address, tables=made.file(), source=made.SOURCE)
    html = visit.text(visit.get(client, office, address))
    assert "4団体、値の欠け1件" in html
    digest = re.search(r'name="take" value="(\w+)"', html)[1]
    visit.post(client, office, address, take=digest)
    one.refresh_from_db()
    assert len(one.figures["units"]) == 4
    assert one.source == made.SOURCE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (made.TABLE.replace("80,", "many,"), "E2：「many」は数ではありません"),
        ("", "表に何もありません"),
        ("\x00\x01", "table.csv"),
        (
            made.TABLE.replace("5000", "4000")
            .replace("3000", "4000")
            .replace("6000", "4000"),
            "すべての団体で同じ値",
        ),
    ],
)
def test_a_broken_file_changes_nothing_and_says_what_and_where(
    client, index, office, text, said
):
    one = made.edition(index, office)
    response = visit.post(
        client,
        office,
        at("figures", one.pk),
        tables=made.file(text),
        source=made.SOURCE,
    )
    html = visit.text(response)
    assert said in html or (not text and "空" in html)
    assert made.SOURCE in html
    one.refresh_from_db()
    assert one.offered is None


def test_a_workbook_is_no_broken_page(client, index, office):
    one = made.edition(index, office)
    file = made.file("no workbook", "figures.xlsx")
    response = visit.post(
        client, office, at("figures", one.pk), tables=file, source="x"
    )
    assert response.status_code == 200


def test_the_table_that_is_given_out_comes_back_as_it_was(client, edition, office):
    address = at("figures_table", edition.pk)
    text = visit.content(visit.get(client, office, address)).decode("utf-8-sig")
    file = made.file(text)
    visit.post(client, office, at("figures", edition.pk), tables=file, source="x")
    edition.refresh_from_db()
    offered = edition.offered["figures"]
    for part in ("units", "indicators", "values", "years"):
        assert offered[part] == edition.figures[part], part


def test_the_way_from_figures_to_the_public_page(client, edition, office):
    visit.post(client, office, at("run", edition.pk))
    assert "計算中です" in visit.text(
        visit.get(client, office, at("edition", edition.pk))
    )
    actions.run_waiting(NOW)
    html = visit.text(visit.get(client, office, at("edition", edition.pk)))
    run = re.search(r'name="run" value="(\d+)"', html)[1]
    asked = visit.post(client, office, at("publish", edition.pk), run=run)
    assert "この版を公表しますか" in visit.text(asked)
    assert not Edition.objects.get(pk=edition.pk).is_published
    done = visit.post(client, office, at("publish", edition.pk), run=run, confirm="yes")
    assert done.url == at("ranking", "sample-index", "2026")


def test_a_failed_run_says_why(client, index, office):
    said = made.figures(("sa", 80, 0), ("sb", 60, 3), ("sc", 70, 6))
    one = made.with_figures(made.edition(index, office), office, said)
    choices = one.choices | {"scales": ["distance"]}
    actions.choose(one.pk, choices, version=2, by=office, at=NOW)
    made.run(one, office)
    html = visit.text(visit.get(client, office, at("edition", one.pk)))
    assert "計算できませんでした" in html
    assert "price" in html


def test_choices_are_sent_and_a_stale_form_is_told(client, edition, office):
    typed = {"weights_within": 10, "scales": ["rank"], "seed": 5, "version": 2}
    visit.post(client, office, at("choices", edition.pk), **typed)
    edition.refresh_from_db()
    assert edition.choices["weights_within"] == 10
    stale = typed | {"weights_within": 20}
    html = visit.text(visit.post(client, office, at("choices", edition.pk), **stale))
    assert "この版が変わりました" in html


def test_odd_numbers_are_refused_in_the_form(client, edition, office):
    for value in ("100", "-1", "x", "9" * 30):
        typed = {"weights_within": value, "seed": 1, "version": 2}
        assert (
            visit.post(client, office, at("choices", edition.pk), **typed).status_code
            == 200
        )


def test_a_new_index_and_its_edition_are_started_once(client, office):
    html = visit.text(visit.get(client, office, at("new")))
    key = re.search(r'name="form_key" value="([\w-]+)"', html)[1]
    typed = {"form_key": key, "kind": "other", "text": made.TEXT}
    for _time in range(2):
        assert visit.post(client, office, at("new"), **typed).status_code == 302
    index = Index.objects.get()
    html = visit.text(visit.get(client, office, at("edition_new", index.pk)))
    key = re.search(r'name="form_key" value="([\w-]+)"', html)[1]
    typed = {"form_key": key, "year": 2026, "code": "2026", "name_ja": "2026年版"}
    for _time in range(2):
        visit.post(client, office, at("edition_new", index.pk), **typed)
    assert index.editions.count() == 1


def test_the_list_and_every_office_page_open(client, published, index, office):
    assert "見本の指数" in page(client, "list")
    for address in (
        at("office"),
        at("index", index.pk),
        at("definition", index.pk),
        at("shape", index.pk, 1),
        at("edition", published.pk),
        at("run_state", published.pk),
    ):
        assert visit.get(client, office, address).status_code == 200
