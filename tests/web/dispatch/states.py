"""A model of the states of a request for advisers, without any database: see docs/states.md.

``Standing`` is changed by deeds that bear the names of those of the site; each gives the
code of its refusal, or nothing. ``test_walks.py`` holds the site against it. Everybody in
the register costs the same, so money is counted in dispatches of one person.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SUBMITTED, PROPOSED, ASKED, WAITING = "submitted", "proposed", "asked", "waiting"
PLACED, REPORTED, UNPLACED, WITHDRAWN = "accepted", "reported", "unplaced", "withdrawn"
SIDES = ("requester", "adviser")
REGISTER = 4


@dataclass(slots=True)
class Person:
    """A candidate: their answer, from which day they are asked, whether money is kept."""

    answer: str = ""
    rank: int | None = None
    answer_by: int | None = None
    is_paid_for: bool = False

    @property
    def is_asked(self) -> bool:
        return self.answer_by is not None and not self.answer

    @property
    def is_free(self) -> bool:
        return self.answer_by is None and not self.answer

    def leaves(self, answer: str) -> int:
        """How many dispatches the money that comes back pays for."""
        back, self.answer, self.is_paid_for = int(self.is_paid_for), answer, False
        return back


@dataclass(slots=True)
class Days:
    """Days that one side entered: the first of them, and whether both agree."""

    side: str
    first: int
    is_agreed: bool = False


@dataclass(slots=True)
class Standing:
    """All that decides what a deed leads to."""

    team: int
    office_chooses: bool
    money: int
    days_to_answer: int
    status: str = SUBMITTED
    today: int = 0
    people: list[Person] = field(default_factory=list)
    entered: Days | None = None
    agreed: Days | None = None
    reports: set[str] = field(default_factory=set)

    def propose(self) -> str:
        if self.status not in {SUBMITTED, UNPLACED}:
            return "already_proposed"
        if self.people and not any(
            one.is_free or one.answer == "released" for one in self.people
        ):
            return "nobody_eligible"
        self.people = self.people or [Person() for _ in range(REGISTER)]
        for one in self.people:
            if one.answer == "released":
                one.answer, one.answer_by, one.rank = "", None, None
        self.status = PROPOSED
        if self.office_chooses:
            self._rank_all()
        return ""

    def rank(self) -> str:
        if self.status != PROPOSED:
            return "not_to_be_ranked"
        if len(self._free()) < self._seats():
            return "too_few_ranked"
        self._rank_all()
        return ""

    def accept(self, who: int) -> str:
        if refused := self._not_asked(who):
            return refused
        self.people[who].answer = "accepted"
        if self._is_whole():
            self._place()
        return ""

    def decline(self, who: int) -> str:
        if refused := self._not_asked(who):
            return refused
        self.people[who].answer = "declined"
        self._ask_next()
        return ""

    def lift(self, who: int) -> str:
        one = self.people[who]
        if one.answer != "accepted" or self.status not in {PLACED, ASKED, WAITING}:
            return "nothing_to_lift"
        if self.has_begun:
            return "visit_has_begun"
        self.money += one.leaves("lifted")
        self.entered = self.agreed = None
        self._ask_next()
        return ""

    def withdraw(self) -> str:
        if self.status in {PLACED, REPORTED, WITHDRAWN}:
            return "too_late_to_withdraw"
        self._release()
        self.status = WITHDRAWN
        return ""

    def enter(self, side: str, first: int) -> str:
        if self.status != PLACED:
            return "nothing_to_schedule"
        if self.has_begun:
            return "visit_has_begun"
        self.entered = Days(side, first)
        return ""

    def confirm(self, side: str) -> str:
        """What was entered last, once by the other side."""
        assert self.entered
        if self.status != PLACED:
            return "nothing_to_schedule"
        if side == self.entered.side:
            return "other_side_confirms"
        if self.has_begun:
            return "visit_has_begun"
        if self.entered.first <= self.today:
            return "day_in_the_past"
        self.agreed, self.entered = self.entered, None
        return ""

    def report(self, side: str) -> str:
        if side in self.reports:
            return "already_reported"
        if self.status != PLACED:
            return "nothing_to_report"
        if self.agreed is None:
            return "report_before_days"
        if self.agreed.first > self.today:
            return "report_before_visit"
        self.reports.add(side)
        if len(self.reports) == len(SIDES):
            self.status = REPORTED
        return ""

    def try_again(self) -> str:
        if self.status != WAITING:
            return "not_left_over"
        if self._is_whole():
            self._place()
        elif any(one.rank for one in self._free()):
            self._ask_next()
        else:
            self.status = PROPOSED if self._free() else SUBMITTED
        return "budget_still_short" if self.status == WAITING else ""

    def pass_days(self, days: int) -> None:
        """The worker passes over whom the last day has found without an answer."""
        self.today += days
        late = [one for one in self.people if self._is_late(one)]
        for one in sorted(late, key=lambda one: one.answer_by or 0):
            if self.status in {ASKED, WAITING} and self._is_late(one):
                one.answer = "no_answer"
                self._ask_next()

    @property
    def has_begun(self) -> bool:
        visits = self.agreed is not None and self.agreed.first <= self.today
        return visits or bool(self.reports)

    def _rank_all(self) -> None:
        last = max((one.rank or 0 for one in self.people), default=0)
        for rank, one in enumerate(self._free(), start=last + 1):
            one.rank = rank
        self._ask_next()

    def _ask_next(self) -> None:
        """A team is whole or it is none; without money nobody is asked in vain."""
        seats = self._seats()
        able = [one for one in self._free() if one.rank][:seats]
        if len(able) < seats:
            self._release()
            self.status = UNPLACED
        elif seats > self.money:
            self.status = WAITING
        else:
            for one in able:
                one.answer_by = self.today + self.days_to_answer
            self.status = ASKED

    def _place(self) -> None:
        team = [one for one in self.people if one.answer == "accepted"]
        needed = sum(not one.is_paid_for for one in team)
        if needed > self.money:
            self.status = WAITING
            return
        self.money -= needed
        for one in team:
            one.is_paid_for = True
        self.status = PLACED

    def _release(self) -> None:
        for one in self.people:
            if one.is_asked or one.answer == "accepted":
                self.money += one.leaves("released")

    def _not_asked(self, who: int) -> str:
        one = self.people[who]
        if one.answer_by is None:
            return "not_asked"
        if self.status == WITHDRAWN:
            return "withdrawn_already"
        if one.answer:
            return "already_answered"
        return "answer_too_late" if self._is_late(one) else ""

    def _is_late(self, one: Person) -> bool:
        return (
            one.is_asked and one.answer_by is not None and one.answer_by <= self.today
        )

    def _is_whole(self) -> bool:
        return sum(one.answer == "accepted" for one in self.people) >= self.team

    def _free(self) -> list[Person]:
        """In the order in which they were ranked, then those who were not."""
        free = [one for one in self.people if one.is_free]
        return sorted(free, key=lambda one: one.rank or len(self.people) ** 4)

    def _seats(self) -> int:
        seated = sum(one.is_asked or one.answer == "accepted" for one in self.people)
        return self.team - seated
