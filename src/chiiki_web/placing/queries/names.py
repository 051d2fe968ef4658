"""Numbers of requests and names of people, where the engine knows only ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chiiki import reference
from chiiki.reasons import Reason
from chiiki_web import wording
from chiiki_web.advisers.models import SIDES, Adviser
from chiiki_web.dispatch.models import Request
from chiiki_web.schemes.models import Field
from chiiki_web.ui import formats
from chiiki_web.wording.placing import GROUPS

LISTS = ("field", "sides", "group")


class Names:
    """What ids are called on a page; two statements, whatever the size of the round."""

    def __init__(self, requests: Iterable[str], advisers: Iterable[str]) -> None:
        numbers = Request.objects.filter(pk__in=[int(one) for one in requests])
        self._requests = {
            str(pk): number for pk, number in numbers.values_list("pk", "number")
        }
        people = Adviser.objects.filter(pk__in=[int(one) for one in advisers])
        rows = people.order_by().values_list(
            "pk", "membership__user__name", "prefecture__name_ja", "prefecture__name_en"
        )
        self._advisers = {str(pk): name for pk, name, _ja, _en in rows}
        self._homes = {
            str(pk): {"name_ja": ja, "name_en": en} for pk, _n, ja, en in rows
        }
        self._fields: dict[str, str] | None = None

    def request(self, request_id: str) -> str:
        return self._requests.get(request_id, request_id)

    def adviser(self, adviser_id: str) -> str:
        return self._advisers.get(adviser_id, adviser_id)

    def advisers(self, ids: Iterable[str]) -> str:
        return formats.between().join(self.adviser(one) for one in ids)

    def explain(self, found: Reason) -> str:
        """Say a reason with the names that its reader knows."""
        return wording.explain(self.named(found))

    def named(self, found: Reason) -> Reason:
        return Reason(found.code, self._named(found))

    def home(self, adviser_id: str) -> str:
        """The prefecture that an adviser comes from."""
        return formats.local(self._homes.get(adviser_id), "name")

    def group(self, code: str) -> str:
        return group_name(code)

    def field(self, code: str) -> str:
        if self._fields is None:
            rows = Field.objects.values("code", "name_ja", "name_en")
            self._fields = {row["code"]: formats.local(row, "name") for row in rows}
        return self._fields.get(code, code)

    def _named(self, found: Reason) -> Mapping[str, object]:
        values = dict(found.values)
        for name in ("request", "adviser", *LISTS):
            if name in values:
                values[name] = self._said(name, str(values[name]))
        if found.code == "matching.unknown_adviser":
            values["found"] = self.adviser(str(values["found"]))
        if found.code == "matching.unknown_request":
            values["found"] = self.request(str(values["found"]))
        return values

    def _said(self, name: str, value: str) -> str:
        if name == "request":
            return self.request(value)
        if name == "adviser":
            return self.adviser(value)
        parts = (self._code(name, one) for one in value.split(", "))
        return formats.between().join(parts)

    def _code(self, name: str, code: str) -> str:
        if name == "field":
            return self.field(code)
        if name == "sides":
            return str(dict(SIDES).get(code, code))
        return group_name(code)


def group_name(code: str) -> str:
    """What a group of regions is called that a floor is counted by."""
    return str(GROUPS.get(code, code))


def region_names() -> dict[str, str]:
    return {one.code: formats.words(one.words) for one in reference.load_regions()}
