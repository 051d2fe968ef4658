"""What the matching of a round says, in both languages, by code."""

from __future__ import annotations

from collections.abc import Mapping

from chiiki.cli.match_codes import GROUPS
from chiiki.cli.match_faults import FAULTS
from chiiki.errors import EngineError
from chiiki.reasons import Reason
from chiiki.reference import load_fields
from chiiki.words import Words

CODES: Mapping[str, Words] = {
    "matching.adviser_below_zero": Words(
        "アドバイザー%(adviser)sの日数または最低件数が0を下回っています。",
        "Adviser %(adviser)s has days or a minimum below 0.",
    ),
    "matching.adviser_twice": Words(
        "同じアドバイザーが二重に登録されています。",
        "An adviser stands in the register twice.",
    ),
    "matching.all_full": Words(
        "対応できる%(eligible)s名のうち、日数が残っているのは%(free)s名です。",
        "Of %(eligible)s who could go, %(free)s have enough days left.",
    ),
    "matching.ban_set": Words(
        "依頼%(request)sから%(adviser)sを除外しています。",
        "Request %(request)s excludes %(adviser)s.",
    ),
    "matching.another_fixed": Words(
        "事務局の指定又は通知により、この依頼に派遣する人は決まっています。",
        "Somebody else is fixed for this request: the office named them, or they were told already.",
    ),
    "matching.as_good": Words(
        "この依頼との適合も他の依頼での必要度も同等で、どちらを派遣しても差はありません。",
        "Fits just as well and is needed elsewhere just as much; either could be sent.",
    ),
    "matching.banned": Words(
        "事務局がこの組合せを除外しています。", "The office excludes this pair."
    ),
    "matching.budget_set": Words(
        "予算は%(budget)s円です。", "The budget is ¥%(budget)s."
    ),
    "matching.budget_used": Words(
        "予算の残りは%(left)s円で、必要な%(cost)s円に足りません。",
        "¥%(left)s of the budget is left; ¥%(cost)s is needed.",
    ),
    "matching.capacity_set": Words(
        "%(adviser)sの残りは半日単位で%(spare)sです。",
        "%(adviser)s has %(spare)s half-days left.",
    ),
    "matching.check_failed": Words(
        "作成した案が検査に合格しませんでした（%(fault)s）。案は出力していません。",
        "The proposal did not pass the check (%(fault)s). None is given.",
    ),
    "matching.dearer": Words(
        "この依頼との適合は同等以上ですが、他の依頼での必要度が高い方です（必要度%(price)s点）。",
        "Fits at least as well, but is needed more elsewhere (needed there: %(price)s points).",
    ),
    "matching.declared_vendor": Words(
        "申告のあった関係事業者が、この事業に関わっています。",
        "A vendor that the adviser declared takes part in this project.",
    ),
    "matching.fits_less": Words(
        "この依頼との適合が低い方です（差%(behind)s点、他の依頼での必要度%(price)s点）。",
        "Fits this request less (%(behind)s points behind, needed elsewhere: %(price)s).",
    ),
    "matching.floor_set": Words(
        "%(group)sの依頼の%(percent)s％以上に派遣することとしています。",
        "At least %(percent)s %% of the requests of %(group)s are to be served.",
    ),
    "matching.half_days_short": Words(
        "残りは半日単位で%(spare)s、必要は%(half_days)sです。",
        "%(spare)s half-days are left, %(half_days)s are needed.",
    ),
    "matching.language_missing": Words(
        "求められた言語に対応していません。",
        "The adviser does not speak the language asked for.",
    ),
    "matching.minimum_set": Words(
        "%(adviser)sには%(minimum)s件以上を割り当てることとしています。",
        "%(adviser)s is to take at least %(minimum)s requests.",
    ),
    "matching.months_are_past": Words(
        "依頼%(request)sの希望月は過ぎています。",
        "The months that request %(request)s wishes for are past.",
    ),
    "matching.no_adviser_for_field": Words(
        "分野（%(field)s）のアドバイザーが名簿にいません。",
        "Nobody in the register has the field %(field)s.",
    ),
    "matching.no_advisers": Words(
        "アドバイザーが1名もいません。", "There are no advisers."
    ),
    "matching.no_days_asked": Words(
        "依頼%(request)sの日数が0です。", "Request %(request)s asks for no days."
    ),
    "matching.no_month": Words(
        "希望月に都合がつきません。", "No month suits both sides."
    ),
    "matching.no_requests": Words(
        "この回には依頼がありません。", "There are no requests in this round."
    ),
    "matching.no_solution_found": Words(
        "定めた計算量（%(nodes)s）では、条件を満たす案が見つかりませんでした。",
        "No proposal that keeps the limits was found within the work set (%(nodes)s).",
    ),
    "matching.nobody_eligible": Words(
        "対応できる方がいません（分野・支援の種類・言語の不一致%(fit)s名、所属・関係事業者・派遣済み%(ties)s名、希望月%(months)s名、日数の不足%(days)s名、事務局による除外%(banned)s名）。",
        "Nobody can go: %(fit)s do not fit, %(ties)s have ties or were sent before, %(months)s have no month, %(days)s have too few days, %(banned)s are excluded by the office.",
    ),
    "matching.nothing_fits": Words(
        "分野も、基盤・利活用・人材の別も一致しません。",
        "Neither the field nor the sides fit.",
    ),
    "matching.notified": Words(
        "依頼%(request)sの%(adviser)sは通知済みです。",
        "%(adviser)s was notified for request %(request)s.",
    ),
    "matching.others_first": Words(
        "対応できる方は%(eligible)s名（日数のある方は%(free)s名）いますが、他の依頼を優先しました。",
        "%(eligible)s could go (%(free)s with days left), but others came first.",
    ),
    "matching.own_employer": Words(
        "アドバイザーが依頼元の団体に所属しています。",
        "The adviser works for the body that asks.",
    ),
    "matching.pinned": Words(
        "依頼%(request)sは%(adviser)sに固定しています。",
        "Request %(request)s is pinned to %(adviser)s.",
    ),
    "matching.request_twice": Words(
        "依頼%(request)sが2回あります。", "Request %(request)s stands there twice."
    ),
    "matching.rules_bad_value": Words(
        "設定[%(part)s] %(key)sの値「%(found)s」は使えません。",
        "Rules [%(part)s] %(key)s: the value %(found)s cannot be used.",
    ),
    "matching.rules_not_toml": Words(
        "設定ファイルをTOMLとして読めません（%(message)s）。",
        "The rules are not TOML (%(message)s).",
    ),
    "matching.rules_unknown_key": Words(
        "設定[%(part)s]に%(key)sという項目はありません。",
        "Rules [%(part)s] have no key %(key)s.",
    ),
    "matching.rules_unknown_part": Words(
        "設定に[%(part)s]という部分はありません。", "Rules have no part [%(part)s]."
    ),
    "matching.same_project_this_year": Words(
        "同じ事業に今年度既に派遣されています。",
        "The adviser was sent for the same project this fiscal year already.",
    ),
    "matching.side_missing": Words(
        "必須の支援の種類に対応していません。",
        "A type of advice that is needed is missing.",
    ),
    "matching.solver_crashed": Words(
        "計算プログラム（%(solver)s）が異常終了しました。案は出力していません。",
        "The solver (%(solver)s) crashed. No proposal is given.",
    ),
    "matching.solver_out_of_time": Words(
        "計算プログラム（%(solver)s）が%(seconds)s秒で終わりませんでした。案は出力していません。",
        "The solver (%(solver)s) did not end within %(seconds)s s. No proposal is given.",
    ),
    "matching.team_out_of_range": Words(
        "依頼%(request)sのチームの人数が範囲外です。",
        "The team of request %(request)s is out of range.",
    ),
    "matching.team_too_small": Words(
        "%(team)s名のチームに対し、対応できる方は%(eligible)s名です。",
        "A team of %(team)s is asked for; %(eligible)s could go.",
    ),
    "matching.too_large_for_flow": Words(
        "規模が大きすぎて計算できません（%(nodes)s）。",
        "The round is too large to be reckoned (%(nodes)s).",
    ),
    "matching.too_many_days": Words(
        "依頼%(request)sは派遣日数の上限（%(most)s日）を超えています。",
        "Request %(request)s asks for more than %(most)s days.",
    ),
    "matching.too_many_hours": Words(
        "依頼%(request)sはオンラインの上限（%(most)s時間）を超えています。",
        "Request %(request)s asks for more than %(most)s hours online.",
    ),
    "matching.too_many_nominations": Words(
        "依頼%(request)sの指名は%(most)s名までです。",
        "Request %(request)s may name at most %(most)s.",
    ),
    "matching.too_many_pairs": Words(
        "組合せが%(most)s組を超えています。", "There are more than %(most)s pairs."
    ),
    "matching.too_many_settled": Words(
        "依頼%(request)sには%(count)s名を固定していますが、人数は%(team)s名です。",
        "%(count)s are settled for request %(request)s, which asks for %(team)s.",
    ),
    "matching.unknown_adviser": Words(
        "アドバイザー%(found)sは名簿にいません。",
        "Adviser %(found)s is not in the register.",
    ),
    "matching.unknown_fee_class": Words(
        "アドバイザー%(adviser)sの謝金区分「%(found)s」は設定にありません。",
        "The fee class %(found)s of adviser %(adviser)s is not in the rules.",
    ),
    "matching.unknown_request": Words(
        "依頼%(found)sはありません。", "There is no request %(found)s."
    ),
    "matching.wish_gone": Words(
        "依頼%(request)sと%(adviser)sの組合せは、もうありません。",
        "Request %(request)s or adviser %(adviser)s is gone.",
    ),
    "matching.wishes_contradict": Words(
        "希望と条件が両立しません（%(count)s件）。",
        "The wishes and limits cannot all hold (%(count)s).",
    ),
}

NAMED: Mapping[str, Mapping[str, Words]] = {
    "field": {one.code: one.words for one in load_fields()},
    "group": GROUPS,
}


def said(one: Reason | EngineError, lang: str) -> str:
    """Return a reason or an error in words; codes of fields and groups by their names."""
    words = {**CODES, **FAULTS}.get(one.code)
    if words is None:
        return str(one) if isinstance(one, EngineError) else one.code
    values = {name: spoken(name, value, lang) for name, value in one.values.items()}
    return words.text(lang) % values


def spoken(name: str, value: object, lang: str) -> object:
    """Return a value as a reader says it."""
    if name in NAMED:
        known = NAMED[name]
        parts = str(value).split(", ")
        between = "、" if lang == "ja" else ", "
        return between.join(
            known[part].text(lang) if part in known else part for part in parts
        )
    return f"{value:,}" if isinstance(value, int) else value
