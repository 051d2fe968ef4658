"""The background worker: it looks at what is, and does what waits. No step is lost.

Every sweep asks the database what is still to be done, so that a crash, a missed night or
a second worker changes nothing but the time at which it is done.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from chiiki_web.accounts import actions as accounts
from chiiki_web.advisers import actions as advisers
from chiiki_web.applications import actions as applications
from chiiki_web.audit import chain
from chiiki_web.awards import actions as awards
from chiiki_web.consortia import actions as consortia
from chiiki_web.custody import actions as custody
from chiiki_web.custody.queries import SLICE_EVERY
from chiiki_web.dispatch import actions as dispatch
from chiiki_web.finding import queries as finding
from chiiki_web.followups import actions as followups
from chiiki_web.indices import actions as indices
from chiiki_web.outbox import actions as outbox
from chiiki_web.overlaps import actions as overlaps
from chiiki_web.placements import actions as placements
from chiiki_web.placing import actions as placing
from chiiki_web.results import actions as results
from chiiki_web.services import actions as services
from chiiki_web.settlements import actions as settlements
from chiiki_web.surveys import actions as surveys

logger = logging.getLogger(__name__)
PAUSE = 0.5


@dataclass(frozen=True, slots=True)
class Sweep:
    """One thing that is looked after again and again, ``every`` so many seconds."""

    name: str
    do: Callable[[datetime], object]
    every: float


SWEEPS = (
    Sweep("seal history", chain.seal_events, 1),
    Sweep("look for overlaps", overlaps.look_through, 2),
    Sweep("make receipts", applications.make_receipts, 2),
    Sweep("send messages", outbox.send_waiting, 2),
    Sweep("send the mail of the day", outbox.send_digests, 60),
    Sweep("mail invitations", consortia.mail_invitations, 2),
    Sweep("make letters of commission", advisers.make_letters, 2),
    Sweep("make award letters", awards.make_letters, 2),
    Sweep("make settlement letters", settlements.make_letters, 2),
    Sweep("make letters of dispatches", dispatch.make_letters, 2),
    Sweep("chase answers of advisers", dispatch.chase_answers, 60),
    Sweep("remind of dispatch reports", dispatch.remind_of_reports, 3600),
    Sweep("open dispatch surveys", dispatch.open_surveys, 3600),
    Sweep("remind of dispatch surveys", dispatch.remind_of_surveys, 3600),
    Sweep("look at the use of services", services.assess_all, 3600),
    Sweep("open status reports", followups.open_reports, 600),
    Sweep("remind of status reports", followups.remind, 3600),
    Sweep("open placements of managers", placements.open_placements, 60),
    Sweep("close surveys", surveys.close_due, 5),
    Sweep("send letters of surveys", surveys.send_letters, 2),
    Sweep("make letters of placements", placements.make_letters, 2),
    Sweep("remind of placements", placements.remind, 3600),
    Sweep("forget wrong passwords", accounts.forget_old_tries, 600),
    Sweep("forget what was not sent", applications.forget_prepared, 3600),
    Sweep("read stored files again", custody.read_slice, SLICE_EVERY.total_seconds()),
    Sweep("check the promises of the day", custody.check_day, 600),
)
# What may take a minute has a thread of its own, so that no letter waits for it.
LONG = (
    Sweep("match rounds of dispatch", placing.run_waiting, 1),
    Sweep("weigh whom else to send", placing.weigh_waiting, 1),
    Sweep("work results of surveys out", results.work_out_waiting, 1),
    Sweep("work results out again", results.repeat_waiting, 1),
    Sweep("work indices out", indices.run_waiting, 1),
    Sweep("bring the search up to date", finding.refresh, 5),
)


def run_forever(stop: threading.Event) -> None:
    """Sweep until ``stop`` is set. A sweep that fails is logged and tried again.

    Nobody waits for what takes long: it is taken up again when the worker is back.
    """
    if LONG:
        threading.Thread(target=_sweep, args=(LONG, stop), daemon=True).start()
    _sweep(SWEEPS, stop)


def _sweep(sweeps: Sequence[Sweep], stop: threading.Event) -> None:
    due = {sweep.name: 0.0 for sweep in sweeps}
    while not stop.is_set():
        for sweep in sweeps:
            if time.monotonic() >= due[sweep.name] and not stop.is_set():
                run_once(sweep)
                due[sweep.name] = time.monotonic() + sweep.every
        stop.wait(PAUSE)


def sweep_all(at: datetime) -> None:
    """Do everything that waits, once; the sample year and the journeys use it."""
    for sweep in (*SWEEPS, *LONG):
        sweep.do(at)


def run_once(sweep: Sweep) -> None:
    close_old_connections()
    try:
        sweep.do(timezone.now())
    except Exception:
        logger.exception("the sweep “%s” failed and is tried again", sweep.name)
    finally:
        close_old_connections()
