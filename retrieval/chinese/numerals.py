"""Whole numbers as Chinese writes them: 20, 二十 and 廿, 2022 and 二〇二二, the first year 元年.

Only what a count, an ordinal or a date in running text needs, below ten thousand: larger ones are written in digits,
or as 3.5万, which is no numeral.
"""

from __future__ import annotations

import re

ONES = "一二三四五六七八九"
"""The characters of one to nine, in their order."""
DIGITS = f"〇零○{ONES}"
"""The characters of a number that is written digit by digit: 二〇二二."""
TENS = "十廿卅"
"""The characters of ten, twenty and thirty."""
SMALL = f"{ONES}{TENS}"
"""The characters of a number from 1 to 99, as items, hours and weeks are counted: 十二, 廿三."""
CHINESE = f"{DIGITS}{TENS}百千两"
"""The characters of a number."""
NUMBER = f"(?:[0-9]{{1,2}}|[{DIGITS}{TENS}]{{1,3}})"
"""The number of a month or a day in a pattern of folded text, in either writing: 14, 十四, 廿三."""
NOT_BEHIND_NUMBER = f"(?<![0-9第{DIGITS}{TENS}])"
"""Where a number may begin: 一日 is no part of 十一日."""
RECENT_YEAR = f"(?:19|20)[0-9]{{2}}|(?:一九|二[〇零○])[{DIGITS}]{{2}}"
"""The number of a year since 1900, without the 年 behind it."""
WEEKDAYS = f"{ONES[:6]}日"
"""The characters of the days of a week, from Monday on."""
WEEKDAY = f"(?:(?:星期|礼拜)[{WEEKDAYS}天]|周[{WEEKDAYS}](?![次回场届]))"
"""A day of the week, and no 每周一次."""
LARGE = "万亿兆"
"""The units above them, of numbers that are no numerals here."""
_WRITTEN = f"〇{ONES}"
_VALUES = {digit: value for value, digit in enumerate(_WRITTEN)} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_COUNTED = re.compile(f"(?:[{ONES}两]千[零〇○]?)?(?:[{ONES}两]百[零〇○]?)?(?:[{ONES}]?十)?[{ONES}两]?")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_LARGEST = 9999


def read_numeral(text: str) -> int | None:
    """Return the number that a numeral writes, or None where it is none.

    It need not be folded: ``２０`` is 20. A digit behind 百 or 千 counts the next smaller unit: 一百二 is 120, and
    一百零二 is 102. 元 alone, of 元年 and 元月, is the first.

    >>> read_numeral("二十"), read_numeral("一百零五"), read_numeral("二〇二二"), read_numeral("20"), read_numeral("十十")
    (20, 105, 2022, 20, None)
    """
    if text.isdecimal():
        return int(text)
    if text == "元":
        return 1
    text = text.translate(_TENS)
    if text and all(letter in _VALUES for letter in text):
        return int("".join(str(_VALUES[letter]) for letter in text))
    if not text or not _COUNTED.fullmatch(text):
        return None
    total, digit, below = 0, 0, 1
    for letter in text:
        if letter in _UNITS:
            # 十五 is 一十五.
            total += (digit or 1) * _UNITS[letter]
            digit, below = 0, _UNITS[letter] // 10
        else:
            digit = _VALUES[letter]
            below = below if digit else 1
    return total + digit * below


def write_digits(number: int, zero: str = "〇") -> str:
    """Return a number as Chinese writes it digit by digit; ``zero`` is one of 〇, 零 and ○.

    >>> write_digits(2022), write_digits(2008, "零")
    ('二〇二二', '二零零八')
    """
    return "".join(_WRITTEN[int(digit)] for digit in str(number)).replace("〇", zero)


def write_numeral(number: int) -> str:
    """Return a number from 0 to 9999 in Chinese, as it is counted.

    Raises:
        ValueError: it is negative or larger.

    >>> write_numeral(20), write_numeral(105), write_numeral(2022), write_numeral(0)
    ('二十', '一百零五', '二千零二十二', '〇')
    """
    if not 0 <= number <= _LARGEST:
        raise ValueError(f"{number} is not from 0 to {_LARGEST}")
    written = ""
    for unit, letter in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += _WRITTEN[digit] + letter
        elif written and number % unit and not written.endswith("零"):
            written += "零"
    written = written.removeprefix("一") if 10 <= number < 20 else written
    return written or _WRITTEN[0]
