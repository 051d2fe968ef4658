"""The few words that the command line says, in both languages."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from chiiki import rules
from chiiki.errors import EngineError
from chiiki.words import Words


class Language(StrEnum):
    JA = "ja"
    EN = "en"


MARKS = {rules.Verdict.YES: "○", rules.Verdict.NO: "×", rules.Verdict.UNKNOWN: "？"}
VERDICTS = {
    rules.Verdict.YES: Words("適合", "yes"),
    rules.Verdict.NO: Words("不適合", "no"),
    rules.Verdict.UNKNOWN: Words("まだ判断できません", "cannot tell yet"),
}
SHORT = VERDICTS | {rules.Verdict.UNKNOWN: Words("判断待ち", "unknown")}
INSTRUMENTS = {
    rules.Instrument.COMMISSION: Words("委託", "commission"),
    rules.Instrument.GRANT: Words("交付金", "grant"),
    rules.Instrument.SUBSIDY: Words("補助金", "subsidy"),
    rules.Instrument.DISPATCH: Words("派遣", "dispatch"),
}
SET_HERE = Words("※ このシステムで設定した項目", "※ set by this system")
NOT_STATED = Words("– 公表資料に記載のない項目", "– not stated in the published text")
TERMS = {
    "legal": Words("根拠", "legal instrument"),
    "stages": Words("手続の段階", "stages"),
    "members": Words("参加団体", "members"),
    "recommendation": Words("推薦", "recommendation"),
    "sign_off": Words("構成団体の署名", "sign-off of partners"),
    "exclusions": Words("対象外", "exclusions"),
    "rounds": Words("公募の回", "rounds"),
    "minor_change": Words("軽微な変更", "minor change"),
    "reports": Words("報告", "reports"),
    "retention": Words("書類の保存", "retention"),
    "follow_up": Words("終了後の報告期間", "follow-up"),
    "assets": Words("財産の処分制限", "assets"),
    "publication": Words("公表の義務", "duty to publish"),
    "year_end": Words("完了・支払の期限", "end of the year"),
    "consultation": Words("事前相談", "prior consultation"),
    "processing": Words("標準処理期間", "processing period"),
    "withdrawal": Words("申請の取下げ", "withdrawal"),
    "dispatch": Words("派遣の条件", "terms of a dispatch"),
}


def yen(amount: int, lang: str) -> str:
    return f"{amount:,} 円" if lang == "ja" else f"{amount:,} yen"


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise EngineError("cli.cannot_read", file=path) from fault


def scheme_named(name: str) -> rules.Scheme:
    """Return a scheme: ``kizuna`` the newest, ``kizuna@2010`` a version, else a TOML file."""
    if name.endswith(".toml"):
        return rules.parse_scheme(read_text(Path(name)), name=name)
    code, _at, version = name.partition("@")
    return rules.scheme_version(code, version) if version else rules.load_scheme(code)
