"""What is told of subjects that are waited for."""

from __future__ import annotations

from datetime import date

from emulator import judge
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.keyboards import Keyboards
from bot.messages.languages import TEXTS
from bot.messages.markup import utf16
from bot.messages.news import MOST_TOLD, render_news, render_watches
from retrieval import Metadata, Passage, Quote, Span

HANS = TEXTS["zh-Hans"]
HEAVY = st.text("句子。😀@a.b/#:；：𠮷 \n", min_size=1, max_size=2000)


@given(HEAVY, HEAVY, HEAVY, st.integers(1, MOST_TOLD), st.integers(1, MOST_TOLD), st.booleans())
def test_any_news_fit_into_a_message(
    subject: str, text: str, title: str, subjects: int, reports: int, private: bool
) -> None:
    """With two rows of buttons at most, and nothing in it that Telegram would make clickable or refuse."""
    metadata = Metadata("i", "p", title=title, source=title, date=date(2026, 1, 1))
    quote = Quote(Passage(metadata, 0, 0, text, (), (), ""), Span(0, len(text)), None, 1.0)
    each = max(1, MOST_TOLD // subjects) if subjects > 1 else reports
    told = [(f"w{number}", subject, [("c1", quote)] * each) for number in range(subjects)]
    view = render_news(told, 3, Keyboards(HANS, "bot", private=private), HANS)
    entities = [entity.to_dict() for entity in view.rendered.entities]
    assert judge("sendMessage", {"chat_id": 1, "text": view.rendered.text, "entities": entities}, {}) == []
    assert view.keyboard is not None
    assert len(view.keyboard.inline_keyboard) <= 2
    assert all(len(row) <= 8 for row in view.keyboard.inline_keyboard)


@given(HEAVY)
def test_any_list_fits_into_a_message(subject: str) -> None:
    view = render_watches([(f"w{number}", subject) for number in range(20)], HANS, HANS.too_many_watches)
    assert utf16(view.rendered.text) <= 4096
