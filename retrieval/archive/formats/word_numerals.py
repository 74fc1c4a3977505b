"""A number in one of Word's formats → as the page shows it: 3 is 三, 叁, III, c, ③.

Word has sixty formats. Those of Chinese and of Latin letters are written here; a number in any other, such as Hebrew's
or words of English, stands in digits: that it is the third is said all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.chinese.numerals import ONES, write_digits, write_numeral

if TYPE_CHECKING:
    from collections.abc import Callable

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
# 27 is aa and 53 is aaa; nobody counts further than this in letters, and a file may claim to begin at a billion.
_LARGEST_IN_LETTERS = 260
_LARGEST_COUNTED = 9999
_SIMPLIFIED = str.maketrans(f"{ONES}十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_TRADITIONAL = str.maketrans(f"{ONES}十百千〇", "壹貳參肆伍陸柒捌玖拾佰仟零")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# The first sign of each row of Unicode's enclosed numbers, with the first number and the last one in it.
_CIRCLES = ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50))
_SHOWN_AS_BULLET = ("bullet", "none")


def write_in_format(number: int, format: str) -> str:
    """Return a number in a format of Word (``w:numFmt``); nothing for a bullet, which counts nothing.

    >>> [write_in_format(12, name) for name in ("chineseCountingThousand", "decimal", "lowerLetter", "upperRoman")]
    ['十二', '12', 'l', 'XII']
    """
    if format in _SHOWN_AS_BULLET:
        return ""
    write = _FORMATS.get(format)
    written = write(number) if write and number >= 0 else None
    return str(number) if written is None else written


def _counted(number: int) -> str | None:
    return write_numeral(number) if number <= _LARGEST_COUNTED else None


def _chinese(number: int) -> str | None:
    # This format counts to 99 as it is spoken, and goes on digit by digit.
    return write_numeral(number) if number < 100 else write_digits(number, "○")


def _japanese(number: int) -> str | None:
    # Lists that were made in older Chinese versions of Word have this format: 百二十三, and no zeros within.
    counted = _counted(number)
    return counted and counted.replace("零", "").replace("一百", "百").replace("一千", "千")


def _formal(table: dict[int, int]) -> Callable[[int], str | None]:
    def write(number: int) -> str | None:
        counted = _counted(number)
        # Where money is written, ten is 壹拾.
        return counted and (f"一{counted}" if 10 <= number < 20 else counted).translate(table)

    return write


def _letter(number: int) -> str | None:
    if not 1 <= number <= _LARGEST_IN_LETTERS:
        return None
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str | None:
    if not 1 <= number <= _LARGEST_ROMAN:
        return None
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _upper(write: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda number: (written := write(number)) and written.upper()


def _ordinal(number: int) -> str:
    last = 0 if 10 <= number % 100 < 20 else number % 10
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _one_of(signs: str) -> Callable[[int], str | None]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else None


def _enclosed(*rows: tuple[int, int, int]) -> Callable[[int], str | None]:
    return lambda number: next(
        (chr(sign + number - first) for sign, first, last in rows if first <= number <= last), None
    )


_FORMATS: dict[str, Callable[[int], str | None]] = {
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _japanese,
    "ideographDigital": write_digits,
    "taiwaneseDigital": lambda number: write_digits(number, "○"),
    "japaneseDigitalTenThousand": write_digits,
    "chineseLegalSimplified": _formal(_SIMPLIFIED),
    "ideographLegalTraditional": _formal(_TRADITIONAL),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 1 <= number <= 60 else None
    ),
    "ideographEnclosedCircle": _enclosed((0x3280, 1, 10)),
    "decimalEnclosedCircle": _enclosed(*_CIRCLES),
    "decimalEnclosedCircleChinese": _enclosed(*_CIRCLES),
    "decimalEnclosedParen": _enclosed((0x2474, 1, 20)),
    "decimalEnclosedFullstop": _enclosed((0x2488, 1, 20)),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letter,
    "upperLetter": _upper(_letter),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
    "ordinal": _ordinal,
}
