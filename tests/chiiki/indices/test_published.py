"""Published answers: the ASEM index of the European Commission (JRC) by COINr 1.1.14, and
the Japanese T-scores of 2005."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from chiiki.indices import (
    Indicator,
    Missing,
    Node,
    Normalisation,
    Outliers,
    Scale,
    Specification,
    Steps,
    build_index,
    panel_of,
)
from chiiki.indices.build import averaged
from chiiki.indices.model import Mean

STATS = Path(__file__).resolve().parents[4] / "shared/data/stats"


def _rows(name):
    with (STATS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def asem():
    """Denominated, filled by the mean of the continent, cut, min-max, arithmetic."""
    meta = _rows("coinr_ASEM_iMeta.csv")
    indicators = [
        Indicator(
            code=one["iCode"],
            name_ja=one["iName"],
            name_en=one["iName"],
            parent=one["Parent"],
            direction=int(one["Direction"]),
            weight=float(one["Weight"]),
            per="" if one["Denominator"] == "NA" else one["Denominator"],
        )
        for one in meta
        if one["Type"] == "Indicator"
    ]
    nodes = [
        Node(
            code=one["iCode"],
            name_ja=one["iName"],
            name_en=one["iName"],
            parent="" if one["Parent"] == "NA" else one["Parent"],
            weight=float(one["Weight"]),
        )
        for one in meta
        if one["Type"] == "Aggregate"
    ]
    specification = Specification(
        code="asem",
        name_ja="ASEM",
        name_en="ASEM",
        panel_version="2018: 51 countries",
        indicators=tuple(indicators),
        nodes=tuple(nodes),
        steps=Steps(
            missing=Missing.GROUP_MEAN,
            missing_by="EurAsia_group",
            outliers=Outliers(),
            normalisation=Normalisation(scale=Scale.MIN_MAX),
        ),
    )
    panel = panel_of(
        _rows("coinr_ASEM_iData.csv"),
        unit="uCode",
        indicators=[one.code for one in indicators],
        columns=["Area", "Energy", "GDP", "Population"],
        groups=["EurAsia_group"],
    )
    return build_index(specification, panel)


def test_every_normalised_figure_is_as_published(asem):
    expected = {one["uCode"]: one for one in _rows("coinr_expected_Normalised.csv")}
    for row, unit in enumerate(asem.panel.units):
        for place, one in enumerate(asem.specification.indicators):
            wanted = float(expected[unit][one.code])
            assert asem.normalised[row, place] == pytest.approx(wanted, abs=1e-9)


def test_every_score_of_every_level_is_as_published(asem):
    expected = {one["uCode"]: one for one in _rows("coinr_expected_Aggregated.csv")}
    for row, unit in enumerate(asem.panel.units):
        for one in asem.specification.nodes:
            wanted = float(expected[unit][one.code])
            assert asem.scores[one.code][row] == pytest.approx(wanted, abs=1e-9)


def test_the_order_is_as_published(asem):
    published = json.loads((STATS / "expected_coinr.json").read_text("utf-8"))
    wanted = {one["uCode"]: one["Rank"] for one in published["results"]}
    found = dict(zip(asem.panel.units, asem.ranks().tolist(), strict=True))
    assert found == wanted


def test_what_was_filled_and_cut_is_on_record(asem):
    told = [(one.step, one.code, one.what) for one in asem.done]
    # 63 gaps, and one of energy used, by which two indicators are divided
    assert sum(step == "missing" for step, _code, _what in told) == 65
    assert ("outliers", "FemLab", "cut 1") in told


def test_the_plain_mean_of_2005_is_the_published_one():
    scores = [59.0, 94.9, 88.1, 45.9, 60.7, 44.7, 53.7, 55.0, 49.4, 46.2]
    found = averaged(np.array([scores]), np.ones(10), Mean.ARITHMETIC, "index")
    assert found[0] == pytest.approx(59.76, abs=1e-9)
    assert round(found[0], 1) == 59.8
