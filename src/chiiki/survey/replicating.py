"""What every set of replicate weights finds, in one matrix product."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from chiiki.survey.linearised import Adjusted
from chiiki.survey.model import Codes, Floats
from chiiki.survey.replicates import Replicates
from chiiki.survey.statistics import Statistic, Term
from chiiki.survey.sums import sum_by

DENSE = 20_000_000  # numbers up to which clusters x cells x domains stand in one matrix


def replicated(
    adjusted: Adjusted, statistic: Statistic, replicates: Replicates, cluster: Codes
) -> Floats:
    """What each replicate finds, (replicates, domains x lines), in one matrix product."""
    table, width = adjusted.table, adjusted.domains + 1
    terms = _terms(statistic)
    groups = adjusted.cells * width
    place = table.cell * width + table.domain + 1
    first = cluster[table.unit]
    wanted = [table.sums[()], *(table.sums[(term,)] for term in terms)]
    made = {id(values): values for values in wanted}
    sums = {
        key: _product(replicates.factors, first, place, values, groups).reshape(
            replicates.number, adjusted.cells, width
        )
        for key, values in made.items()
    }
    weights = sums[id(table.sums[()])].sum(axis=2).T
    factor = np.ones_like(weights)
    for step in adjusted.steps:
        factor = factor * step.factors(weights * factor)
    after = {
        term: np.einsum("kr,rkd->rd", factor, sums[id(table.sums[(term,)])])[:, 1:]
        for term in terms
    }
    with np.errstate(invalid="ignore", divide="ignore"):
        columns = [
            after[line.top] / after[line.bottom] if line.bottom else after[line.top]
            for line in statistic.lines
        ]
    return np.stack(columns, axis=2).reshape(replicates.number, -1)


def _terms(statistic: Statistic) -> list[Term]:
    named = [term for line in statistic.lines for term in (line.top, line.bottom)]
    return list(dict.fromkeys(term for term in named if term is not None))


def _product(
    factors: Floats, first: Codes, place: Codes, values: Floats, groups: int
) -> Floats:
    """Factors (replicates, clusters) times the sums by cluster and group."""
    clusters = factors.shape[1]
    if clusters * groups <= DENSE:
        cube = sum_by(first * groups + place, clusters * groups, values)
        return np.asarray(factors @ cube.reshape(clusters, groups))
    thin = sparse.coo_array((values, (place, first)), shape=(groups, clusters))
    return np.asarray((thin.tocsr() @ factors.T).T)
