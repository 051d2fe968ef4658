"""An old assessment runs again and gives the same answer, digest for digest."""

from copy import deepcopy

import pytest
from django.db import connection
from django.urls import reverse

from chiiki.rules import assess
from chiiki_web.applications.queries import Recheck, recheck
from chiiki_web.command import tasks
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import SchemeVersion
from web import make, visit
from web.applications import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    who = made.people()
    return made.received(who).submissions.get()


def changed(submission, change):
    kept = deepcopy(submission.assessment)
    change(kept)
    submission.assessment = kept
    submission.save(update_fields=["assessment"])
    return submission


def test_the_facts_are_kept_and_give_the_same_digest(submission):
    kept = submission.assessment
    scheme = schemes.scheme_under(kept["scheme"], kept["version"])
    assert kept["facts"]["costs.total"] == 12_000_000
    assert assess(scheme, kept["facts"]).answer_digest == kept["answer_digest"]
    assert recheck(submission) is Recheck.SAME


def test_it_is_the_same_after_the_plan_has_changed(submission):
    submission.application.plan.cost_lines.all().delete()
    assert recheck(submission) is Recheck.SAME


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept["facts"].update({"costs.total": 11_999_999}),
        lambda kept: kept["facts"].pop("plan.creates_jobs"),
        lambda kept: kept["facts"].update({"plan.luck": True}),
        lambda kept: kept.update(answer_digest="0" * 64),
        lambda kept: kept.update(version="1999"),
    ],
    ids=["fact", "fact gone", "no fact", "digest", "version"],
)
def test_what_was_changed_behind_the_site_is_seen(submission, change):
    assert recheck(changed(submission, change)) is Recheck.DIFFERS


def test_rules_that_were_changed_behind_the_site_are_seen(submission):
    with connection.cursor() as cursor:
        on = " ON schemes_schemeversion" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER scheme_version_frozen{on}")
    version = submission.application.call.rules
    text = version.text.replace("yen = 3_000_000", "yen = 3_000_001")
    SchemeVersion.objects.filter(pk=version.pk).update(text=text)
    assert recheck(submission) is Recheck.DIFFERS


def test_what_was_sent_before_facts_were_kept_says_so(submission):
    old = changed(submission, lambda kept: kept.pop("answer_digest"))
    assert recheck(old) is Recheck.NOT_KEPT


def test_the_command_counts_and_names_the_first_that_differs(submission, capsys):
    assert tasks.recheck_assessments()
    assert "same 1" in capsys.readouterr().out
    changed(submission, lambda kept: kept.update(answer_digest="0" * 64))
    assert not tasks.recheck_assessments()
    assert submission.application.number in capsys.readouterr().err


@pytest.mark.parametrize(("role", "shown"), [("auditor", True), ("office", False)])
def test_an_auditor_reads_it_on_the_page(client, submission, role, shown):
    application = submission.application
    of = application.call.office if role == "office" else None
    address = reverse("applications:examine", args=[application.pk])
    html = visit.text(visit.get(client, make.member(role, of=of), address))
    assert (submission.assessment["answer_digest"][:8] in html) == shown
