import io
import sys
import zipfile

import pytest
from ofd_files import NAMESPACE, document, letters, line, lines, page, root, write_ofd
from pages import write_zip

from retrieval.archive.formats import ofd, read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def read_all(data):
    problems = []
    return list(read_records(SourceFile("a.ofd", data), problems.append)), problems


def read_one(data):
    [record], problems = read_all(data)
    assert problems == []
    return record


NOTICE = [
    "关于停水检修的通知",
    "　　七月二日上午全市防汛工作会议召开，市长周明主",
    "持会议并讲话，副市长吴江通报情况，各县区在分会场",
    "参加会议。",
    "　　会议要求，各县区要加强值守。",
]
SAID = [
    "关于停水检修的通知",
    "七月二日上午全市防汛工作会议召开，市长周明主持会议并讲话，副市长吴江通报情况，各县区在分会场参加会议。",
    "会议要求，各县区要加强值守。",
]
LAYOUTS = {
    "an object for each line": lines(NOTICE),
    "an object for each character": "".join(letters(text, top=20 + 7 * number) for number, text in enumerate(NOTICE)),
    "drawn from the foot up": "".join(line(text, top=20 + 7 * number) for number, text in reversed([*enumerate(NOTICE)])),
    "blocks in blocks": f'<ofd:PageBlock ID="5"><ofd:PageBlock ID="6">{lines(NOTICE)}</ofd:PageBlock></ofd:PageBlock>',
    "one object for all lines": (
        '<ofd:TextObject ID="1" Boundary="20 20 170 60" Size="4">'
        + "".join(f'<ofd:TextCode X="0" Y="{4 + 7 * number}" DeltaX="g 30 4">{text}</ofd:TextCode>' for number, text in enumerate(NOTICE))
        + "</ofd:TextObject>"
    ),
    "bold type that is drawn twice": lines(NOTICE) + lines(NOTICE, left=20.1),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_lines_become_paragraphs_again(name):
    """However a program cuts a page into objects, its lines are read by their places, and joined where they run on."""
    assert read_one(write_ofd(page(LAYOUTS[name]))).text.split("\n") == SAID


def test_columns_are_read_one_after_the_other():
    left = ["大桥全长三千二百米，", "主跨四百八十米，由市", "桥梁公司承建，项目负", "责人为韩立新。"]
    right = ["青石镇本周举办茶文化", "节，开幕式由镇长马国", "梁主持，参展茶企四十", "二家。"]
    drawn = "".join(
        line(text, 20 + 60 * side, 30 + 7 * number)
        for number, pair in enumerate(zip(left, right, strict=True))
        for side, text in enumerate(pair)
    )
    assert read_one(write_ofd(page(drawn))).text.split("\n") == ["".join(left), "".join(right)]


def test_what_a_template_draws_belongs_to_the_page():
    """A form's labels stand in its template and what was filled in on the page, on one line."""
    template = page(
        line("电子缴费凭证，加盖收款单位印章后有效", 20, 60)
        + line("购买方名称：", 20, 40)
        + line("价税合计：", 20, 50)
    )
    data = write_ofd(
        page(line("青石县供水公司", 45, 40) + line("贰佰元整", 40, 50), template="4"),
        common='<ofd:TemplatePage ID="4" BaseLoc="Tpls/Tpl_0/Content.xml" ZOrder="Background"/>',
        more={"Doc_0/Tpls/Tpl_0/Content.xml": template},
    )
    assert read_one(data).text.split("\n") == [
        "购买方名称：青石县供水公司",
        "价税合计：贰佰元整",
        "电子缴费凭证，加盖收款单位印章后有效",
    ]


def test_headers_are_taken_off_and_a_sentence_runs_on_over_the_page():
    """As in PDF: page numbers and what every page repeats stand in no sentence, and each stretch knows its page."""
    bodies = [
        ["规划由县规划委员会办公室负责解释，办公室主任由"],
        ["副县长周海峰兼任。", "规划自发布之日起施行。"],
    ]
    pages = [
        page(line(f"青石县规划 第{number}页", 80, 10) + lines(body) + line(f"- {number} -", 100, 285))
        for number, body in enumerate(bodies, 1)
    ]
    record = read_one(write_ofd(*pages))
    assert record.text.split("\n") == [bodies[0][0] + bodies[1][0], bodies[1][1]]
    assert [record.places.find(record.text.index(word)).at for word in ("解释", "周海峰", "施行")] == [
        "1",
        "2",
        "2",
    ]
    assert record.places.kind == "page"
    assert {one.text for one in record.left_out} == {"青石县规划 第1页", "青石县规划 第2页", "-1-", "-2-"}


def test_several_documents_are_several_records():
    parts = {
        **root(("Doc_0", "Doc_1", "Doc_2")),
        **document([page(line("会议由周明主持。"))]),
        **document([page(line("大桥由韩立新负责。"))], folder="Doc_1"),
    }
    records, problems = read_all(write_zip(parts))
    assert [(one.number, one.text) for one in records] == [(1, "会议由周明主持。"), (2, "大桥由韩立新负责。")]
    [problem] = problems
    assert problem.record == 3
    assert "missing" in problem.message


def test_properties_are_read():
    info = "<ofd:Title>停水通知</ofd:Title><ofd:Author>陈立</ofd:Author><ofd:CreationDate>2021-07-03</ofd:CreationDate>"
    record = read_one(write_ofd(page(line("全文如下。")), info=info))
    assert (record.title, record.byline, record.created, record.encoding) == (
        "停水通知",
        "陈立",
        "2021-07-03",
        "ofd",
    )
    info = "<ofd:Title>Microsoft Word - a.docx</ofd:Title><ofd:CreationDate>20210703</ofd:CreationDate>"
    record = read_one(write_ofd(page(line("全文如下。")), info=info))
    assert (record.title, record.created) == ("", "2021-07-03")


PART = "Doc_0/Res.xml"
PLACES = {
    "from the root": "/Doc_0/Res.xml",
    "from the document": "Res.xml",
    "from the root without a slash": "Doc_0/Res.xml",
    "with the other slash and in other letters": "..\\doc_0\\RES.xml",
}


@pytest.mark.parametrize("name", PLACES)
def test_a_part_is_found_as_programs_name_it(name):
    """A page may draw a part that lies in the resources, moved and made smaller."""
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{line("周明主持。", 10, 10)}</ofd:Content></ofd:CompositeGraphicUnit>'
    data = write_ofd(
        page(
            line("会议由")
            + '<ofd:CompositeObject ID="3" ResourceID="7" Boundary="27 15 90 20" CTM="0.5 0 0 0.5 0 0"/>'
        ),
        common=f"<ofd:PublicRes>{PLACES[name]}</ofd:PublicRes>",
        more={
            PART: f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
        },
    )
    assert read_one(data).text == "会议由周明主持。"


def test_notes_and_attached_files_are_told():
    """What lies above a page is no sentence of it, and is named; tags that point at objects draw nothing twice."""
    note = f'<ofd:Annot ID="1" Type="Stamp"><ofd:Remark>已阅</ofd:Remark><ofd:Appearance>{line("此件公开")}</ofd:Appearance></ofd:Annot>'
    tags = '<a:文件 xmlns:a="urn:a"><a:标题><ofd:ObjectRef xmlns:ofd="urn:b" PageRef="10">1</ofd:ObjectRef></a:标题></a:文件>'
    data = write_ofd(
        page(line("会议召开。")),
        behind=(
            "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs.xml</ofd:Attachments>"
            "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
        ),
        more={
            "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {NAMESPACE}><ofd:Page PageID="10"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
            "Doc_0/Annots/Page_0.xml": f"<ofd:PageAnnot {NAMESPACE}>{note}</ofd:PageAnnot>",
            "Doc_0/Attachs.xml": f'<ofd:Attachments {NAMESPACE}><ofd:Attachment ID="1" Name="名单.xlsx"/></ofd:Attachments>',
            "Doc_0/Tags/CustomTags.xml": f"<ofd:CustomTags {NAMESPACE}><ofd:CustomTag><ofd:FileLoc>Tag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>",
            "Doc_0/Tags/Tag.xml": tags,
        },
    )  # fmt: skip
    record = read_one(data)
    assert record.text == "会议召开。"
    assert [(one.reason, one.text) for one in record.left_out] == [
        ("annotation", "已阅"),
        ("annotation", "此件公开"),
        ("attachment", "名单.xlsx"),
    ]


def picture_page():
    media = '<ofd:MultiMedia ID="8" Type="Image"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia>'
    return write_ofd(
        page(lines(["这是一份已经扫描的会议纪要", "第一页的文字。"])),
        page('<ofd:ImageObject ID="3" ResourceID="8" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'),
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        more={
            "Doc_0/DocumentRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>',
            "Doc_0/Res/scan.png": b"a picture",
        },
    )


def test_a_picture_of_a_page_is_recognized(monkeypatch):
    """A scanned page is handed to what recognizes pictures, and its lines stand on their page."""
    seen = []
    monkeypatch.setattr(ofd, "read_picture", lambda data: seen.append(data) or ["会议由周明主持。"])
    record = read_one(picture_page())
    assert seen == [b"a picture"]
    assert record.text.split("\n") == ["这是一份已经扫描的会议纪要第一页的文字。", "会议由周明主持。"]
    assert record.places.find(record.text.index("周明")).at == "2"


def test_a_picture_of_a_page_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    [record], [problem] = read_all(picture_page())
    assert (record.text, problem.record) == ("这是一份已经扫描的会议纪要第一页的文字。", 2)
    assert "wendang[ocr]" in problem.message


def test_pages_that_are_missing_are_told():
    """The others are read, and a template that is missing costs itself alone."""
    data = write_ofd(
        page(line("会议由周明主持。"), template="4"), "no page",
        behind='<ofd:Pages><ofd:Page ID="8" BaseLoc="Pages/Page_8/Content.xml"/></ofd:Pages>',
    )  # fmt: skip
    [record], problems = read_all(data)
    assert record.text == "会议由周明主持。"
    assert [(one.record, "cannot be read" in one.message) for one in problems] == [(2, True), (None, True)]
    assert "up to 3" in problems[0].message
    assert "template" in problems[1].message


EMPTY = f"<ofd:Document {NAMESPACE}/>"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 cut", "damaged"),
        (b"%PDF-1.7", "damaged"),
        (write_zip({"word/document.xml": "<a/>"}), "no OFD"),
        (write_zip({**root(), "Encryptions.xml": "<a/>"}), "password"),
        (write_zip(root()), "missing"),
        (write_zip({"OFD.xml": b""}), "damaged"),
        (write_zip({"OFD.xml": "<ofd/>"}), "no text"),
        (write_zip({**root(), "Doc_0/Document.xml": EMPTY}), "no text"),
        (write_ofd(page("")), "no text"),
        (write_zip({**root(), "Doc_0/Document.xml": bytes(64 << 20)}), "bomb"),
    ],
)  # fmt: skip
def test_what_is_no_ofd_is_named(data, word):
    """In one line, whatever it is."""
    with pytest.raises(UnreadableError, match=word) as raised:
        read_all(data)
    assert "\n" not in str(raised.value)


