"""Two people change one draft of rules at one moment; and the same without the lock."""

import pytest

from chiiki_web.audit.models import Event
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.actions import drafting
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.shape import part_of
from web import make
from web.at_once import at_once, looking_together
from web.make import NOW
from web.schemes.test_drafting import floor, rows_of, seen, start

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MINE, THEIRS = 5_000_000, 7_000_000


@pytest.fixture
def pair():
    """Two people of the office that writes the draft."""
    first = make.member("office")
    return first, make.member("office", of=first.organisation)


@pytest.fixture
def draft(pair):
    return start(pair[0])


@pytest.fixture
def without_the_lock(monkeypatch):
    """The draft is read and not held; both have read before either writes."""

    def look(version_id, by):
        return SchemeVersion.objects.get(pk=version_id)

    monkeypatch.setattr(drafting, "_hold", looking_together(look, 2))


def content(draft):
    return queries.content_of(SchemeVersion.objects.get(pk=draft.pk).text)


def floor_of(draft):
    return content(draft)["amount"]["floor"]["yen"]


def edits():
    return Event.objects.filter(name="scheme_version.edited").count()


def both_the_floor(draft, pair):
    saw = seen(draft, part_of("floor"))
    first, second = pair
    return at_once(
        [
            lambda: floor(first, draft, MINE, saw),
            lambda: floor(second, draft, THEIRS, saw),
        ]
    )


def test_one_part_changed_by_two_keeps_one_and_tells_the_other(draft, pair):
    given = both_the_floor(draft, pair)
    (fault,) = [one for one in given if isinstance(one, Exception)]
    assert isinstance(fault, actions.VersionHasChanged)
    kept = MINE if given.index(fault) else THEIRS
    assert (floor_of(draft), edits()) == (kept, 1)


@pytest.mark.usefixtures("without_the_lock")
def test_control_without_the_lock_one_text_is_lost_and_nobody_told(draft, pair):
    given = both_the_floor(draft, pair)
    assert not [one for one in given if isinstance(one, Exception)]
    assert edits() == 2
    assert floor_of(draft) in (MINE, THEIRS)


def two_parts(draft, pair):
    """One changes the floor, the other takes the last criterion out."""
    part, (first, second) = part_of("criteria"), pair
    saw, rows = seen(draft, part), rows_of(draft, part)
    rows["criteria.list"].pop()
    return at_once(
        [
            lambda: floor(first, draft, MINE),
            lambda: actions.change_part(
                draft.pk, part, rows, seen=saw, by=second, at=NOW
            ),
        ]
    )


def kept_of_both(draft, before):
    now = content(draft)
    return floor_of(draft) == MINE, now["criteria"] != before["criteria"]


def test_two_parts_changed_at_one_moment_are_both_kept(draft, pair):
    before = content(draft)
    two_parts(draft, pair)
    assert kept_of_both(draft, before) == (True, True)


@pytest.mark.usefixtures("without_the_lock")
def test_control_without_the_lock_one_of_two_parts_is_lost(draft, pair):
    before = content(draft)
    two_parts(draft, pair)
    assert sorted(kept_of_both(draft, before)) == [False, True]
    assert edits() == 2
