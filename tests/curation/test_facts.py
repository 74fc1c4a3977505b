"""What an archive says of its documents, all together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from reports import document

from retrieval.curation.facts import NO_FACTS, find_facts, with_all_facts, with_facts
from retrieval.curation.fingerprints import Sketches, sketch

SENTENCES = st.sampled_from(
    [
        "会议在江城召开，市长主持。",
        "会议在江城召开,市長主持。",
        "第一次会议通过了决定。",
        "第二次会议通过了决定。",
        "各区负责人参加，会期一天。",
        "记者到现场采访。",
        "天气晴朗，道路畅通，秩序良好。",
    ]
)


ARCHIVES = st.lists(
    st.tuples(st.lists(SENTENCES, max_size=6), st.sampled_from(["", "2022-07-02", "7月3日"])), max_size=24
)


@settings(deadline=None)
@given(ARCHIVES)
def test_facts_hold_together(archive: list[tuple[list[str], str]]) -> None:
    """For any archive: what is folded names a keeper that is not folded and the same report, on no other day."""
    documents = [document(f"{n:02}", "".join(texts), date=day) for n, (texts, day) in enumerate(archive)]
    sketches = Sketches.of([sketch(one) for one in documents])
    numbers = {one.id: sketches.rows["numbers"][place] for place, one in enumerate(documents)}
    facts = {documents[place].id: found for place, found in find_facts(sketches).items()}
    for id, found in facts.items():
        if not found.folded_into:
            continue
        keeper = facts[found.folded_into]
        assert not keeper.folded_into
        assert id in [one.id for one in keeper.also]
        assert numbers[id] == numbers[found.folded_into]
    kept = [one for one in with_all_facts(documents) if not one.folded_into]
    for one in kept:
        days = {copy.date for copy in (one.metadata, *one.metadata.also)} - {None}
        assert len(days) <= 1


@settings(deadline=None)
@given(ARCHIVES)
def test_paragraphs_without_boilerplate_are_stretches_of_paragraphs(
    archive: list[tuple[list[str], str]],
) -> None:
    """For any archive: what is left of a paragraph lies within it, is not blank, and without facts is all of it."""
    documents = [document(f"{n:02}", "\n".join(texts), date=day) for n, (texts, day) in enumerate(archive)]
    for before, after in zip(documents, with_all_facts(documents), strict=True):
        assert with_facts(before, NO_FACTS) is before
        for span in after.paragraphs:
            assert any(one.start <= span.start < span.end <= one.end for one in before.paragraphs)
            assert span.of(after.text) == span.of(after.text).strip()
