"""One box finds advisers, cases and programmes, and requests for who may see them."""

from __future__ import annotations

import html
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from chiiki_web.finding.queries import searching
from web import make
from web.advisers import made as advisers
from web.finding import made
from web.visit import ODD, get, text

pytestmark = pytest.mark.django_db
FIND = reverse("finding:search")


def words(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page)))


def test_an_adviser_is_found_in_other_words_and_the_page_says_which(client: Client):
    one = advisers.adviser(speciality_ja="独居の方のみまもり")
    page = text(client.get(FIND, {"q": "一人暮らしを見守る"}))

    assert reverse("advisers:detail", args=[one.pk]) in page
    assert "<mark>みまもり</mark>" in page
    assert "見守る ＝ みまもり" in words(page)


def test_words_beside_are_of_the_reader_s_language(client: Client):
    advisers.adviser(speciality_ja="スマートフォン教室", speciality_en="the elderly")
    page = words(text(client.get(FIND, {"q": "高齢者"})))
    assert "一致した語 高齢者" in page
    assert "＝" not in page
    other = page[page.index("あわせて検索した同義語") : page.index("一致した語")]
    assert "シニア" in other
    assert "elderly" not in other

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = words(text(client.get(FIND, {"q": "高齢者"})))
    assert "Matching words elderly" in page


def test_a_spelling_of_a_word_of_the_field_is_shown_by_its_name(client: Client):
    page = words(text(client.get(FIND, {"q": "ワイファイ"})))
    other = page[page.index("あわせて検索した同義語") :]
    assert "Wi-Fi無線LAN" in other
    assert "ワイファイ" not in other[:60]


def test_a_text_without_end_is_cut_to_the_limit(client: Client):
    page = text(client.get(FIND, {"q": "見" * 100_000}))
    assert page.count("見" * 100) < 20


def test_where_both_say_it_alike_nothing_else_is_told(client: Client):
    advisers.adviser(
        speciality_ja="見守り", profile_ja="みまもり", speciality_en="watching over"
    )

    assert "一致した語 見守り" in words(text(client.get(FIND, {"q": "見守り"})))
    assert "＝" not in words(text(client.get(FIND, {"q": "見守り"})))


def test_a_kind_keeps_its_hits_and_counts_the_others(client: Client):
    advisers.adviser(speciality_ja="ドローン")
    case = made.case("無人航空機の点検")
    page = text(client.get(FIND, {"q": "drone", "kind": "case"}))

    assert reverse("library:detail", args=[case.pk]) in page
    assert "/advisers/1" not in page
    assert "アドバイザー（1）" in words(page)
    assert "すべて（2）" in words(page)


def test_programmes_are_found_by_what_they_are_for(client: Client):
    page = text(client.get(FIND, {"q": "アドバイザーの派遣", "kind": "programme"}))

    assert "/programmes/" in page
    assert "<mark>" in page


def test_a_word_is_marked_and_never_run(client: Client):
    made.case("<script>alert(1)</script> 見守り")
    page = text(client.get(FIND, {"q": "見守り<script>"}))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_nothing_found_leads_on(client: Client):
    page = text(client.get(FIND, {"q": "ズモモモ"}))

    assert "一致するものは見つかりませんでした。" in page
    assert reverse("dispatch:new") in page


def test_nothing_of_one_kind_leads_to_the_others(client: Client):
    made.case("ズモモモの利用")
    page = text(client.get(FIND, {"q": "ズモモモ", "kind": "adviser"}))

    assert "ほかの種類の1件を見る" in page


def test_an_empty_box_offers_the_fields(client: Client):
    assert "分野から探す" in text(client.get(FIND))
    assert "分野から探す" in text(client.get(FIND, {"q": "　"}))


def test_synonyms_are_told(client: Client):
    assert "鳥獣被害" in text(client.get(FIND, {"q": "害獣"}))


@pytest.mark.parametrize("page", ["0", "2", "999", "x", "²", "-1", "9" * 30, ""])
def test_a_page_that_is_not_there_shows_one_that_is(client: Client, page: str):
    made.case("ズモモモの利用")

    assert "ズモモモ" in text(client.get(FIND, {"q": "ズモモモ", "page": page}))


def test_pages_go_on_where_the_last_one_ended(client: Client):
    for number in range(23):
        made.case(f"ズモモモの利用{number:02}")
    first = text(client.get(FIND, {"q": "ズモモモ"}))
    second = text(client.get(FIND, {"q": "ズモモモ", "page": "2"}))

    found = re.findall(r"/library/(\d+)/", first + second)
    assert len(found) == len(set(found)) == 23


