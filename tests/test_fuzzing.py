"""A few mutated files of each format, always the same ones; `make fuzz` reads many."""

import pytest

import fuzzing


@pytest.mark.filterwarnings("ignore")
def test_only_input_errors_leave_the_readers() -> None:
    seen = fuzzing.fuzz(200, 1, lambda name, data: None)
    assert {outcome.split()[0] for outcome in seen} == {name.split(".")[1] for name in fuzzing.sound()}
    assert seen.total() >= 200
