from retrieval.archive.formats.grids import read_tables
from retrieval.archive.formats.sheets import records_of


def test_a_long_table_is_served_in_several_records():
    """Each record has its own places, counted in its own text; the title is the same."""
    rows = [["姓名", "电话"], *([f"人{number}", str(80000 + number)] for number in range(450))]
    records = list(records_of(read_tables(rows), "通讯录.xlsx", "Sheet1", 1, "xlsx"))
    assert [record.number for record in records] == [1, 2, 3]
    assert {record.title for record in records} == {"通讯录"}
    assert records[1].places.find(0).at == "A202"
    assert records[1].places.find(records[1].text.index("电话")).at == "B202"


def test_a_sheet_that_was_given_a_name_says_it():
    [record] = records_of(
        read_tables([["姓名", "电话"], ["罗敏", "8101"]]), "a/通讯录.xlsx", "采编", 1, "xlsx"
    )
    assert (record.title, record.places.name) == ("通讯录 采编", "采编")


def test_a_head_without_cells_is_told():
    [record] = records_of(
        read_tables([["姓名", "电话", "备注"], ["罗敏", "8101", ""]]), "a.csv", "", 1, "csv"
    )
    assert [one.text for one in record.left_out] == ["备注"]
