"""Numbers run on in the order of receipt, and the last one is found at once."""

import pytest
from django.db import connection

from chiiki_web.applications.actions import numbering
from chiiki_web.applications.models import Application
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db


def give(application, number):
    Application.objects.filter(pk=application.pk).update(
        number=number, status="submitted", submitted_at=NOW
    )


@pytest.mark.parametrize(
    ("last", "place"), [(None, "0001"), ("0001", "0002"), ("9999", "10000")]
)
def test_a_number_follows_the_last_one(last, place):
    call = made.people().call
    start = numbering.next_number(call, None).removesuffix("0001")
    found = numbering.next_number(call, last and start + last)
    assert found == start + place


def test_the_last_number_is_the_highest_and_not_the_last_in_the_alphabet():
    who = made.people()
    for place in ("9999", "10000"):
        give(made.draft(who), f"R8-K1-{place}")
    made.draft(who)
    assert numbering.last_number(who.call) == "R8-K1-10000"


def test_each_call_has_numbers_of_its_own():
    who, other = made.people(), made.people()
    give(made.draft(who), "R8-K1-0007")
    assert numbering.last_number(other.call) is None


def test_the_last_number_is_found_without_looking_at_the_others():
    asked = numbering.LAST_OF_CALL.format(call="1")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {asked}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
        plan = str(cursor.fetchall())
    assert "application_last_number" in plan
    assert "sort" not in plan.casefold().replace("temp b-tree", "sort")
