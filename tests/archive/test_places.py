from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats import read_records
from retrieval.archive.places import move_places
from retrieval.archive.reading import document_of
from retrieval.archive.records import SourceFile
from retrieval.values import NOWHERE, Places


def test_a_place_moves_with_its_text():
    """A repair that takes characters out in front of a place moves it to the left by as many."""
    data = "线路,起点,末班车\n16路,會(huì)議(yì)中心,22:30\n".encode()
    [record] = read_records(SourceFile("a.csv", data), print)
    document = document_of(record)
    assert "huì" in record.text and "huì" not in document.text  # noqa: PT018 - the one shows that the other says something
    places = document.metadata.places
    assert [places.find(document.text.index(word)).at for word in ("16路", "中心", "22:30")] == [
        "A2",
        "B2",
        "C2",
    ]


def test_what_has_no_places_has_none_afterwards():
    assert move_places(NOWHERE, [(0, 0), (3, 5)]) == NOWHERE


@given(st.lists(st.integers(0, 50), unique=True, min_size=1, max_size=6).map(sorted), st.integers(0, 20))
def test_places_stay_in_order(offsets, taken):
    """Whatever is taken out, an earlier place stays the earlier one, and none lies before the text."""
    places = Places("page", "", tuple((offset, str(offset)) for offset in offsets))
    moved = [offset for offset, _ in move_places(places, [(0, 0), (10, 10 + taken)]).marks]
    assert moved == sorted(moved)
    assert moved[0] >= 0
