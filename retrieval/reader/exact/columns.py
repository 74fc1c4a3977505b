"""The columns of what is measured of a stretch, and the words and marks that have one of their own."""

from __future__ import annotations

from retrieval.question.patterns import KINDS

LEFT_TOKENS = (
    "^", ",", "、", "。", ":", ";", "《", "「", "『", "“", "(", "在", "的", "是", "于", "为", "了", "以", "由", "有", "位于", "与",
    "和", "由于", "造成", "达", "年", "称为", "因", "到", "使用", "又称", "被", "包括", "发生", "将", "至", "俗名", "分为", "约", "指", "自",
    "对", "从", "就是", "只有", "生于", "共有", "因为", "导致", "一个", "根据", "属于", "获得", "而", "其中", "通过", "宣布", "叫", "名为",
    "叫做", "成为", "超过", "大约", "受", "把", "向", "作为", "担任",
)  # fmt: skip
RIGHT_TOKENS = (
    "$", ",", "。", "、", ":", ";", "》", "」", "』", "”", ")", "(", "的", "在", "是", "和", "为", "与", "而", "举行", "被", "死亡", "所",
    "时", "发生", "后", "于", "开始", "也", "人", "等", "表示", "中", "成为", "则", "对", "及", "有", "建立", "为主", "成立", "签署",
    "上", "起", "由", "进行", "受伤", "就", "日", "月", "年", "出版", "作为", "已", "以", "之后", "并", "将", "正式", "担任", "又", "才", "着",
    "了", "说", "称", "强调", "指出", "认为", "主持", "至", "到", "之间", "以上", "左右",
)  # fmt: skip
# The number of each word or mark among those; 0 stands for all others.
LEFT_NUMBER = {token: number for number, token in enumerate(LEFT_TOKENS, 1)}
RIGHT_NUMBER = {token: number for number, token in enumerate(RIGHT_TOKENS, 1)}
WORD_KINDS = (
    "person", "foreign", "place", "organisation", "name", "time", "number", "noun", "verb", "adjective", "particle",
    "new",
)  # fmt: skip
KIND_NUMBER = {kind: number for number, kind in enumerate(WORD_KINDS)}
# What an answer may end in where the question names it: 哪一年 wants 1997年.
GRAINS = (
    "年", "月", "日", "天", "世纪", "时", "代", "国", "省", "市", "县", "区", "州", "岛", "人", "公司", "大学", "队", "河", "山", "部",
)  # fmt: skip
CLAUSE_MARKS = frozenset(",;:。!?，；：！？")
OPENERS = "《「『“(（〈【‘"
CLOSERS = "》」』”)）〉】’"
COPULAS = "是为叫做称作指即的"

COLUMNS = (
    "words", "letters", "letters_log", "start_place", "end_place", "asked_inside", "asked_inside_share",
    "asked_left", "asked_right", "left_distance", "right_distance", "before_on_left", "after_on_right",
    "after_on_left", "before_on_right", "left_run", "right_run", "runs", "apposed_left", "apposed_right", "quoted_apposed", "commas", "lists", "quoted", "quoted_inside",
    "clause_start", "clause_end", "clause", "sentence", "time", "number", "time_inside", "number_inside",
    "unit_end", "unit_next", "focus_inside", "focus_end", "focus_left", "focus_right", "focus_letter",
    "grain_end", "grain_asked", "has_de", "persons", "places", "many_lists", "same_kind", "copula_left",
    *(f"left_{token}" for token in ("other", *LEFT_TOKENS)),
    *(f"right_{token}" for token in ("other", *RIGHT_TOKENS)),
    *(f"first_{kind}" for kind in WORD_KINDS),
    *(f"last_{kind}" for kind in WORD_KINDS),
    *(f"asks_{kind}" for kind in KINDS),
)  # fmt: skip
"""What is measured of each stretch."""
NUMBER = {column: number for number, column in enumerate(COLUMNS)}
# Here begin the columns of which one is 1.
LEFT, RIGHT, FIRST, LAST, ASKS = map(
    COLUMNS.index,
    ("left_other", "right_other", f"first_{WORD_KINDS[0]}", f"last_{WORD_KINDS[0]}", f"asks_{KINDS[0]}"),
)

LONGEST_RUN = 8
"""So many letters of the question are compared with those beside a stretch."""
# What letters are counted as, a bit each.
CLAUSE, LIST, OPENS, CLOSES, DE, COPULA = (1 << number for number in range(6))
COUNTED = (
    (CLAUSE, CLAUSE_MARKS),
    (LIST, "、"),
    (OPENS, OPENERS),
    (CLOSES, CLOSERS),
    (DE, "的"),
    (COPULA, "是为叫名称"),
)
