import pytest

from retrieval.archive.datelines import parse_byline, parse_closing, parse_opening

OPENINGS = [
    ("新华社北京3月18日电（记者丁小溪、王爱华）国务院", ("新华社", "丁小溪 王爱华", "3月18日"), "国务院"),
    ("据新华社伦敦9月1日电  （记者张建华）英国", ("新华社", "张建华", "9月1日"), "英国"),
    ("中新网10月14日电 据报道", ("中新网", "", "10月14日"), "据报道"),
    ("中新社巴黎10月16日电 (记者 李洋)法国", ("中新社", "李洋", "10月16日"), "法国"),
    ("中国新闻网10月3日消息，据报道", ("中国新闻网", "", "10月3日"), "据报道"),
    ("俄罗斯卫星网12月11日报道：日前", ("俄罗斯卫星网", "", "12月11日"), "日前"),
    ("央视网消息（新闻联播）：农业农村部", ("央视网", "", ""), "农业农村部"),
    ("中国网络电视台消息(新闻联播)：中共中央", ("中国网络电视台", "", ""), "中共中央"),
    ("央视网消息：据俄罗斯媒体报道", ("央视网", "", ""), "据俄罗斯媒体报道"),
    ("惠州日报讯 (记者戴建)11月14日下午", ("惠州日报", "戴建", ""), "11月14日下午"),
    ("本报讯（通讯员 李明 记者王芳）昨日", ("", "李明 王芳", ""), "昨日"),
    ("本报讯 昨日", ("", "", ""), "昨日"),
    ("【环球网报道 记者 任洁】英国", ("环球网", "任洁", ""), "英国"),
]
PROSE = [
    "据俄罗斯媒体报道，俄外长日前表示，极端组织是产物。",
    "国家电网北京消息传来之后，各地都松了一口气。",
    "由中央广播电视总台报道的节目昨晚播出。",
    "新华社今天播发中共中央的决定。",
    "外交部网站消息传开了。",
    "11月14日下午，全省会议召开。",
    "人民网是人民日报建设的网站。",
]
CLOSINGS = [
    ("调查仍在继续。（总台记者 黄铮铮）", ("", "黄铮铮"), "调查仍在继续。"),
    ("正在审理。(完)", ("", ""), "正在审理。"),
    ("流离失所。来源：新华社", ("新华社", ""), "流离失所。"),
    ("多人受伤。（来源：央视网）", ("央视网", ""), "多人受伤。"),
    ("服役。（编辑 田宏炜）", ("", ""), "服役。"),
    ("(视频编辑：张贝龙 文字编辑：温凤浩)", ("", ""), ""),
    ("对外保密。（新华社专特稿）", ("新华社", ""), "对外保密。"),
]


@pytest.mark.parametrize(("text", "fields", "rest"), OPENINGS)
def test_datelines_become_fields(text, fields, rest):
    """What an agency writes before an article is parsed, and the article begins behind it."""
    found = parse_opening(text)
    assert (found.source, found.byline, found.date_text) == fields
    assert text[found.length :] == rest


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_dateline(text):
    """A sentence that names an agency or a day keeps its beginning."""
    assert parse_opening(text) is None


@pytest.mark.parametrize(("text", "fields", "rest"), CLOSINGS)
def test_credits_become_fields(text, fields, rest):
    """What closes an article and is no sentence is parsed off."""
    found = parse_closing(text)
    assert (found.source, found.byline) == fields
    assert text[: len(text) - found.length] == rest


@pytest.mark.parametrize(
    "text", ["他说：“会议（第一次）召开。”", "编辑部昨天搬走了。", "（一）", "任务已完（成）"]
)
def test_prose_has_no_credits(text):
    assert parse_closing(text) is None


def test_bylines_lose_their_roles():
    assert parse_byline("记者丁小溪、王爱华 通讯员 李明") == "丁小溪 王爱华 李明"


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("新华社北京十月一日电 ", "十月一日"),
        ("新华社北京一九四九年十月一日电 ", "一九四九年十月一日"),
        ("新华社北京10月1号电 ", "10月1号"),
        ("据新华社北京10月1日夜电 ", "10月1日"),
        ("新华社伦敦九月廿三日晚电 ", "九月廿三日"),
    ],
)
def test_a_wire_says_its_day_in_either_writing(opening: str, day: str) -> None:
    """As the papers of before 1990 do, and with the part of the day that many wires name."""
    found = parse_opening(f"{opening}今天，首都人民在天安门广场集会。")
    assert found is not None
    assert (found.date_text, found.source) == (day, "新华社")
