from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from retrieval.errors import BenchError
from retrieval.evaluation.bench import Asked, read_bench
from retrieval.evaluation.comparing import compare
from retrieval.evaluation.measuring import judge, normalise, reliability, summarise, to_json, worst_misses
from retrieval.question.patterns import KINDS
from retrieval.reader.evidence import GROUPS
from retrieval.terminal.cli import main
from retrieval.terminal.phrases import name_evidence, name_kind
from retrieval.values import Found, Metadata, NotFound, Passage, Query, Question, Quote, Span

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.values import Answer

QUESTION = Question("谁？", "who", Query((), ()))


def quote(text: str, document: str = "d", exact: Span | None = None) -> Quote:
    """Make a quote whose sentence is its whole passage."""
    passage = Passage(Metadata(document, f"{document}.txt"), 0, 0, text, (Span(0, len(text)),), ())
    return Quote(passage, Span(0, len(text)), exact, 1.0)


def found(*quotes: Quote, confidence: float = 0.9) -> Answer:
    return Found(QUESTION, quotes, confidence)


def not_found(*quotes: Quote, confidence: float = 0.1) -> Answer:
    return NotFound(QUESTION, "unsure", (), quotes, confidence)


ASKED = Asked("1", "谁？", ("刘吉",), frozenset({"d"}))


@pytest.mark.parametrize(
    ("answer", "rank"),
    [
        (found(quote("刘吉主持。")), 1),
        (found(quote("天晴。"), quote("劉吉主持。")), 2),
        (found(quote("刘吉主持。", document="other")), None),
        (found(quote("天晴。")), None),
        (not_found(quote("刘 吉主持。")), 1),
        (not_found(), None),
    ],
)
def test_a_right_quote_holds_an_answer_and_comes_from_a_right_document(
    answer: Answer, rank: int | None
) -> None:
    """Scripts, spaces and marks do not count; a near miss that is right counts as found, and as refused."""
    assert judge(ASKED, answer).rank == rank


def test_a_right_document_may_be_folded_into_the_quoted_one() -> None:
    """A copy's id is as good as its keeper's: both say the answer."""
    one = quote("刘吉主持。", document="keeper")
    metadata = replace(one.metadata, also=(Metadata("d", "d.txt"),))
    assert judge(ASKED, found(replace(one, passage=replace(one.passage, metadata=metadata)))).rank == 1


def test_exact_words_are_compared_letter_by_letter() -> None:
    """EM where they are equal, F1 for what they have in common."""
    outcome = judge(ASKED, found(quote("书记刘吉主持。", exact=Span(2, 4))))
    assert (outcome.exact, outcome.f1) == (True, 1.0)
    outcome = judge(ASKED, found(quote("书记刘吉主持。", exact=Span(0, 4))))
    assert (outcome.exact, round(outcome.f1, 3)) == (False, 0.667)
    assert judge(ASKED, found(quote("刘吉主持。"))).f1 == 0.0


def test_a_long_answer_is_held_where_half_of_its_letters_are() -> None:
    """A clause is seldom repeated letter for letter."""
    long = "要认真学习贯彻习近平总书记重要讲话精神完整准确全面领会党中央决策部署"
    asked = Asked("1", "什么？", (long,))
    assert judge(asked, found(quote(long[4:] + "。"))).rank == 1
    assert judge(asked, found(quote("天晴。"))).rank is None


def test_figures_of_a_small_bench() -> None:
    """Worked by hand: two right of four, one of them second; both unanswerable ones get less confidence."""
    nothing = Asked("2", "?", (), answerable=False)
    outcomes = [
        judge(ASKED, found(quote("刘吉。"), confidence=0.9)),
        judge(ASKED, found(quote("天。"), quote("刘吉。"), confidence=0.7)),
        judge(nothing, not_found(quote("天。"), confidence=0.2)),
        judge(nothing, found(quote("天。"), confidence=0.6)),
    ]
    figures = summarise(outcomes)
    assert figures["questions"] == 2
    assert figures["S@1"] == 0.5
    assert figures["S@3"] == 1.0
    assert figures["MRR"] == 0.75
    assert figures["refused_unanswerable"] == 0.5
    assert figures["AUROC"] == 1.0
    assert figures["ECE"] == pytest.approx((0.1 + 0.7 + 0.2 + 0.6) / 4)
    assert sum(count for _, _, count in reliability(outcomes)) == 4


def test_a_miss_is_a_wrong_sentence() -> None:
    """The surest first; neither what is right, nor what was rightly refused."""
    nothing = Asked("2", "?", (), answerable=False)
    right, wrong = judge(ASKED, found(quote("刘吉。"))), judge(ASKED, not_found(quote("天。")))
    answered = judge(nothing, found(quote("天。"), confidence=0.6))
    refused = judge(nothing, not_found(quote("天。")))
    assert worst_misses([right, refused, wrong, answered]) == [answered, wrong]


