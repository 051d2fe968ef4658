"""The worker's queue, by the editions of results: tries, giving up, and the reason kept."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest

from chiiki.errors import EngineError
from chiiki.publication import Choices
from chiiki_web import queues
from chiiki_web.results.actions import prepare, running
from chiiki_web.results.models import Edition
from web.make import NOW
from web.results import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    survey = made.closed()
    key = survey.form_key
    return prepare(survey.pk, Choices(), form_key=key, by=survey.made_by, at=NOW)


def breaking(_row):
    raise RuntimeError("out of memory")


def sweep(queue):
    with contextlib.suppress(RuntimeError):
        queue.run_next(NOW)


def test_a_program_that_breaks_is_tried_again_and_given_up_with_its_reason(edition):
    queue = replace(running.QUEUE, work=breaking)
    for _try in range(queues.MOST_TRIES - 1):
        sweep(queue)
        assert Edition.objects.get().state == "queued"
    sweep(queue)
    found = Edition.objects.get()
    assert found.state == "failed"
    assert [one["code"] for one in found.faults] == ["queue.broke"]
    assert "out of memory" in found.faults[0]["values"]["found"]


def test_control_without_a_limit_it_would_be_tried_for_ever(edition, monkeypatch):
    monkeypatch.setattr(queues, "MOST_TRIES", 10_000)
    for _try in range(20):
        sweep(replace(running.QUEUE, work=breaking))
    assert Edition.objects.get().state == "queued"


def test_what_the_engine_refuses_is_not_tried_again(edition):
    def refusing(_row):
        raise EngineError("survey.nobody_answered", found={"x"})

    replace(running.QUEUE, work=refusing).run_next(NOW)
    found = Edition.objects.get()
    assert (found.state, found.tries) == ("failed", 1)
    assert [one["code"] for one in found.faults] == ["survey.nobody_answered"]


def test_a_row_over_which_workers_die_is_given_up(edition, monkeypatch):
    for number in range(queues.MOST_TRIES):
        monkeypatch.setattr(queues, "ME", f"worker {number}")
        assert running.QUEUE.claim(NOW + number * timedelta(hours=1)) is not None
    monkeypatch.setattr(queues, "ME", "the last")
    done = running.QUEUE.run_next(NOW + timedelta(days=1))
    assert [one["code"] for one in done.faults] == ["queue.given_up"]


def test_nobody_takes_what_this_worker_is_at(edition):
    assert running.QUEUE.claim(NOW) is not None
    assert running.QUEUE.claim(NOW + timedelta(days=1)) is None
