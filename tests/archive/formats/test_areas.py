from retrieval.archive.formats.areas import fill_merged, split_columns, split_rows


def test_a_merged_cell_stands_in_each_of_its_places():
    assert fill_merged([["部门", "姓名"], ["城事部", "文澍"], ["", "荀一鸣"]], [((1, 0), (2, 0))])[2] == [
        "城事部",
        "荀一鸣",
    ]


def test_a_merge_that_leads_out_of_the_sheet_is_cut():
    """A file may say of a cell that it covers more than there is."""
    assert fill_merged([["甲", ""]], [((0, 0), (9, 9)), ((5, 5), (6, 6))]) == [["甲", "甲"]]


def test_empty_rows_and_columns_part_tables():
    assert [top for top, _ in split_rows([["甲"], [""], ["乙"]])] == [0, 2]
    block = [["甲", "乙", "", "丙", "丁"], ["1", "2", "", "3", "4"]]
    assert [(left, rows[0]) for left, rows in split_columns(block)] == [
        (0, ["甲", "乙", ""]),
        (3, ["丙", "丁"]),
    ]
