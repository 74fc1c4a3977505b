import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats.word_numerals import write_in_format
from retrieval.chinese.numerals import read_numeral

WRITTEN = {
    "decimal": {1: "1", 12: "12"},
    "decimalZero": {3: "03", 12: "12"},
    "decimalFullWidth": {12: "１２"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"},
    "decimalEnclosedCircleChinese": {3: "③"},
    "decimalEnclosedParen": {3: "⑶", 21: "21"},
    "decimalEnclosedFullstop": {3: "⒊"},
    "numberInDash": {3: "- 3 -"},
    "ordinal": {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 22: "22nd", 112: "112th"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa", 28: "bb"},
    "upperLetter": {2: "B", 53: "AAA"},
    "lowerRoman": {4: "iv", 9: "ix"},
    "upperRoman": {3: "III", 1994: "MCMXCIV"},
    "chineseCounting": {3: "三", 10: "十", 21: "二十一", 101: "一○一"},
    "chineseCountingThousand": {10: "十", 103: "一百零三", 110: "一百一十"},
    "taiwaneseCountingThousand": {12: "十二"},
    "japaneseCounting": {3: "三", 12: "十二", 103: "百三", 123: "百二十三"},
    "ideographDigital": {12: "一二", 20: "二〇"},
    "chineseLegalSimplified": {3: "叁", 10: "壹拾", 12: "壹拾贰", 105: "壹佰零伍"},
    "ideographLegalTraditional": {3: "參"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥"},
    "ideographZodiacTraditional": {1: "甲子", 60: "癸亥"},
    "ideographEnclosedCircle": {1: "㊀"},
    "bullet": {1: ""},
    "none": {1: ""},
    # It is no format of Chinese or Latin offices: what matters is told in digits.
    "hebrew1": {3: "3"},
}


@pytest.mark.parametrize("format", WRITTEN)
def test_a_number_stands_as_the_page_shows_it(format):
    """Of each format, with the numbers where it changes its ways."""
    assert {number: write_in_format(number, format) for number in WRITTEN[format]} == WRITTEN[format]


@given(st.sampled_from(sorted(WRITTEN)), st.integers(0, 10**9))
def test_no_number_is_long(format, number):
    """A list may claim to begin at a billion, which in Roman figures would fill a million characters."""
    assert len(write_in_format(number, format)) <= 20


@given(
    st.sampled_from(["chineseCounting", "chineseCountingThousand", "ideographDigital"]), st.integers(1, 9999)
)
def test_what_is_counted_can_be_read_back(format, number):
    assert read_numeral(write_in_format(number, format)) == number
