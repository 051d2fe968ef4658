"""What waits for a person in the hat they wear now: the rows of My page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from chiiki_web.accounts.models import Membership
from chiiki_web.dashboards.queries.tasks.officers import officer
from chiiki_web.dashboards.queries.tasks.offices import office_tasks
from chiiki_web.dashboards.queries.tasks.others import (
    administrator,
    adviser,
    auditor,
    reviewer,
)
from chiiki_web.dashboards.queries.tasks.task import QUIET, TO_DO, URGENT, Task

__all__ = ["URGENT", "Task", "tasks_for"]


def tasks_for(member: Membership, at: datetime) -> list[Task]:
    """What waits, the most pressing first; nothing that waits for somebody else."""
    found = [task for task in BY_ROLE[member.role](member, at) if task.count]
    return sorted(found, key=lambda task: [URGENT, TO_DO, QUIET].index(task.tone))


BY_ROLE: dict[str, Callable[[Membership, datetime], Iterator[Task]]] = {
    "officer": officer,
    "office": office_tasks,
    "reviewer": reviewer,
    "adviser": adviser,
    "auditor": auditor,
    "administrator": administrator,
}
