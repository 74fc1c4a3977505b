import pytest

from retrieval.archive.formats.columns import write_columns


def written(text):
    return [line for _, line in write_columns(text.split("\n"))]


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000\u3000", "\t", " \u3000 "])
def test_lined_up_columns_say_their_heads(blank):
    rows = ["村名 户数 人口 村主任", "上河村 320 1180 石大勇", "松坪村 148 530 唐有才"]
    text = "\n".join(["人口统计如下。", *(blank.join(row.split()) for row in rows), "以上。"])
    assert written(text) == [
        "人口统计如下。",
        "村名：上河村；户数：320；人口：1180；村主任：石大勇",
        "村名：松坪村；户数：148；人口：530；村主任：唐有才",
        "以上。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "水利局 值班员罗敏 电话8101\n交通局 值班员何立 电话8102\n气象局 值班员孟香 电话8103",
        "首页 新闻 评论\n国内 国际 社会",
        "竹外 寒泉 落\n松间 旧屋 明\n客来 无一 事",
        "梁启明 罗敏 何立\n沈月英 卓然 方敏\n韩立新 高志远 丁海洲",
    ],
)
def test_other_lines_with_blanks_stay_as_they_are(text):
    """Rows that say by themselves what they say, links, verse and names have no heads."""
    assert written(text) == text.split("\n")
