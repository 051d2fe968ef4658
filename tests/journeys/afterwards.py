"""Reviewer, spending, the years of use, advisers, and the auditor."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from journeys.walker import Walker

OUTCOME = "月1,500回の利用があった。"


def review_it(reviewer: Walker, title: str) -> None:
    """Declared first, then read and scored; every point with its ground."""
    reviewer.opens("/reviews/")
    reviewer.follows(title)
    assert "独居高齢者が増え" not in reviewer.page.content(), "read before declaring"
    reviewer.presses("I have no conflict of interest")
    reviewer.sees("独居高齢者が増え")
    for field in reviewer.page.locator("main input[name^='points-']").all():
        field.fill("4")
    reviewer.types(opinion="利用者に聞いている。")
    reviewer.presses("Finish the review", then_faults=True)
    for field in reviewer.page.locator("main textarea[name^='ground-']").all():
        field.fill("調査の結果が示されている。")
    reviewer.presses("Finish the review")
    reviewer.sees("利用者に聞いている。")


def spend_and_report(officer: Walker, award: int, today: date, files: Path) -> None:
    """Three payments, one of them struck through; then the performance report."""
    receipt = files / "領収書.txt"
    receipt.write_text("見本の領収書", encoding="utf-8")
    for head, amount in (
        ("people", "550万円"),
        ("system", "900万円"),
        ("equipment_lease", "300万円"),
        ("people", "1円"),
    ):
        officer.opens(f"/settlements/{award}/spend/")
        officer.types(
            head=head,
            description="研修" if head == "people" else "構築",
            payee="見本商会",
            amount=amount,
            paid_on=today.isoformat(),
            evidence=str(receipt),
        )
        officer.presses("Keep this payment")
    row = officer.page.locator("tr", has_text=" 1円").or_(
        officer.page.locator("tr").filter(
            has=officer.page.get_by_text("1円", exact=True)
        )
    )
    row.first.locator("button").click()
    officer.page.wait_for_load_state()
    officer.opens(f"/settlements/{award}/report/")
    officer.types(
        done="研修と構築を行った。", outcome=OUTCOME, finished_on=today.isoformat()
    )
    officer.presses("Send to the office")
    officer.sees(OUTCOME)


def register_service(officer: Walker, award: int, started: date) -> int:
    officer.opens(f"/services/register/{award}/")
    officer.types(
        name="朝の声かけ",
        lifeline="watch_elderly",
        started_on=started.isoformat(),
        target_uses_per_month="1000",
        target_users="200",
    )
    officer.presses("Register the service")
    return officer.number_in_address()


def report_use(officer: Walker, service: int, months: list[tuple[date, int]]) -> None:
    for month, uses in months:
        officer.opens(f"/services/{service}/")
        officer.types(month=f"{month:%Y-%m}", uses=uses)
        officer.presses("Record the uses")


def answer_warning(officer: Walker, office: Walker, service: int) -> None:
    officer.opens(f"/services/{service}/")
    officer.page.locator("main .next-step a.primary").first.click()
    officer.page.wait_for_load_state()
    officer.types(improvement_plan="説明会を月2回開く。")
    officer.page.locator("main button.primary").first.click()
    officer.page.wait_for_load_state()
    office.opens("/services/board/")
    office.sees("朝の声かけ")
    office.opens(f"/services/{service}/")
    office.page.locator("main .next-step a.primary").first.click()
    office.page.wait_for_load_state()
    office.types(note="3か月後に見る。")
    office.page.locator("main button.primary").first.click()
    office.page.wait_for_load_state()


def report_status(officer: Walker, service: int) -> None:
    """The first of five yearly reports."""
    officer.opens(f"/followups/?service={service}")
    officer.page.locator("main table a").first.click()
    officer.page.wait_for_load_state()
    officer.types(
        is_in_use="yes", uses="12000", running_cost="240万円", payer="一般会計"
    )
    officer.presses("Send the status report")


def ask_for_adviser(
    officer: Walker, office: Walker, adviser: Walker, today: date
) -> int:
    """Named by the region, ranked, asked, accepted, and the day agreed by both sides."""
    officer.opens("/dispatch/new/")
    choices = officer.page.locator("select[name=nominated_1] option")
    nominated = choices.filter(has_text="見本 健").first.get_attribute("value")
    officer.types(
        kind="adviser",
        project="声かけの進め方",
        field="welfare",
        sides="use",
        problem="説明の仕方を相談したい。",
        mode="on_site",
        days="1",
        wanted_from=(today + timedelta(days=10)).isoformat(),
        wanted_until=(today + timedelta(days=40)).isoformat(),
        nominated_1=nominated,
        briefing_seen=True,
    )
    officer.page.locator("main button.primary").first.click()
    officer.page.wait_for_load_state()
    request = officer.number_in_address()
    office.opens(f"/dispatch/{request}/")
    office.presses("Show candidates to the requester")
    officer.opens(f"/dispatch/{request}/")
    officer.presses("Send this order")
    adviser.opens(f"/dispatch/{request}/")
    adviser.presses("I accept")
    officer.opens(f"/dispatch/{request}/schedule/")
    officer.types(
        days__0__day=(today + timedelta(days=14)).isoformat(),
        days__0__begins="13:30",
        days__0__ends="16:30",
        days__0__place="見本公民館",
    )
    officer.presses("Enter these days")
    adviser.opens(f"/dispatch/{request}/")
    adviser.presses("Confirm the days")
    return request


def report_visit(
    officer: Walker, office: Walker, adviser: Walker, request: int, held_on: date
) -> None:
    """Both sides say what the visit brought."""
    for who in (officer, adviser):
        who.opens(f"/dispatch/{request}/report/")
        who.types(
            held_on=held_on.isoformat(),
            days_used="1",
            done="助言した。",
            outcome="決まった。",
        )
        who.page.locator("main button.primary").first.click()
        who.page.wait_for_load_state()
    office.opens(f"/dispatch/{request}/")
    office.sees("助言した。")


def read_history(auditor: Walker, plan: int) -> None:
    """The whole case, from the first draft to the last report; nothing to press."""
    auditor.opens(f"/cases/plan:{plan}/")
    text = auditor.page.locator("main").inner_text()
    order = [
        text.index(one) for one in ("計画を", "申請を提出", "交付決定", "確定額を支払")
    ]
    assert order == sorted(order), order
    assert auditor.page.locator("main form[method=post]").count() == 0
    auditor.is_refused(f"/plans/{plan}/edit/problem/")
