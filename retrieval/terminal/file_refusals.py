"""What is wrong with a file or a part of it: in English, 简体 and 繁體.

A name in braces stands for what changes. Of what fits several the first one counts.
"""

from __future__ import annotations

FILES: tuple[tuple[str, str, str], ...] = (
    ("LibreOffice cannot read it ({why})", "LibreOffice 读不了（{why}）", "LibreOffice 讀不了（{why}）"),
    (
        "LibreOffice cannot read it: it is damaged, or under a password",
        "LibreOffice 读不了：它已损坏，或有密码",
        "LibreOffice 讀不了：它已損壞，或有密碼",
    ),
    (
        "LibreOffice did not read it in {seconds} seconds",
        "LibreOffice 在 {seconds} 秒内没有读完",
        "LibreOffice 在 {seconds} 秒內沒有讀完",
    ),
    (
        "LibreOffice reads it, and is not installed: install it, or save it as {suffix}",
        "要由 LibreOffice 来读，而它没有安装：请安装，或另存为 {suffix}",
        "要由 LibreOffice 來讀，而它沒有安裝：請安裝，或另存爲 {suffix}",
    ),
    (
        "a page draws more than {most} characters: it is left out",
        "有一页画了超过 {most} 个字：略去",
        "有一頁畫了超過 {most} 個字：略去",
    ),
    (
        "files that end in {suffix} are not read: {what}",
        "不读以 {suffix} 结尾的文件：{what}",
        "不讀以 {suffix} 結尾的文件：{what}",
    ),
    ("save it as {suffix}", "请另存为 {suffix}", "請另存爲 {suffix}"),
    ("pack it as {suffix}", "请打包成 {suffix}", "請打包成 {suffix}"),
    (
        "it has more than {most} cells: split it",
        "单元格超过 {most} 个：请拆开",
        "單元格超過 {most} 個：請拆開",
    ),
    (
        "it holds more than {most} files: the rest is left out, split it",
        "里面的文件超过 {most} 个：其余的略去，请拆开",
        "裡面的文件超過 {most} 個：其餘的略去，請拆開",
    ),
    (
        "it holds neither an object with a field 'text' nor a list of such objects",
        "里面既没有含 text 字段的对象，也没有这样的列表",
        "裡面既沒有含 text 字段的對象，也沒有這樣的列表",
    ),
    ("it holds no page", "里面没有网页", "裡面沒有網頁"),
    ("it holds no text", "里面没有文字", "裡面沒有文字"),
    ("it holds no subtitles, or is damaged", "里面没有字幕，或者已损坏", "裡面沒有字幕，或者已損壞"),
    ("it is a binary file, not text", "它是二进制文件，不是文本", "它是二進制文件，不是文本"),
    ("it is damaged ({name} is empty)", "它已损坏（{name} 是空的）", "它已損壞（{name} 是空的）"),
    ("it is damaged ({why})", "它已损坏（{why}）", "它已損壞（{why}）"),
    ("it is larger than {size} MB: split it", "它大于 {size} MB：请拆开", "它大於 {size} MB：請拆開"),
    ("it is locked ({why})", "它上了锁（{why}）", "它上了鎖（{why}）"),
    ("it is no JSON ({why})", "它不是 JSON（{why}）", "它不是 JSON（{why}）"),
    ("it is no OFD: it holds no OFD.xml", "它不是 OFD：里面没有 OFD.xml", "它不是 OFD：裡面沒有 OFD.xml"),
    (
        "it is no {kind}, or damaged ({why})",
        "它不是 {kind}，或已损坏（{why}）",
        "它不是 {kind}，或已損壞（{why}）",
    ),
    ("it is no {kind}, or damaged", "它不是 {kind}，或已损坏", "它不是 {kind}，或已損壞"),
    ("PowerPoint file", "PowerPoint 文件", "PowerPoint 文件"),
    ("Rich Text", "RTF", "RTF"),
    ("Word file", "Word 文件", "Word 文件"),
    ("picture", "图片", "圖片"),
    ("spreadsheet", "表格文件", "表格文件"),
    ("it is no book: its list of contents is missing", "它不是书：缺目录", "它不是書：缺目錄"),
    ("it is no letter and no saved page", "它不是信件，也不是存下的网页", "它不是信件，也不是存下的網頁"),
    ("it is no object with a field 'text'", "它不是含 text 字段的对象", "它不是含 text 字段的對象"),
    (
        "it is one text of more than {size} MB: split it",
        "它是一篇超过 {size} MB 的文字：请拆开",
        "它是一篇超過 {size} MB 的文字：請拆開",
    ),
    (
        "it is under a password, or an old .doc: save it as .docx without one",
        "它有密码，或是旧的 .doc：请另存为没有密码的 .docx",
        "它有密碼，或是舊的 .doc：請另存爲沒有密碼的 .docx",
    ),
    (
        "it is under a password: save it without one",
        "它有密码：请另存为没有密码的",
        "它有密碼：請另存爲沒有密碼的",
    ),
    (
        "it lies more than {depth} containers deep: unpack them",
        "它套在超过 {depth} 层的压缩包里：请解开",
        "它套在超過 {depth} 層的壓縮包裡：請解開",
    ),
    (
        "it takes more than {size} MB of memory to read: it is left out",
        "读它要超过 {size} MB 内存：略去",
        "讀它要超過 {size} MB 內存：略去",
    ),
    (
        "it unpacks to more than {ratio} times its size, as a zip bomb does: the rest is left out",
        "解开后是原来的 {ratio} 倍以上，像压缩炸弹：其余的略去",
        "解開後是原來的 {ratio} 倍以上，像壓縮炸彈：其餘的略去",
    ),
    (
        "it unpacks to {size} MB, as a zip bomb does: it is left out",
        "解开后有 {size} MB，像压缩炸弹：略去",
        "解開後有 {size} MB，像壓縮炸彈：略去",
    ),
    (
        "its encoding is neither UTF-8, GB18030 nor Big5: save it as UTF-8",
        "编码不是 UTF-8、GB18030 或 Big5：请存成 UTF-8",
        "編碼不是 UTF-8、GB18030 或 Big5：請存成 UTF-8",
    ),
    ("its field 'text' is missing or empty", "它没有 text 字段，或是空的", "它沒有 text 字段，或是空的"),
    (
        "its pages draw more than {most} characters: split it",
        "各页画了超过 {most} 个字：请拆开",
        "各頁畫了超過 {most} 個字：請拆開",
    ),
    (
        "pip install '{extra}' reads it",
        "装上 pip install '{extra}' 就能读",
        "裝上 pip install '{extra}' 就能讀",
    ),
    ("the book holds no text", "书里没有文字", "書裡沒有文字"),
    (
        "{file} is no file of {archive}: name it as it stands below the archive",
        "{archive} 里没有 {file} 这个文件：请写它在档案里的路径",
        "{archive} 裡沒有 {file} 這個文件：請寫它在檔案裡的路徑",
    ),
    ("the letter holds no text", "信里没有文字", "信裡沒有文字"),
    ("the letter holds no text: {told}", "信里没有文字：{told}", "信裡沒有文字：{told}"),
    (
        "it is a long text in UTF-16: save it as UTF-8",
        "它是 UTF-16 编码的长文本：请存成 UTF-8",
        "它是 UTF-16 編碼的長文本：請存成 UTF-8",
    ),
    ("the line is nested too deeply", "这一行套得太深", "這一行套得太深"),
    ("the line is no JSON ({why})", "这一行不是 JSON（{why}）", "這一行不是 JSON（{why}）"),
    ("the page holds no text", "网页里没有文字", "網頁裡沒有文字"),
    ("the table is empty", "表格是空的", "表格是空的"),
    ("what is attached to it is damaged ({why})", "附件已损坏（{why}）", "附件已損壞（{why}）"),
    ("{name} is missing from it", "里面缺 {name}", "裡面缺 {name}"),
    (
        "its name leads out of its container: it is left out",
        "它的名字指到压缩包外面：略去",
        "它的名字指到壓縮包外面：略去",
    ),
    (
        "the line is longer than {size} MB: it is left out",
        "这一行超过 {size} MB：略去",
        "這一行超過 {size} MB：略去",
    ),
    ("its packing {packing} is not read", "不读它的压缩方式 {packing}", "不讀它的壓縮方式 {packing}"),
    (
        "it is a link or a device: put the file itself there",
        "它是链接或设备：请放入文件本身",
        "它是鏈接或設備：請放入文件本身",
    ),
    (
        "it is a link out of the archive: put the file itself there",
        "它是指到档案外面的链接：请放入文件本身",
        "它是指到檔案外面的鏈接：請放入文件本身",
    ),
    (
        "it is a pipe, a socket or a device: it is passed over",
        "它是管道、套接字或设备：略过",
        "它是管道、套接字或設備：略過",
    ),
    ("it is damaged or locked ({why})", "它已损坏或上了锁（{why}）", "它已損壞或上了鎖（{why}）"),
    ("it cannot be read ({why})", "它读不了（{why}）", "它讀不了（{why}）"),
    (
        "it changed while it was read: read the archive again",
        "读的时候它变了：请重新读档案",
        "讀的時候它變了：請重新讀檔案",
    ),
    (
        "another file's name is shown alike: it is served as {path}",
        "它的名字和另一个文件显示得一样：改用 {path}",
        "它的名字和另一個文件顯示得一樣：改用 {path}",
    ),
    (
        "its id {id} is taken by an earlier record: it is served as {given}",
        "它的 id {id} 已被前面的记录占用：改用 {given}",
        "它的 id {id} 已被前面的記錄佔用：改用 {given}",
    ),
    (
        "none of its {count} messages holds words",
        "{count} 条消息里没有一条有文字",
        "{count} 條消息裡沒有一條有文字",
    ),
    ("this page is damaged", "这一页已损坏", "這一頁已損壞"),
    ("the pages up to {last} are damaged", "到第 {last} 页都已损坏", "到第 {last} 頁都已損壞"),
    ("this page is a picture: {why}", "这一页是图片：{why}", "這一頁是圖片：{why}"),
    ("the notes on its pages are damaged: {why}", "页上的批注已损坏：{why}", "頁上的批註已損壞：{why}"),
    (
        "a template of its pages cannot be read: {why}",
        "页面的一个模板读不了：{why}",
        "頁面的一個模板讀不了：{why}",
    ),
    (
        "its sheet {name} cannot be read ({why})",
        "工作表 {name} 读不了（{why}）",
        "工作表 {name} 讀不了（{why}）",
    ),
    (
        "it has {count} cells under a head of {heads}: quote them",
        "表头有 {heads} 格，这一行却有 {count} 格：请加上引号",
        "表頭有 {heads} 格，這一行卻有 {count} 格：請加上引號",
    ),
    (
        "a quote in it is never closed: double it or take it out",
        "有一个引号没有闭合：请写成两个，或去掉",
        "有一個引號沒有閉合：請寫成兩個，或去掉",
    ),
    ("its quotes are wrong ({why}): it is left out", "引号不对（{why}）：略去", "引號不對（{why}）：略去"),
    ("{first}: the rest is left out", "{first}：其余的略去", "{first}：其餘的略去"),
    ("{what} cannot be read: {why}", "{what} 读不了：{why}", "{what} 讀不了：{why}"),
    ("{why}: the lexical reader answers", "{why}：改用 lexical 回答", "{why}：改用 lexical 回答"),
    (
        "{count} more problems; `wendang check --json` lists them all",
        "还有 {count} 处；全部见 wendang check --json",
        "還有 {count} 處；全部見 wendang check --json",
    ),
    (
        "{count} more problem; `wendang check --json` lists them all",
        "还有 {count} 处；全部见 wendang check --json",
        "還有 {count} 處；全部見 wendang check --json",
    ),
)
"""Why a file, or a part of it, is not read."""
