"""Plain text."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats.text import read_records
from retrieval.archive.records import SourceFile


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_a_file_is_one_record_with_its_text_as_it_stands(text):
    """Nothing is added to a file's text or taken from it but a byte order mark."""
    [record] = read_records(SourceFile("a.txt", text.encode()), print)
    assert (record.path, record.text) == ("a.txt", text.removeprefix("\ufeff"))
