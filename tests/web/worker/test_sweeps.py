"""The worker does what waits, again and again; what fails stops nothing else."""

import threading
from datetime import datetime

import pytest

from chiiki_web import worker
from chiiki_web.audit import queries as audit
from chiiki_web.awards.models import Award
from chiiki_web.outbox.models import Message
from chiiki_web.settlements.models import Settlement
from web import make
from web.awards import made as award_made
from web.settlements import made
from web.settlements.made import AFTER

pytestmark = pytest.mark.django_db


class Stop(threading.Event):
    """Set after so many rounds, so that no test waits."""

    def __init__(self, rounds):
        super().__init__()
        self.left = rounds

    def wait(self, timeout=None):
        self.left -= 1
        if self.left <= 0:
            self.set()
        return self.is_set()


@pytest.fixture
def clockwork(monkeypatch):
    """A clock that moves half a second at each look, and connections left alone."""
    moments = iter(range(10**6))
    monkeypatch.setattr(worker.time, "monotonic", lambda: next(moments) / 2)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def sweeping(monkeypatch, *sweeps):
    monkeypatch.setattr(worker, "SWEEPS", sweeps)
    monkeypatch.setattr(worker, "LONG", ())


def test_each_thing_that_waits_is_looked_after():
    names = [one.name for one in (*worker.SWEEPS, *worker.LONG)]
    assert len(set(names)) == len(names) == 32
    assert all(one.every > 0 for one in worker.SWEEPS)


def test_one_sweep_does_everything_that_waits(mailoutbox):
    officer, office = make.member(), make.member("office")
    made.fixed(award_made.decided(office, officer), officer, office)
    waiting = Message.objects.count()

    worker.sweep_all(AFTER)

    assert not audit.unsealed().exclude(name__endswith="_made").exists()
    assert len(mailoutbox) == waiting
    assert Award.objects.get().letter
    assert Settlement.objects.get().letter


def test_a_second_sweep_changes_nothing(mailoutbox):
    officer, office = make.member(), make.member("office")
    made.fixed(award_made.decided(office, officer), officer, office)
    worker.sweep_all(AFTER)
    worker.sweep_all(AFTER)  # seals what the letters recorded
    events, mails = audit.recent_events().count(), len(mailoutbox)
    worker.sweep_all(AFTER)
    assert (audit.recent_events().count(), len(mailoutbox)) == (events, mails)
    assert not audit.unsealed().exists()


def test_a_sweep_is_done_with_the_time_of_now(clock):
    clock.move_to(AFTER)
    seen = []
    worker.run_once(worker.Sweep("look", seen.append, 1))
    assert seen == [AFTER]
    assert isinstance(seen[0], datetime)


def test_a_sweep_that_fails_is_logged_and_the_next_is_done(
    monkeypatch, clockwork, caplog
):
    done = []

    def fail(at):
        raise RuntimeError("no disk")

    sweeping(
        monkeypatch,
        worker.Sweep("broken", fail, 1),
        worker.Sweep("whole", done.append, 1),
    )
    worker.run_forever(Stop(rounds=3))
    assert len(done) >= 2
    assert "“broken” failed" in caplog.text
    assert "no disk" in caplog.text


def test_control_without_the_net_the_first_fault_ends_the_worker(
    monkeypatch, clockwork
):
    done = []

    def fail(at):
        raise RuntimeError("no disk")

    sweeping(
        monkeypatch,
        worker.Sweep("broken", fail, 1),
        worker.Sweep("whole", done.append, 1),
    )
    monkeypatch.setattr(worker, "run_once", lambda sweep: sweep.do(AFTER))
    with pytest.raises(RuntimeError):
        worker.run_forever(Stop(rounds=3))
    assert done == []


def test_each_sweep_comes_in_its_own_rhythm(monkeypatch, clockwork):
    often, seldom = [], []
    sweeping(
        monkeypatch,
        worker.Sweep("often", often.append, 1),
        worker.Sweep("seldom", seldom.append, 3600),
    )
    worker.run_forever(Stop(rounds=20))
    assert len(often) > 5
    assert len(seldom) == 1


def test_it_ends_when_it_is_asked_to_within_a_round(monkeypatch, clockwork):
    stop, done = threading.Event(), []
    sweeping(
        monkeypatch,
        worker.Sweep("first", lambda at: stop.set(), 1),
        worker.Sweep("second", done.append, 1),
    )
    worker.run_forever(stop)
    assert done == []


def test_what_takes_long_holds_up_nothing_else(monkeypatch, clockwork):
    begun, go_on, done = threading.Event(), threading.Event(), []

    def long(at):
        begun.set()
        go_on.wait(10)

    def short(at):
        assert begun.wait(10)
        done.append(at)

    sweeping(monkeypatch, worker.Sweep("short", short, 1))
    monkeypatch.setattr(worker, "LONG", (worker.Sweep("long", long, 1),))
    worker.run_forever(Stop(rounds=3))
    go_on.set()
    assert len(done) >= 1


def test_control_in_one_row_with_the_others_it_would_hold_them_up(
    monkeypatch, clockwork
):
    done, tried = [], []

    def long(at):
        tried.append(bool(done))

    sweeping(
        monkeypatch,
        worker.Sweep("long", long, 1),
        worker.Sweep("short", done.append, 1),
    )
    worker.run_forever(Stop(rounds=1))
    assert tried == [False]  # the short one waited until the long one was through
