"""The officer's part: from a region's problem to a receipt."""

from __future__ import annotations

from pathlib import Path

from journeys.walker import Walker

TITLE = "見本市 朝の声かけで見守る"
WELFARE, CITY = "welfare", "992011"


def start_from_a_problem(visitor: Walker) -> None:
    """Public home: which programmes fit a place and a field, and why."""
    visitor.opens(f"/?prefecture=990001&municipality={CITY}&field={WELFARE}")
    visitor.sees("見本市", "全国調査", "アドバイザー")
    visitor.page.goto(f"{visitor.address}/plans/new/")
    assert "/accounts/login/" in visitor.page.url


def write_plan(officer: Walker) -> int:
    """Six steps; every one is saved before the next."""
    officer.opens(f"/plans/new/?municipality={CITY}&field={WELFARE}")
    officer.types(title=TITLE, municipality="見本市", field=WELFARE)
    officer.presses("Start the plan")
    plan = officer.number_in_address()
    officer.opens(f"/plans/{plan}/edit/problem/")
    officer.types(
        problem="独居高齢者が増え、訪問が月1回に届かない世帯が100を超える。",
        goal="見守りを望む200世帯に、毎日1回の安否の確認が届くようにする。",
        other_means="訪問員の増員と比べた。",
        based_on_model="yes",
        model_followed="先行する地域の仕組み",
        provides_public_service="yes",
        lifeline="watch_elderly",
        wanted_anyway="yes",
    )
    officer.presses("Save and go on")
    officer.types(
        need_method="interviews",
        need_people_asked="６０",
        need_found="42世帯が毎朝の声かけを望んだ。",
        target_users="200",
        target_uses_per_month="5,200",
        baseline_uses_per_month="400",
    )
    officer.presses("Save and go on")
    officer.types(
        new__kind="user",
        new__name="見本市 利用者の会",
        new__part="使い勝手の確認",
        leader_name="見本 太郎",
        leader_post="主査",
        leader_is_their_job="yes",
        leader_knows_ict="yes",
        trains_people="yes",
        training="研修を年6回行う。",
        uses_local_ict_people="yes",
        creates_jobs="yes",
        shares_results="yes",
    )
    officer.presses("Save and go on")
    for row, (head, what, amount) in enumerate(
        (
            ("people", "研修", "600万円"),
            ("system", "システムの構築", "９,０００千円"),
            ("equipment_lease", "端末の借上げ", "4000000"),
        )
    ):
        officer.types(
            **{
                f"rows__{row}__head": head,
                f"rows__{row}__description": what,
                f"rows__{row}__amount": amount,
            }
        )
    officer.types(requested="1900万円")
    officer.presses("Save and go on")
    officer.types(
        running_cost_per_year="240万円",
        payer_after="general_account",
        after_funding="福祉課が一般会計で続ける。",
    )
    officer.presses("Save and go on")
    officer.opens(f"/plans/{plan}/")
    officer.sees(TITLE, "19,000,000円")
    return plan


def check_and_apply(officer: Walker, plan: int, call: int, files: Path) -> int:
    """Yes from the rules, with every reason; then files, amount, and the receipt."""
    officer.opens(f"/plans/{plan}/check/{call}/")
    officer.sees("合う")
    officer.follows("Apply with this plan")
    officer.presses("Start the application")
    application = officer.number_in_address()
    empty, budget = files / "空.pdf", files / "収支予算書.csv"
    empty.write_bytes(b"")
    budget.write_text("経費区分,金額\n人材,6000000\n", encoding="utf-8")
    _attach_empty(officer, empty)
    officer.types(kind="budget", upload=str(budget))
    officer.presses("Add this file")
    officer.types(requested="1900万円")
    officer.presses("Save the amount")
    officer.presses("Send the application")
    officer.sees("SHA-256", "収支予算書.csv")
    officer.opens(f"/applications/{application}/receipt/")
    return application


def _attach_empty(officer: Walker, empty: Path) -> None:
    """A file of 0 bytes is refused by a sentence; the draft stays."""
    officer.types(kind="plan", upload=str(empty))
    officer.presses("Add this file", then_faults=True)
    officer.sees("空.pdf")


def correct_and_send(officer: Walker, application: int) -> None:
    """What the office asked for stands on the page; the second version is received."""
    officer.opens(f"/applications/{application}/")
    officer.sees("端末の台数を書いてください。")
    officer.presses("Send the corrected application", then_faults=True)
    officer.sees("補正済みになっていない依頼が1件")
    officer.page.get_by_label("このまま提出する").check()
    officer.presses("Send the corrected application")
    officer.opens(f"/applications/{application}/receipt/")
    officer.sees("2")
