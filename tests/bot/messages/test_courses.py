"""Pages of what happened, and of somebody."""

from __future__ import annotations

from datetime import date

from emulator import judge
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.courses import COURSE, PER_PAGE, PERSON, Courses, subject_of
from bot.messages.keyboards import Keyboards
from bot.messages.languages import TEXTS
from bot.messages.markup import Writer, copyable
from retrieval import Metadata, Office, Passage, Quote, Span

HANS = TEXTS["zh-Hans"]
HEAVY = st.text("句子。😀@a.b/#:；：𠮷 \n", min_size=1, max_size=2000)
DAY = date(2026, 1, 1)


@given(HEAVY, HEAVY, st.booleans(), st.integers(0, 3))
def test_any_page_fits_into_a_message(text: str, title: str, private: bool, page: int) -> None:
    """With two rows of buttons at most, and nothing in it that Telegram would make clickable or refuse."""
    metadata = Metadata("i", "p", title=title, source=title, date=DAY)
    quote = Quote(Passage(metadata, 0, 0, text, (), (), ""), Span(0, len(text)), None, 1.0)
    courses = Courses(Keyboards(HANS, "bot", private=private), HANS)
    ids = ["c"] * PER_PAGE
    views = (
        courses.timeline("桥" * 120, [(DAY, quote)] * PER_PAGE, ids, page, 4, partial=True),
        courses.person(
            "桥" * 120,
            [Office(text, DAY, DAY, quote)] * 2,
            [quote] * 3,
            ids,
            9,
            [(title[:20], 3)] * 12,
            page,
            4,
        ),
    )
    for view in views:
        entities = [entity.to_dict() for entity in view.rendered.entities]
        sent = {"chat_id": 1, "text": view.rendered.text, "entities": entities}
        assert judge("sendMessage", sent, {}) == []
        assert view.keyboard is not None
        assert len(view.keyboard.inline_keyboard) <= 2


@given(st.text("大桥@a.b/#:😀 ", min_size=1, max_size=60))
def test_a_page_tells_what_it_is_about(subject: str) -> None:
    """Whatever was put into its first line against links comes out again."""
    wanted = copyable(" ".join(subject.split()))
    if wanted is None:
        return
    writer = Writer()
    writer.add(COURSE)
    writer.quote(wanted)
    writer.add("\n\n2026年")
    text = writer.finish().text
    assert subject_of(text, COURSE) == wanted
    assert subject_of(text, PERSON) is None
