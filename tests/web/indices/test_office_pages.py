"""Only those who keep an index see and change what is not published."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki.reasons import reason
from chiiki_web.indices import actions
from chiiki_web.indices.models import Edition, Index
from web import make, visit
from web.indices import made
from web.indices.test_defining import save
from web.indices.test_pages import at, page
from web.make import NOW

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("run", ["", "x", "9" * 5_000])
def test_a_run_that_is_none_publishes_nothing(client, edition, office, run):
    form = {"run": run, "confirm": "yes"}
    done = visit.post(client, office, at("publish", edition.pk), **form)
    assert done.url == at("edition", edition.pk)
    assert not Edition.objects.get(pk=edition.pk).is_published


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


@pytest.mark.parametrize("year", ["1492", "2062"])
def test_a_year_that_cannot_be_meant_starts_no_edition(client, office, index, year):
    typed = {"form_key": uuid4(), "year": year, "code": year, "name_ja": f"{year}年版"}
    answer = visit.post(client, office, at("edition_new", index.pk), **typed)
    assert answer.status_code == 200
    assert year in visit.text(answer)
    assert not index.editions.exists()


def test_a_prefecture_is_led_to_the_indices_that_it_keeps(client):
    for kind, is_led in (("prefecture", True), ("municipality", False)):
        officer = make.member("officer", of=make.organisation(kind))
        html = visit.text(visit.get(client, officer, reverse("dashboards:my")))
        assert (at("office") in html) is is_led


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


@pytest.mark.parametrize("name", ["ranking", "movement", "sensitivity", "method"])
def test_public_pages_ask_little_of_the_database(
    client, published, index, office, name, django_assert_max_num_queries
):
    made.published(index, office, "2027", 2027)
    with django_assert_max_num_queries(20):
        page(client, name, "sample-index", "2027")


@pytest.mark.parametrize("name", ["edition", "figures", "choices"])
def test_office_pages_ask_little_of_the_database(
    client, edition, office, name, django_assert_max_num_queries
):
    made.run(edition, office)
    client.force_login(office.user)
    with django_assert_max_num_queries(20):
        assert client.get(at(name, edition.pk)).status_code == 200


def offered(edition, office):
    actions.offer_figures(
        edition.pk, made.figures(), name="a.csv", source="x", by=office, at=NOW
    )
    return at("figures", edition.pk)


def drop(client, office, address):
    client.force_login(office.user)
    return client.post(address, {"drop": "1"}, follow=True)


def test_offered_figures_can_be_left(client, edition, office):
    figures = edition.figures
    drop(client, office, offered(edition, office))
    edition.refresh_from_db()
    assert edition.offered is None
    assert edition.figures == figures


def test_figures_left_while_a_colleague_publishes_are_a_sentence(
    client, edition, office, monkeypatch
):
    address = offered(edition, office)

    def published(*_args, **_kept):
        raise actions.CannotKeepIndex(reason("indices.edition_published"))

    monkeypatch.setattr(actions.editions, "hold_edition", published)
    html = visit.text(drop(client, office, address))
    assert "この版は公表済みのため、変更できません。" in html
