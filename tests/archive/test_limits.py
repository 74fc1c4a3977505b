"""What a file may cost."""

from __future__ import annotations

from retrieval.archive import limits


def test_memory_is_bounded_by_the_machine_and_by_the_container(tmp_path, monkeypatch):
    """Half of the smallest of what is allowed, what the machine has and what the container may hold."""
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(limits, "_CONTAINERS", (limit,))
    for written, allowed in (("536870912\n", 256 << 20), ("max\n", None), ("9" * 30, None)):
        limit.write_text(written)
        if allowed is None:
            assert 256 << 20 < limits.allowed_memory() <= limits.MEMORY
        else:
            assert limits.allowed_memory() == allowed


def test_a_process_that_nobody_confined_is_not_limited():
    """Who reads a file without a process apart is not ended for it."""
    with limits.allowance(0):
        limits.go_on()
