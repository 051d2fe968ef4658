"""What a scheme wants by a stage, and whether it is wanted on sending."""

import pytest

from chiiki.rules import StageCode, is_due_on_sending
from scheme_samples import general, parsed

TERMS = parsed(general()).terms


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        (None, True),
        (StageCode.PROPOSAL, True),
        (StageCode.CANDIDATE, False),
        (StageCode.GRANT_APPLICATION, False),
        (StageCode.PAID, True),  # a stage that this scheme does not have
    ],
)
def test_only_a_later_stage_of_the_scheme_can_wait(stage, wanted):
    assert is_due_on_sending(TERMS, stage) is wanted