@pytest.mark.parametrize("odd", ["\x00", "' OR 1=1 --", "%", "\\", ODD, "あ" * 9_000])
def test_odd_text_breaks_nothing(client: Client, odd: str):
    assert client.get(FIND, {"q": odd, "kind": odd[:20]}).status_code == 200


def test_an_english_reader_reads_english(client: Client):
    made.case("見守りの失敗", title_en="A failed watch over the elderly")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text(client.get(FIND, {"q": "elderly"}))

    assert "watch over the <mark>elderly</mark>" in page
    assert "Matching words" in page


def test_an_adviser_who_left_is_not_shown_even_before_the_index_knows(client: Client):
    one = advisers.adviser(speciality_ja="ズモモモ")
    assert "ズモモモ" in words(text(client.get(FIND, {"q": "ズモモモ"})))[200:]
    one.is_active = False
    one.save(update_fields=["is_active"])

    page = text(client.get(FIND, {"q": "ズモモモ"}))
    assert reverse("advisers:detail", args=[one.pk]) not in page


def test_an_adviser_who_does_not_wish_to_be_published_is_not_found(client: Client):
    one = advisers.adviser(speciality_ja="ズモモモ", is_published=False)

    page = text(client.get(FIND, {"q": "ズモモモ"}))
    assert reverse("advisers:detail", args=[one.pk]) not in page


def test_words_that_were_taken_back_are_not_quoted(client: Client):
    case = made.case("見本の題", problem="ズモモモを使った。")
    client.get(FIND, {"q": "ズモモモ"})
    case.problem_ja = "書き直した。"
    case.save(update_fields=["problem_ja"])

    assert "使った" not in text(client.get(FIND, {"q": "ズモモモ"}))


def test_the_office_finds_requests_and_the_public_does_not(client: Client):
    office = make.member("office")
    request = made.request(make.member(), "ズモモモの導入", "困りごと")
    address = reverse("dispatch:detail", args=[request.pk])

    assert address in text(get(client, office, FIND, q="ズモモモ"))
    client.logout()
    page = text(client.get(FIND, {"q": "ズモモモ"}))
    assert address not in page
    assert "過去の派遣依頼" not in page


def test_a_town_finds_its_own_requests_only(client: Client):
    mine, other = make.member(), make.member()
    own = made.request(mine, "ズモモモの導入", "困りごと")
    foreign = made.request(other, "ズモモモの更新", "ヒミツの困りごと")
    page = text(get(client, mine, FIND, q="ズモモモ"))

    assert reverse("dispatch:detail", args=[own.pk]) in page
    assert reverse("dispatch:detail", args=[foreign.pk]) not in page
    assert "更新" not in page


def _hits(member: object) -> list[tuple[str, list[str], list[object]]]:
    found = searching.find("ズモモモとヒミツ", member)  # type: ignore[arg-type]
    return [(one.url, [why.found for why in one.whys], one.lines) for one in found.hits]


def test_what_others_asked_changes_nothing_of_what_a_town_sees():
    mine, other = make.member(), make.member()
    made.request(mine, "ズモモモの導入", "ヒミツではない困りごと")
    made.up_to_date()
    before, index = _hits(mine), searching._indexes(mine)[1]
    scores = [one.score for one in index.search("ズモモモとヒミツ").hits]
    made.request(other, "ヒミツの更新", "ズモモモの困りごと")
    made.up_to_date()

    assert _hits(mine) == before
    again = searching._indexes(mine)[1].search("ズモモモとヒミツ").hits
    assert [one.score for one in again] == scores


def test_the_control_with_the_whole_index_the_score_would_tell():
    mine, other = make.member(), make.member()
    own = made.request(mine, "ズモモモの導入", "ヒミツではない困りごと")
    made.up_to_date()
    whole = searching.REQUESTS.index
    before = {one.document.id: one.score for one in whole().search("ズモモモ").hits}
    made.request(other, "ヒミツの更新", "ズモモモの困りごと")
    made.up_to_date()
    after = {one.document.id: one.score for one in whole().search("ズモモモ").hits}

    assert before[f"request:{own.pk}"] != after[f"request:{own.pk}"]


@pytest.mark.parametrize("role", ["officer", "office", "adviser", "auditor", None])
def test_a_full_page_takes_few_statements(
    client: Client, django_assert_max_num_queries, role: str | None
):
    officer = make.member()
    for number in range(8):
        advisers.adviser(speciality_ja="ズモモモ", fields=("welfare", "education"))
        made.case(f"ズモモモ{number}")
        made.request(officer, f"ズモモモ{number}", "困りごと")
    member = make.member(role) if role else None
    if member:
        client.force_login(member.user)
    client.get(FIND, {"q": "ズモモモ"})
    with django_assert_max_num_queries(20):
        client.get(FIND, {"q": "ズモモモ"})
