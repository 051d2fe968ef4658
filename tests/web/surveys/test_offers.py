"""A page offers only what can be done to a survey now; an old link says why not."""

import pytest
from django.urls import reverse

from chiiki_web import wording
from chiiki_web.surveys import actions
from web import make, visit
from web.make import NOW
from web.surveys import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.member("office")


def address(name, survey):
    return reverse(f"surveys:{name}", args=[survey.code])


def closed(office):
    survey = made.opened(office)
    return actions.close_survey(survey.pk, by=office, at=NOW)


MADE = {"draft": made.draft, "open": made.opened, "closed": closed}
REMIND, LETTERS = "/remind/", "/recipients/posted/"


@pytest.mark.parametrize(
    ("state", "names"),
    [("draft", {"remind", "extend"}), ("open", {"change"}), ("closed", {"remind"})],
)
def test_a_page_of_what_cannot_be_done_leads_back_and_says_why(
    client, office, state, names
):
    survey = MADE[state](office)
    for name in names:
        page = visit.get(client, office, address(name, survey))
        assert page.url == address("office", survey)
    assert 'class="message' in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("state", "name"),
    [("open", "remind"), ("open", "extend"), ("closed", "extend"), ("draft", "change")],
)
def test_what_can_be_done_has_its_page(client, office, state, name):
    survey = MADE[state](office)
    visit.text(visit.get(client, office, address(name, survey)))


@pytest.mark.parametrize(("state", "is_there"), [("closed", False), ("open", True)])
def test_the_list_of_recipients_reminds_and_posts_only_while_it_is_open(
    client, office, state, is_there
):
    page = visit.get(
        client, office, address("recipients", MADE[state](office)), state="unreachable"
    )
    words = visit.text(page)
    assert (REMIND in words, LETTERS in words) == (is_there, is_there)


@pytest.mark.parametrize(
    "survey_of", [lambda by: made.draft(by, units=0), made.opened, closed]
)
def test_nobody_is_asked_whether_to_open_what_cannot_open(client, office, survey_of):
    page = visit.post(client, office, address("open", survey_of(office)))
    assert page.status_code == 302


@pytest.mark.parametrize("survey_of", [made.draft, closed])
def test_nobody_is_asked_whether_to_close_what_is_not_open(client, office, survey_of):
    page = visit.post(client, office, address("close", survey_of(office)))
    assert page.status_code == 302


def test_the_page_of_a_survey_tells_what_was_done_and_by_whom(client, office):
    survey = made.opened(office)
    page = visit.text(
        visit.get(client, make.member("auditor"), address("office", survey))
    )
    for name in ("survey.made", "survey.opened"):
        assert str(wording.EVENTS[name]) in page
    assert page.count(office.user.name) >= 2


def test_nobody_is_asked_whether_to_remind_nobody(client, office):
    survey = made.opened(office)
    remind = address("remind", survey)
    assert visit.post(client, office, remind, group="all").status_code == 302
    assert "今、督促できる団体はありません" in visit.text(
        visit.get(client, office, remind)
    )


def test_who_only_opened_is_not_counted_as_who_has_answered_in_part(office):
    survey = made.opened(office)
    actions.send_letters(NOW)
    actions.mark(made.recipient(survey, 1).pk, "opened", NOW)
    actions.mark(made.recipient(survey, 2).pk, "partial", NOW)
    counts = {
        name: actions.to_remind(survey, name, NOW).count() for name in actions.GROUPS
    }
    assert counts == {"unopened": 2, "opened": 1, "begun": 1, "all": 4}


@pytest.mark.parametrize("number", ["x", "²", "9" * 5_000])
def test_a_questionnaire_that_nobody_has_begins_nothing(client, office, number):
    place = reverse("surveys:new_questionnaire")
    page = visit.get(client, office, place, **{"from": number})
    assert page.status_code == 200
