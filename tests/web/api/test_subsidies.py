"""The catalogue in the shape of the jGrants public API, for programs."""

import base64
import json
from datetime import timedelta
from importlib.resources import files

import pytest
from django.test import Client
from django.urls import reverse

from chiiki.rules import parse_scheme
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
LIST = reverse("api:subsidies")
SPEC = json.loads(files("chiiki_web.api").joinpath("openapi.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


def listed(client, **query):
    response = client.get(LIST, query)
    assert response.status_code == 200, response.content.decode()
    return [row["id"] for row in response.json()["result"]]


def test_open_calls_are_listed_in_the_published_shape(client):
    call = make.call()

    answer = client.get(LIST).json()

    assert answer["metadata"]["resultset"]["count"] == 1
    (row,) = answer["result"]
    assert row == {
        "id": f"call-{call.pk}",
        "name": f"2026-kizuna-{call.pk}",
        "title": "見本公募",
        "target_area_search": "全国",
        "subsidy_max_limit": 200_000_000,
        "acceptance_start_datetime": "2026-11-16T03:00:00.000Z",
        "acceptance_end_datetime": "2026-12-07T03:00:00.000Z",
        "target_number_of_employees": "従業員の制約なし",
    }


def test_closed_and_coming_calls_come_when_asked_for(client):
    closed = make.call(opens_at=NOW - timedelta(9), closes_at=NOW)
    coming = make.call(opens_at=NOW + timedelta(1))

    assert listed(client) == []
    assert listed(client, acceptance="0", order="ASC") == [
        f"call-{closed.pk}",
        f"call-{coming.pk}",
    ]


def test_every_word_must_occur(client):
    call = make.call()

    assert listed(client, keyword="見本 絆") == [f"call-{call.pk}"]
    assert listed(client, keyword="見本 宇宙") == []


def test_calls_are_ordered_as_asked(client):
    late, soon = make.call(closes_at=NOW + timedelta(9)), make.call()
    by_end = {"sort": "acceptance_end_datetime", "order": "ASC"}

    assert listed(client, **by_end) == [f"call-{late.pk}", f"call-{soon.pk}"]
    assert listed(client) == [f"call-{soon.pk}", f"call-{late.pk}"]


def test_no_call_is_for_one_area_alone(client):
    make.call()

    assert listed(client, target_area_search="全国") != []
    assert listed(client, target_area_search="長野県") == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"keyword": "見"}, "keyword"),
        ({"keyword": "a" * 256}, "keyword"),
        ({"sort": "title"}, "sort"),
        ({"order": "up"}, "order"),
        ({"acceptance": "2"}, "acceptance"),
    ],
)
def test_what_is_wrong_is_said_by_its_name(client, query, name):
    response = client.get(LIST, query)

    assert response.status_code == 400
    assert name in response.json()["errors"]
    assert name in response.json()["message"]


def test_one_call_brings_its_rules_word_for_word(client):
    call = make.call()

    (row,) = client.get(f"{LIST}/id/call-{call.pk}").json()["result"]

    (guideline,) = row["application_guidelines"]
    text = base64.b64decode(guideline["data"]).decode()
    assert parse_scheme(text, name="x").digest == call.scheme_digest
    assert row["subsidy_rate"] == "定額"
    assert row["front_subsidy_detail_page_url"].endswith(f"/calls/{call.pk}/")


@pytest.mark.parametrize(
    "one", ["call-999", "call-x", "12", "call-²", "call-" + "9" * 30]
)
def test_an_unknown_call_is_not_found(client, one):
    response = client.get(f"{LIST}/id/{one}")

    assert response.status_code == 404
    assert one in response.json()["message"]


def test_an_answer_that_has_not_changed_is_not_sent_again(client):
    make.call()
    first = client.get(LIST)

    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "max-age=300" in first["Cache-Control"]


def test_nothing_can_be_sent(client):
    assert client.post(LIST).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(LIST)["Allow"] == "GET, HEAD"


def test_the_list_asks_the_database_at_most_ten_times(
    client, django_assert_max_num_queries
):
    for _ in range(12):
        make.call()
    with django_assert_max_num_queries(10):
        client.get(LIST)


def _fits(value, schema, where="answer"):
    schema = (
        SPEC["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        if ("$ref" in schema)
        else schema
    )
    kinds = {"object": dict, "array": list, "string": str, "integer": int}
    kinds |= {"boolean": bool, "null": type(None)}
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert isinstance(value, tuple(kinds[one] for one in named)), where
    if isinstance(value, dict):
        assert set(schema.get("required", ())) <= set(value), where
        for name, one in value.items():
            properties = schema.get("properties", {})
            known = properties.get(name) or schema.get("additionalProperties")
            assert known, f"{where}.{name} is not described"
            _fits(one, known, f"{where}.{name}")
    if isinstance(value, list):
        for one in value:
            _fits(one, schema["items"], f"{where}[]")


def test_answers_are_as_the_openapi_document_says(client):
    call = make.call()
    schemas = {
        LIST: "SubsidyList",
        f"{LIST}/id/call-{call.pk}": "SubsidyDetail",
        f"{LIST}?order=x": "Fault",
        f"{LIST}/id/x": "Fault",
    }
    for address, name in schemas.items():
        _fits(client.get(address).json(), {"$ref": f"#/{name}"}, address)
    served = client.get(reverse("api:openapi")).json()
    assert set(served["paths"]) == {
        "/v1/public/subsidies",
        "/v1/public/subsidies/id/{id}",
    }
