"""The laws of repair; its cases are data in `tests/cases/repair/`."""

from __future__ import annotations

import html
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from damage import damage
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from retrieval.archive.reading import document_of
from retrieval.archive.records import Record, Repaired
from retrieval.archive.repair import anchors, find_suspects, locate, repair, replay
from retrieval.archive.repair.readings import readings
from retrieval.chinese.folding import simplify
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from typing import Any

CASES = Path(__file__).parents[2] / "cases" / "repair"
SEED = Path(__file__).parents[3] / "seeds" / "000_9eb5c255221f770b.txt"
SENTENCES = (CASES / "clean.txt").read_text("utf-8").splitlines()


def cases(name: str) -> list[Any]:
    """Return a bin of cases, each called by the reason why it is there."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["why"]) for case in found]


@pytest.fixture(scope="module")
def seed() -> str:
    return SEED.read_text("utf-8")


@pytest.mark.parametrize("case", cases("in_the_wild"))
def test_in_the_wild(case: dict[str, str]) -> None:
    """Damage as it is met is undone."""
    assert repair(case["damaged"]).text == case["sound"]


@pytest.mark.parametrize("case", cases("untouched"))
def test_must_not_be_touched(case: dict[str, str]) -> None:
    """What looks like damage and is none stays as it was written."""
    assert repair(case["text"]).steps == ()


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", cases("known_failures"))
def test_known_failures(case: dict[str, str]) -> None:
    """Where two readings are possible, the likelier one is not always the one that was written."""
    assert repair(case["damaged"]).text == case["sound"]


def test_the_seed_comes_out_clean(seed: str) -> None:
    """Nothing of the machine is left: no pinyin, no broken character, no traditional one."""
    repaired = repair(seed)
    assert "(会" not in repaired.text
    assert not set(repaired.text) & set("?abcdefghijklmnopqrstuvwxyzāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ會議報國學")
    assert repaired.text.startswith("惠州日报 东江时报 小惠同学\n")
    assert "刘吉主持会议并讲话 温金荣出席会议\n" in repaired.text
    assert repaired.text.count("\n") == seed.count("\n")
    assert repaired.lost == 0


def test_steps_play_again(seed: str) -> None:
    """The record of the steps makes the same text from the original."""
    repaired = repair(seed)
    assert replay(repaired.steps, seed) == repaired.text


def test_a_repaired_text_stays(seed: str) -> None:
    """Repair is idempotent."""
    once = repair(seed).text
    assert repair(once).text == once


def test_what_is_lost_is_counted_once() -> None:
    """Repairs are repeated, what they could not put right is not counted again."""
    assert repair("朱\ue6e3基说&amp;nbsp;好").lost == 1


def test_what_an_export_could_not_write_is_no_break() -> None:
    """A long run of question marks stays, and what stands beside it is repaired; it once took minutes."""
    marks = "?" * 500
    assert repair(f"會(huì)議要求各縣(xiàn){marks}區(qū)抓好落實(shí),惠州日?qǐng)?bào)訊").text == (
        f"会议要求各县{marks}区抓好落实,惠州日报讯"
    )


def test_a_headline_goes_with_its_page(seed: str) -> None:
    """A headline in which nothing was annotated is written as its article is."""
    assert repair("東江時評").text == "東江時評"
    assert repair("東江時評", repair(seed).steps).text == "东江时评"


def test_anchors_lead_back(seed: str) -> None:
    """A character of the repaired text is found where it stood in the file."""
    repaired = repair(seed)
    way = anchors(repaired.steps)
    at = locate(way, repaired.text.index("刘吉主持会议"))
    assert seed[at:].startswith("劉吉主持會(huì)議")


def site_list(seed: int) -> dict[str, str]:
    """Return what one site annotates: some hundred characters of common use, each with its usual reading."""
    common = [character for character in readings() if simplify(character).encode("gb2312", "ignore")]
    return {character: readings()[character][0] for n, character in enumerate(common) if n * seed % 97 < 40}


pages = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("".join)
lists = st.integers(1, 10_000).map(site_list)


@settings(deadline=None, max_examples=40)
@given(pages, lists)
def test_repair_undoes_annotation(page: str, pinyin: dict[str, str]) -> None:
    """Pinyin tells which bytes it broke, so that nothing is left to chance: repair(damage(t)) == t.

    A page without any pinyin shows nothing of the machine, and stays.
    """
    damaged = damage(page, pinyin, marks=False, drop_private=False, to_ascii=False)
    assume(not damaged.lossy and ")" in damaged.text)
    repaired = repair(damaged.text)
    assert (repaired.text, repaired.lost) == (page, 0)


@settings(deadline=None, max_examples=60)
@given(pages, st.sampled_from(["gb18030", "cp1252", "latin-1"]))
def test_misread_text_is_read_again(page: str, encoding: str) -> None:
    """UTF-8 that was read as another encoding comes back, where the other encoding could show every byte."""
    try:
        misread = page.encode().decode(encoding)
    except UnicodeDecodeError:
        assume(False)  # noqa: FBT003 - hypothesis gives it no name
    assert repair(misread).text == page


@settings(deadline=None, max_examples=60)
@given(pages)
def test_text_misread_twice_is_read_again(page: str) -> None:
    """Damage may lie in two layers."""
    assert repair(page.encode().decode("latin-1").encode().decode("latin-1")).text == page


@settings(deadline=None)
@given(pages, st.integers(1, 2))
def test_entities_are_unescaped(page: str, times: int) -> None:
    """However often a page was escaped, what its author wrote comes back."""
    escaped = "".join(f"&#{ord(character)};" if character in "，。“”" else character for character in page)
    for _ in range(times - 1):
        escaped = html.escape(escaped)
    assert repair(escaped).text == page


@settings(deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=6, max_size=12).map("".join), st.integers(20, 40))
def test_wrapped_text_is_joined(page: str, width: int) -> None:
    """Lines that a program broke at a fixed width become one paragraph; a headline stays on its own.

    Three breaks are the least that tells a program from an author.
    """
    lines = [page[at : at + width] for at in range(0, len(page), width)]
    assume(
        len(lines) > 3
        and all(line[-1] not in "。！？”“：；？" for line in lines[:-1])
        and all(line[0] != "“" for line in lines)
    )
    assert repair("\n".join(["会议召开", *lines])).text == f"会议召开\n{page}"


# All that some repair looks for, and some that none may touch.
_ODD = st.sampled_from(
    [
        r"(",
        r")",
        r"?",
        r",",
        r"!",
        r":",
        r"&",
        r"#",
        r";",
        r"<",
        r">",
        r"。",
        r"，",
        r"、",
        r"(huì)",
        r"?qǐng)",
        r"會",
        r"日",
        r"報(bào)",
        r"?!",
        r"??",
        r"，，",
        r"&amp;",
        r"&lt;",
        r"&#12290;",
        r"<ruby>",
        r"<rt>",
        r"</rt>",
        r"</ruby>",
        r"浼",
        r"氳",
        r"鍦",
        r"銆",
        r"€",
        r"Ã",
        r"â",
        r"€",
        r"œ",
        r"Å",
        r"a",
        r"1",
    ]
) | st.sampled_from("\n\r\t\u200b\u200d\xad\ufeff\ue5e5\ue6e3\ufff9\ufffa\ufffb\ufffd\ud800")
odd_text = st.lists(_ODD | st.sampled_from(SENTENCES) | st.characters(), max_size=30).map("".join)


@settings(deadline=None, max_examples=200)
@given(odd_text)
@example("會(huì)\ud800")
def test_laws_for_any_text(text: str) -> None:
    """Whatever the text: the steps play again, the way back is in order, and a repaired text stays."""
    repaired = repair(text)
    assert replay(repaired.steps, text) == repaired.text
    way = anchors(repaired.steps)
    assert list(way) == sorted(way)
    assert all(0 <= locate(way, at) <= len(text) for at in range(len(repaired.text)))
    assert repair(repaired.text).text == repaired.text


@settings(deadline=None, max_examples=200)
@given(st.lists(odd_text, max_size=5))
def test_what_is_not_suspected_needs_no_repair(texts: list[str]) -> None:
    """Whatever the texts: one that may need a repair is found among the others."""
    suspects = find_suspects(texts)
    assert suspects <= set(range(len(texts)))
    for number, text in enumerate(texts):
        assert number in suspects or repair(text) == Repaired(text)


@pytest.mark.parametrize("case", cases("in_the_wild"))
def test_damage_is_suspected(case: dict[str, str]) -> None:
    """Damage as it is met is looked at, wherever it stands."""
    assert find_suspects(["会议召开。", case["damaged"], ""]) == {1}


def test_joined_lines_leave_a_page_its_structure() -> None:
    """Navigation, headline, source and credits stay lines of their own; the article becomes its paragraphs."""
    article = "".join(SENTENCES[:6])
    wrapped = "\n".join(article[at : at + 30] for at in range(0, len(article), 30))
    page = f"首页 新闻 财经\n市委召开工作会议\n2022-11-14 10:20 来源：滨江晚报\n{wrapped}\n责任编辑：李明\n返回首页\n"
    document = document_of(Record("page.txt", page))
    assert document.metadata.title == "市委召开工作会议"
    assert document.metadata.source == "滨江晚报"
    assert [paragraph.of(document.text) for paragraph in document.paragraphs] == [article]


def run(data: bytes) -> tuple[int, str, str]:
    """Run `wendang repair` over some bytes: exit code, standard output, standard error."""
    result = CliRunner().invoke(main, ["repair"], input=data)
    return result.exit_code, result.stdout, result.stderr


def test_the_command_says_what_it_did() -> None:
    """Repaired text goes to standard output, the names and counts of the steps to standard error."""
    code, out, err = run("惠州日?qǐng)?bào)訊".encode())
    assert (code, out) == (0, "惠州日报讯")
    assert "broken characters: 1\n" in err


def test_the_command_reads_other_encodings() -> None:
    """An old export in GB18030 is read, and written in UTF-8."""
    code, out, err = run("惠州日报在北京的记者".encode("gb18030"))
    assert (code, out) == (0, "惠州日报在北京的记者")
    assert "gb18030" in err


@pytest.mark.parametrize("data", [b"\x7fELF\0\0\0\1\2\3\4\5\6\7", b"\xff\xff\xff"])
def test_the_command_says_what_it_cannot_read(data: bytes) -> None:
    """Bytes that are no text end in one line and exit code 2."""
    code, out, err = run(data)
    assert (code, out) == (2, "")
    assert err.startswith("wendang: standard input: ")
    assert err.count("\n") == 1
