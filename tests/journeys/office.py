"""The office's part: call, desk, selection, award, amount fixed, payment."""

from __future__ import annotations

from datetime import date, timedelta

from journeys.walker import Walker

CALL = "（見本）見守りの公募"
CLEAN = ("applicant", "plan", "costs", "after", "files")


def open_call(office: Walker, today: date, total: str = "3千万円") -> int:
    """A call under published rules, with its own budget, open since this morning."""
    ends = date(today.year + 1, 3, 31)
    office.opens("/funds/calls/new/")
    office.types(
        programme="kizuna",
        name_ja=CALL,
        fiscal_year="令和8年度",
        opens_on=today.isoformat(),
        opens_time="00:00",
        closes_on=(today + timedelta(days=2)).isoformat(),
        closes_time="14:00",
        project_starts_on=(today + timedelta(days=40)).isoformat(),
        project_ends_on=ends.isoformat(),
        total=total,
    )
    office.presses("Publish the call")  # shows what follows
    office.presses("Publish the call")
    return office.number_in_address()


def return_it(office: Walker, application: int, until: date) -> None:
    office.opens(f"/applications/{application}/examine/")
    office.types(note="端末の台数を書いてください。", correct_by=until.isoformat())
    office.presses("Return it")


def accept_it(
    office: Walker, application: int, *, with_open_requests: bool = False
) -> None:
    """Not before everything is in order, nor silently with requests that are open."""
    office.opens(f"/applications/{application}/examine/")
    office.presses("Accept for review", then_faults=True)
    for item in CLEAN:
        office.types(**{f"item__{item}": "yes"})
    office.presses("Keep the check")
    if with_open_requests:
        office.presses("Accept for review", then_faults=True)
        office.page.get_by_label("終了して受理する").check()
    office.presses("Accept for review")


def assign(office: Walker, application: int, names: tuple[str, ...], due: date) -> None:
    for name in names:
        office.opens(f"/reviews/assign/{application}/")
        choices = office.page.locator("select[name=reviewer] option")
        value = choices.filter(has_text=name).first.get_attribute("value")
        office.types(reviewer=value, due_on=due.isoformat())
        office.presses("Give it to this reviewer")


def select_and_award(office: Walker, call: int) -> int:
    """Within the budget; the amount is at most what was applied for."""
    office.opens(f"/awards/selection/{call}/")
    office.presses("Make this selection")
    office.page.locator("main table a").first.click()
    office.page.wait_for_load_state()
    award = office.number_in_address()
    office.types(amount="9999万円")
    office.presses("Decide", then_faults=True)
    office.sees("99,990,000")
    office.types(amount="1800万円")
    office.presses("Decide")
    office.sees("18,000,000円")
    return award


def letter_is_pdf(who: Walker, path: str) -> None:
    answer = who.page.request.get(who.address + path)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")


def fix_and_pay(office: Walker, award: int, today: date) -> None:
    """The smaller of award and eligible spending, paid once."""
    office.opens(f"/settlements/{award}/")
    office.types(note="領収書を確認した。")
    office.page.locator("main form button.primary").first.click()
    office.page.wait_for_load_state()
    office.sees("17,500,000円")
    letter_is_pdf(office, f"/settlements/{award}/letter/")
    office.types(paid_on=today.isoformat())
    office.presses("Record the payment")
    office.sees("17,500,000円")