def test_entities_open_no_file_and_do_not_grow(tmp_path):
    """A page may declare that a word stands for a file of this machine, or for a billion words: neither is read."""
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    entities = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "笑笑笑笑笑"><!ENTITY b "&a;&a;&a;&a;">]>'
    objects = line("会议召开。") + line("&x;", top=40, deltas="") + line("&b;", top=50, deltas="")
    assert read_one(write_ofd(page(objects, inside=entities))).text == "会议召开。"


def test_places_lead_nowhere_out_of_the_package():
    """``../../etc/passwd`` is a name in the package, and is missing from it."""
    data = write_zip({**root(("../../../../etc/passwd#",)), "etc/passwd": "x"})
    with pytest.raises(UnreadableError, match="missing"):
        read_all(data)


def test_one_page_listed_a_thousand_times_is_read_once():
    listed = '<ofd:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/>' * 1000
    data = write_ofd(page(line("会议召开。")), behind=f"<ofd:Pages>{listed}</ofd:Pages>")
    assert read_one(data).text == "会议召开。"


def test_parts_that_draw_each_other_end(monkeypatch):
    """Ten parts that each draw the next one ten times would be ten billion characters."""
    monkeypatch.setattr("retrieval.archive.formats.ofd_glyphs.MOST_GLYPHS", 500)
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{number}"><ofd:Content>{line("笑")}'
        + f'<ofd:CompositeObject ID="3" ResourceID="{(number + 1) % 10}" Boundary="1 1 9 9"/>' * 10
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for number in range(10)
    )
    data = write_ofd(
        page(line("会议召开。")),
        page('<ofd:CompositeObject ID="3" ResourceID="0" Boundary="0 0 9 9"/>'),
        common="<ofd:PublicRes>Res.xml</ofd:PublicRes>",
        more={"Doc_0/Res.xml": f"<ofd:Res {NAMESPACE}>{units}</ofd:Res>"},
    )
    [record], [problem] = read_all(data)
    assert (record.text, problem.record) == ("会议召开。", 2)
    assert "more than 500 characters" in problem.message


def test_pages_that_draw_too_much_together_are_refused(monkeypatch):
    monkeypatch.setattr(ofd, "_MOST_GLYPHS", 8)
    with pytest.raises(UnreadableError, match="split it"):
        read_all(write_ofd(page(line("会议召开。")), page(line("会议召开。"))))


def test_a_member_that_is_damaged_is_told():
    """A page whose bytes were changed on their way is named, and the others are read."""
    data = write_ofd(page(line("会议由周明主持。")), page(line("会议昨日召开。")))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        info = package.getinfo("Doc_0/Pages/Page_1/Content.xml")
    at = info.header_offset + 30 + len(info.filename) + 40
    [record], [problem] = read_all(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
    assert (record.text, problem.record) == ("会议由周明主持。", 2)
