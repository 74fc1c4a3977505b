import pytest

from retrieval.archive.budgets import Budget
from retrieval.errors import UnreadableError


def test_a_small_file_may_unpack_to_what_is_always_allowed_and_no_more():
    """Small files are packed well; what is larger is refused with the reason."""
    budget = Budget(1)
    budget.spend(64 << 20)
    with pytest.raises(UnreadableError, match="zip bomb"):
        budget.spend(1)


def test_a_large_file_may_unpack_to_a_multiple_of_its_size():
    budget = Budget(1 << 20)
    budget.spend(200 << 20)
    with pytest.raises(UnreadableError, match="200 times"):
        budget.spend(1)