def test_runs_are_compared_by_their_questions() -> None:
    """A row that was put in at the top of a table gives every other row another's number."""
    right, wrong = judge(ASKED, found(quote("刘吉。"))), judge(ASKED, found(quote("天。")))
    before = to_json([wrong])
    assert [one.asked.id for one in compare([right], before).won] == ["1"]
    assert [one.asked.id for one in compare([wrong], to_json([right])).lost] == ["1"]
    other = replace(right, asked=replace(ASKED, question="几？"))
    changes = compare([other], before)
    assert (changes.shared, changes.won, changes.lost) == (0, (), ())
    assert changes.figures["S@1"] == (0.0, 1.0)


def test_normalise_leaves_letters_and_digits() -> None:
    """Marks, spaces, width, script and case make no difference."""
    assert normalise("《臺北》 ＡＢ-1！") == "台北ab1"


def test_a_bench_is_read_from_a_folder_or_a_table(tmp_path: Path) -> None:
    """JSON lines and CSV say the same; a question without an answer is one that the archive does not answer."""
    lines = [
        {"id": "a", "question": "谁？", "answers": ["刘吉"], "passage_id": "d"},
        {"question": "几？", "answerable": False},
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert read_bench(tmp_path) == [
        Asked("a", "谁？", ("刘吉",), frozenset({"d"})),
        Asked("2", "几？", (), answerable=False),
    ]
    (tmp_path / "t.csv").write_text('question,answer\n谁？,刘吉|吉\n"几，个？",\n', "utf-8-sig")
    assert read_bench(tmp_path / "t.csv") == [
        Asked("2", "谁？", ("刘吉", "吉")),
        Asked("3", "几，个？", (), answerable=False),
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("question,answer\n谁主持了会议？,刘吉\n", "utf-8-sig"),
        ("question,answer\n谁主持了会议？,刘吉\n", "utf-16"),
        ("question,answer\n谁主持了会议？,刘吉\n", "gb18030"),
        (" Question ,ANSWER,note\r\n谁主持了会议？, 刘吉 ,\r\n\r\n,nobody\r\n", "utf-8"),
        ('answer,question\n刘吉,谁主持了会议？,"more, than named"\n', "utf-8"),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path: Path, text: str, encoding: str) -> None:
    """With a byte order mark or in another encoding, with spaces, other columns, empty rows; in any order."""
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    assert [(one.question, one.answers) for one in read_bench(tmp_path / "t.csv")] == [
        ("谁主持了会议？", ("刘吉",))
    ]


def test_a_cell_may_hold_line_breaks_or_nothing(tmp_path: Path) -> None:
    """A cell in quotation marks is one cell; where it is empty, the archive does not say."""
    (tmp_path / "t.csv").write_text('question,answer\n"谁主持\n会议？",刘吉\n几点？,\n', "utf-8")
    assert [(one.question, one.answerable) for one in read_bench(tmp_path / "t.csv")] == [
        ("谁主持\n会议？", True),
        ("几点？", False),
    ]


def test_one_answer_may_stand_without_brackets(tmp_path: Path) -> None:
    """``"answers": "刘吉"`` is one answer, not two characters."""
    (tmp_path / "questions.jsonl").write_text('{"question": "谁？", "answers": "刘吉"}\n', "utf-8-sig")
    assert read_bench(tmp_path)[0].answers == ("刘吉",)


@pytest.mark.parametrize("key", ["answer", "anwsers", "Answers"])
def test_answers_under_another_key_are_no_question_without_an_answer(tmp_path: Path, key: str) -> None:
    """The line, the key that is missing, those that are there, and what to write."""
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"question": "几？", "answers": ["3"]}\n' + json.dumps({"question": "谁？", key: ["刘吉"]}), "utf-8"
    )
    with pytest.raises(BenchError) as raised:
        read_bench(tmp_path)
    for said in ("questions.jsonl:2", '"answers"', f"question, {key}", '"answerable": false'):
        assert said in str(raised.value)


