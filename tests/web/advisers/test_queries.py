"""Advisers are found by field, side and words; those of the region come first."""

import pytest

from chiiki_web.advisers import queries
from chiiki_web.regions.models import Prefecture
from web import make
from web.advisers import made
from web.make import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def adviser():
    return made.adviser(
        fields=("welfare", "medical_care"),
        sides=["use", "people"],
        speciality_en="telemedicine",
        profile_en="worked in mountain villages",
        past_work_ja="議事録の自動作成",
        languages=["ja", "en"],
    )


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({}, True),
        ({"field": "medical_care"}, True),
        ({"field": "tourism"}, False),
        ({"side": "people"}, True),
        ({"side": "infrastructure"}, False),
        ({"side": "peo"}, False),
        ({"text": "見守り 見本大学"}, True),
        ({"text": "見守り 観光"}, False),
        ({"text": "Telemedicine"}, True),
        ({"text": "mountain"}, True),
        ({"text": "%"}, False),
        ({"field": "welfare", "side": "use", "text": "助言"}, True),
        ({"prefecture": made.NAGANO}, True),
        ({"prefecture": made.TOKYO}, False),
        ({"kind": "education"}, True),
        ({"kind": "npo"}, False),
        ({"language": "en"}, True),
        ({"language": "e"}, False),
        ({"text": "議事録"}, True),
    ],
)
def test_they_are_found_by_field_side_and_words(adviser, wanted, fits):
    assert (adviser in queries.matching(TODAY, **wanted)) is fits


def test_nobody_is_found_twice(adviser):
    assert list(queries.matching(TODAY, text="見本")) == [adviser]


def test_those_who_know_the_field_come_from_the_region_first(adviser):
    far = made.adviser(prefecture=Prefecture.objects.get(pk=made.TOKYO))
    made.adviser(fields=("tourism",))
    assert queries.knowing("welfare", adviser.prefecture.region) == [adviser, far]
    assert queries.knowing("welfare", far.prefecture.region) == [far, adviser]


def test_an_entry_out_of_the_list_is_not_offered(adviser):
    adviser.is_active = False
    adviser.save()
    assert not queries.matching(TODAY).exists()
    assert queries.knowing("welfare") == []
    assert list(queries.entries()) == [adviser]


def test_people_who_left_are_not_proposed_for_entry():
    gone = make.member("adviser")
    gone.until = gone.since
    gone.save()
    assert not queries.without_entry().exists()


def test_who_is_not_commissioned_this_year_is_not_in_the_public_list(adviser):
    made.adviser(commissioned=False)
    assert list(queries.matching(TODAY)) == [adviser]
    assert not queries.matching(NOW.date().replace(year=2031)).exists()


def test_who_does_not_agree_to_it_is_not_published_but_can_be_sent(adviser):
    hidden = made.adviser(is_published=False)
    assert list(queries.matching(TODAY)) == [adviser]
    assert hidden in queries.commissioned(2026)
