import pytest

from retrieval.archive.formats.heads import looks_like_form, looks_like_head


@pytest.mark.parametrize(
    ("row", "below"),
    [
        ("线路 起点 末班车", "16路 西门 22:30"),
        ("指标 2024年 2025年", "产值 320 410"),
        ("值班总编 夜班编辑 校对", "殷素秋 梅东升 苏慎之"),
        ("时段 周一 周二", "上午 罗敏 何立"),
        ("品名 规格 单价（元）", "茶叶 250克 88"),
    ],
)
def test_heads_are_known_by_their_words_and_by_what_stands_below(row, below):
    assert looks_like_head(row.split(), [below.split()])


@pytest.mark.parametrize(
    ("row", "below"),
    [
        ("罗敏 水利局 站长", "何立 交通局 科长"),
        ("16路 西门 22:30", "6路 车站 22:00"),
        ("水利局 罗敏 8101", "交通局 何立 8102"),
        ("会议召开了。 很好", "甲 乙"),
        # 周报 is no day of the week.
        ("清禾 周报", "渌安 画报"),
    ],
)
def test_rows_are_no_heads(row, below):
    assert not looks_like_head(row.split(), [below.split()])


def test_a_form_has_a_head_before_each_cell():
    assert looks_like_form([["姓名", "罗敏"], ["部门", "水利局"]])
    assert not looks_like_form([["姓名", "部门"], ["罗敏", "水利局"]])