@pytest.mark.parametrize(
    "line",
    ['"answerable": false', '"unanswerable": true', '"answers": []', '"answerable": false, "answers": ["3"]'],
)
def test_a_line_says_itself_that_the_archive_does_not_answer(tmp_path: Path, line: str) -> None:
    """By a flag, or by an empty list; with a flag, known answers make no difference."""
    (tmp_path / "questions.jsonl").write_text(f'{{"question": "几？", {line}}}', "utf-8")
    assert not read_bench(tmp_path)[0].answerable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("question,answer\n几点？,9点\n谁主持会议？，刘吉\n", "t.csv:3"),
        ("question，answer\n谁？，刘吉\n", "parted by a comma"),
        ("question;answer\n谁？;刘吉\n", "parted by a comma"),
        ("question,answers\n谁？,刘吉\n", "question,answers"),
        ("question,answer,note\n谁？,,刘吉\n几？,,\n", "no row has an answer"),
    ],
)
def test_a_table_whose_answers_are_not_read_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """Else each of its questions would be one that the archive must not answer."""
    (tmp_path / "t.csv").write_text(text, "utf-8")
    with pytest.raises(BenchError, match=said):
        read_bench(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("questions.jsonl", ""),
        ("questions.jsonl", "\n \n"),
        ("questions.jsonl", '{"id": 1, "question": "谁？"}\n{"id": "1", "question": "几？"}'),
        ("questions.jsonl", '{"question": "谁？", "answers": 3}'),
        ("x.csv", ""),
        ("x.csv", "question,answer\n"),
        ("x.csv", "question\n谁？\n"),
        ("questions.jsonl", "{cut"),
        ("questions.jsonl", "[1]"),
        ("x.csv", "a,b\n1,2\n"),
    ],
)
def test_what_is_no_bench_is_said_with_the_remedy(tmp_path: Path, name: str, text: str) -> None:
    """One line that names the file."""
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(BenchError, match=name):
        read_bench(tmp_path / name)
    with pytest.raises(BenchError, match="no-such"):
        read_bench(tmp_path / "no-such")


def test_the_commands_show_figures_misses_and_evidence(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user's own table against the seeds: figures, what was missed and why, the change since an earlier run."""
    monkeypatch.chdir(root)
    (tmp_path / "mine.csv").write_text(
        "question,answer\n谁主持了会议？,刘吉\n谁出席了会议？,查无此人\n深圳市市长是谁？,\n", "utf-8"
    )
    bench = str(tmp_path / "mine.csv")
    as_json = CliRunner().invoke(main, ["eval", bench, "--json"])
    assert as_json.exit_code == 0, as_json.output
    figures = json.loads(as_json.stdout)["figures"]
    assert figures["questions"] == 2
    assert figures["S@1"] == 0.5
    (tmp_path / "before.json").write_text(as_json.stdout, "utf-8")
    shown = CliRunner().invoke(main, ["eval", bench, "--compare", str(tmp_path / "before.json")])
    assert shown.exit_code == 0
    assert "查无此人" in shown.stdout
    assert "before and not now: 0" in shown.stdout
    both = CliRunner().invoke(main, ["eval", bench, "--json", "--compare", str(tmp_path / "before.json")])
    compared = json.loads(both.stdout)["comparison"]
    assert (compared["shared"], compared["won"], compared["lost"]) == (2, [], [])
    assert compared["figures"]["S@1"] == {"before": 0.5, "now": 0.5, "change": 0.0}
    assert "for the wrong one" in shown.stdout or "not among the candidates" in shown.stdout
    (tmp_path / "other.json").write_text('{"figures": {}, "outcomes": {"a": 1}}', "utf-8")
    for other in (bench, str(tmp_path / "other.json"), str(tmp_path / "no-such.json")):
        wrong = CliRunner().invoke(main, ["eval", bench, "--compare", other])
        assert wrong.exit_code == 2
        assert "--json" in wrong.output
    explained = CliRunner().invoke(main, ["explain", "谁主持了会议？"])
    assert explained.exit_code == 0
    assert "刘吉" in explained.stdout


@pytest.mark.parametrize(
    "question", ["谁主持了会议？", "深圳市市长是谁？", "温金荣是谁？", "昨天谁主持了会议"]
)
@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [
        ("zh-Hans", "含各词的段落数", "[A-Za-z]{2,}"),
        ("zh-Hant", "含各詞的段落數", "[A-Za-z]{2,}"),
        ("en", "passages with each term", "问的是|依据|分量|从未出现|前后句"),
    ],
)
def test_what_is_explained_is_in_one_language(
    language: str, said: str, unsaid: str, question: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the archive's own words and the question's: the kind, the reason, the names of what speaks for it."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("WENDANG_LANGUAGE", language)
    explained = CliRunner().invoke(main, ["explain", question])
    assert explained.exit_code == 0
    assert said in explained.stdout
    assert not re.search(unsaid, explained.stdout)


def test_every_kind_and_piece_of_evidence_has_a_name() -> None:
    """In each language: what is measured next must be named too."""
    for language in ("zh-Hans", "zh-Hant", "en"):
        assert all(name_kind(kind, language) for kind in KINDS)
        assert all(
            name_evidence(group, language) for group in {*GROUPS.values(), "time", "office", "conversation"}
        )
