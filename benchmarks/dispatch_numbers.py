"""The numbers of dispatches with 10,000 requests: how long a page takes, in how many statements.

    python benchmarks/dispatch_numbers.py [requests]

A generated, seeded country in a database of its own, in memory. Beside each page: the time
in which the database alone counts the same requests (one COUNT), in the same run.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

HERE = Path(__file__).resolve()
# This folder holds a file named like a module of Python's own.
sys.path[:] = [one for one in sys.path if Path(one or ".").resolve() != HERE.parent]
sys.path.insert(0, str(HERE.parents[1] / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "chiiki_web.settings.test"

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_test_environment,
)
from django.utils import timezone as clock  # noqa: E402

from chiiki_web.accounts.models import Membership, Organisation, User  # noqa: E402
from chiiki_web.advisers.models import Adviser  # noqa: E402
from chiiki_web.command.reference import load_reference  # noqa: E402
from chiiki_web.dispatch.models import Candidate, Fee, Report, Request  # noqa: E402
from chiiki_web.regions.models import Municipality, Prefecture  # noqa: E402
from chiiki_web.schemes.models import Field  # noqa: E402

MOST_STATEMENTS = 20
ADVISERS, TIMES = 250, 5
FIRST = datetime(2016, 4, 1, 9, tzinfo=UTC)
PAGES = ("", "advisers/", "municipalities/", "rows/")


def main(number: int) -> None:
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    load_reference(clock.now())
    office = _generate(number)
    client = Client(headers={"accept-language": "ja"})
    client.force_login(office)
    peer = _median(lambda: Request.objects.count())
    sys.stdout.write(f"{number:,} requests; COUNT alone {1000 * peer:.1f} ms\n")
    for page in PAGES:
        address = f"/statistics/{page}"
        with CaptureQueriesContext(connection) as found:
            size = len(client.get(address).content)
        statements = len(found)  # the next request empties the log
        took = _median(lambda address=address: client.get(address))
        year = _median(lambda address=address: client.get(address, {"year": "2020"}))
        sys.stdout.write(
            f"{address:<28} {1000 * took:7.0f} ms  one year {1000 * year:6.0f} ms"
            f"  {statements:3} statements  {size / 1024:6.0f} KB\n"
        )
        assert 0 < statements <= MOST_STATEMENTS


def _median(deed: object) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        deed()  # type: ignore[operator]
        taken.append(time.perf_counter() - start)
    return sorted(taken)[TIMES // 2]


def _generate(number: int) -> User:
    """Towns that ask, 250 advisers who answer, and the same in each run."""
    dice = random.Random(20261128)
    body = Organisation.objects.create(name_ja="見本省", kind="office", is_sample=True)
    towns = Organisation.objects.bulk_create(
        Organisation(name_ja=f"見本町{n}", kind="municipality", is_sample=True)
        for n in range(300)
    )
    office = _person("office@sample.example", body, "office")
    fields, prefectures = list(Field.objects.all()), list(Prefecture.objects.all())
    advisers = [
        Adviser.objects.create(
            membership=_person(f"a{n}@sample.example", body, "adviser"),
            affiliation_kind="company",
            affiliation="見本",
            speciality_ja="見本",
            prefecture=dice.choice(prefectures),
            sides=["use"],
            capacity_days=10,
        )
        for n in range(ADVISERS)
    ]
    places = list(Municipality.objects.values_list("pk", flat=True))
    requests = Request.objects.bulk_create(
        [
            _request(n, dice, dice.choice(towns), dice.choice(fields), places)
            for n in range(number)
        ],
        batch_size=500,
    )
    _answer(requests, advisers, dice)
    return office.user


def _person(email: str, body: Organisation, role: str) -> Membership:
    user = User.objects.create(email=email, name=f"見本 {email.split('@')[0]}")
    return Membership.objects.create(
        user=user, organisation=body, role=role, since=date(2015, 4, 1)
    )


def _request(
    n: int, dice: random.Random, town: Organisation, field: Field, places: list[str]
) -> Request:
    at = FIRST + timedelta(hours=dice.randrange(10 * 365 * 24))
    return Request(
        form_key=UUID(int=n + 1),
        kind="adviser" if dice.random() < 0.95 else "manager",
        organisation=town,
        municipality_id=dice.choice(places[:900]),
        field=field,
        project=f"見本の案件{n}",
        problem="見本",
        mode="on_site",
        days=dice.randint(1, 3),
        wanted_from=at.date(),
        wanted_until=at.date(),
        status=dice.choice(["accepted", "reported", "reported", "unplaced"]),
        fiscal_year=at.year - (at.month < 4),
        number=f"S-{n:06d}",
        submitted_at=at,
    )


def _answer(
    requests: list[Request], advisers: list[Adviser], dice: random.Random
) -> None:
    candidates = []
    for one in requests:
        for seat, who in enumerate(dice.sample(advisers, dice.randint(1, 3)), start=1):
            accepts = seat == 1 and one.status != "unplaced"
            candidates.append(
                Candidate(
                    request=one,
                    adviser=who,
                    order=seat,
                    score=1,
                    seat=seat,
                    asked_at=one.submitted_at,
                    answer="accepted" if accepts else "declined",
                    answered_at=one.submitted_at + timedelta(days=dice.randint(1, 30)),
                )
            )
    candidates = Candidate.objects.bulk_create(candidates, batch_size=500)
    accepted = [one for one in candidates if one.answer == "accepted"]
    Fee.objects.bulk_create(
        [
            Fee(
                candidate=one,
                fee_class="standard",
                yen_per_half_day=20_000,
                half_days=4,
                travel_class="near",
                yen_per_journey=10_000,
                journeys=1,
                set_aside_at=one.asked_at,
            )
            for one in accepted
        ],
        batch_size=500,
    )
    Report.objects.bulk_create(
        [
            Report(
                request=one.request,
                side="requester",
                held_on=one.request.wanted_from + timedelta(days=40),
                done="見本",
                outcome="見本",
                days_used=one.request.days,
                submitted_at=one.asked_at,
            )
            for one in accepted
            if one.request.status == "reported"
        ],
        batch_size=500,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
