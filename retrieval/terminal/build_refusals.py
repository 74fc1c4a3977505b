"""Errors of indexes and of those who build them: in English, 简体 and 繁體, as in :mod:`retrieval.terminal.cluster_refusals`."""

from __future__ import annotations

BUILDS: tuple[tuple[str, str, str], ...] = (
    (
        "{file} is not what it was when it was first read: leave the archive as it is until `wendang index` is done, on all machines, and run it again",
        "{file} 和最初读的时候不一样了：wendang index 在所有机器上结束之前，请别动档案，然后再运行一次",
        "{file} 和最初讀的時候不一樣了：wendang index 在所有機器上結束之前，請別動檔案，然後再執行一次",
    ),
    (
        "the index is being built by {who}, and this process cannot help: {why}: wait for it, or make version, settings and archive the same on both machines",
        "{who}正在建索引，这个进程帮不上忙（{why}）：请等它结束，或让两台机器的版本、设置和档案相同",
        "{who}正在建索引，這個進程幫不上忙（{why}）：請等它結束，或讓兩台機器的版本、設定和檔案相同",
    ),
    (
        "{file} cannot be read here ({why}), while {who} leads the build: whoever helps must be able to read the same archive",
        "{file} 在这里读不了（{why}），而带头建索引的是{who}：来帮忙的要能读到同一份档案",
        "{file} 在這裡讀不了（{why}），而帶頭建索引的是{who}：來幫忙的要能讀到同一份檔案",
    ),
    (
        "{file} has changed since the build began that {who} leads: run `wendang index` again",
        "{file} 在{who}带头开始建索引之后改动过：请再运行 wendang index",
        "{file} 在{who}帶頭開始建索引之後改動過：請再執行 wendang index",
    ),
    (
        "its files, their sizes or their times are others than here",
        "它的文件、大小或时间和这里的不同",
        "它的文件、大小或時間和這裡的不同",
    ),
    (
        "the build on the cluster at {where} has ended, or another process leads it now: run `wendang index` again",
        "集群 {where} 上的索引已经建完，或者现在由另一个进程带头：请再运行 wendang index",
        "集群 {where} 上的索引已經建完，或者現在由另一個進程帶頭：請再執行 wendang index",
    ),
    (
        "the index on the cluster at {where} is being written by {who}: wait for it, or stop it",
        "集群 {where} 上的索引正由{who}写入：请等它结束，或者停掉它",
        "集群 {where} 上的索引正由{who}寫入：請等它結束，或者停掉它",
    ),
    (
        "another process has taken over the index on the cluster at {where}, since this one was not heard of for a while: run `wendang index` again when it is done",
        "这个进程有一阵没有音信，集群 {where} 上的索引由另一个进程接手了：等它结束，请再运行 wendang index",
        "這個進程有一陣沒有音信，集群 {where} 上的索引由另一個進程接手了：等它結束，請再執行 wendang index",
    ),
    (
        "another process has written to the index on the cluster at {where} in the meantime: run `wendang index` again",
        "其间另一个进程写过集群 {where} 上的索引：请再运行 wendang index",
        "其間另一個進程寫過集群 {where} 上的索引：請再執行 wendang index",
    ),
    (
        "process {pid} on {host}, since {since}",
        " {host} 上的进程 {pid}（{since} 起）",
        " {host} 上的進程 {pid}（{since} 起）",
    ),
    ("process {pid}, since {since}", "进程 {pid}（{since} 起）", "進程 {pid}（{since} 起）"),
    ("another process", "另一个进程", "另一個進程"),
    (
        "what the index holds of {file} is nothing that was written there: build it again with `wendang index --rebuild`",
        "索引里关于 {file} 的内容不是写进去的那些：请运行 wendang index --rebuild 重建",
        "索引裡關於 {file} 的內容不是寫進去的那些：請執行 wendang index --rebuild 重建",
    ),
    (
        "what is read cannot be kept in {folder} ({why}): make room there, or set TMPDIR to another folder",
        "读到的内容没法存在 {folder}（{why}）：请在那里腾出空间，或把 TMPDIR 设成别的文件夹",
        "讀到的內容沒法存在 {folder}（{why}）：請在那裡騰出空間，或把 TMPDIR 設成別的文件夾",
    ),
    (
        "a process that indexed the archive has ended ({why}): was memory short? then run `wendang index` again",
        "编索引的一个进程中断了（{why}）：是不是内存不够？请再运行 wendang index",
        "編索引的一個進程中斷了（{why}）：是不是內存不夠？請再執行 wendang index",
    ),
    (
        "the index in {folder} has format {old}, and this wendang reads {new}: {remedy}",
        "{folder} 里的索引是格式 {old}，这个 wendang 读的是 {new}：{remedy}",
        "{folder} 裡的索引是格式 {old}，這個 wendang 讀的是 {new}：{remedy}",
    ),
    (
        "the index in {folder} is damaged ({why}): {remedy}",
        "{folder} 里的索引坏了（{why}）：{remedy}",
        "{folder} 裡的索引壞了（{why}）：{remedy}",
    ),
    ("its parts do not fit together", "各部分对不上", "各部分對不上"),
    (
        "the index in {folder} cannot be read ({why}): {remedy}",
        "{folder} 里的索引读不了（{why}）：{remedy}",
        "{folder} 裡的索引讀不了（{why}）：{remedy}",
    ),
    (
        "the index in {folder} cannot be written ({why}): make room or allow writing there, or set WENDANG_INDEX to another folder",
        "{folder} 里的索引写不了（{why}）：请在那里腾出空间或允许写入，或把 WENDANG_INDEX 设成别的文件夹",
        "{folder} 裡的索引寫不了（{why}）：請在那裡騰出空間或允許寫入，或把 WENDANG_INDEX 設成別的文件夾",
    ),
    (
        "the index in {folder} is being written by {who}: wait for it, or stop it",
        "{folder} 里的索引正由{who}写入：请等它结束，或者停掉它",
        "{folder} 裡的索引正由{who}寫入：請等它結束，或者停掉它",
    ),
    (
        "build it again with `wendang index --rebuild`",
        "请运行 wendang index --rebuild 重建",
        "請執行 wendang index --rebuild 重建",
    ),
    (
        "it has more than {most} paragraphs: split its file",
        "它超过 {most} 段：请把文件分开",
        "它超過 {most} 段：請把文件分開",
    ),
    (
        "it has changed since it was indexed: run `wendang index` to take the changes up",
        "建索引之后它改动过：运行 wendang index 把改动编入",
        "建索引之後它改動過：執行 wendang index 把改動編入",
    ),
    ("{key}={value} is no place ({why}): set it to a folder", "{key}={value} 不是一个地方（{why}）：请设成文件夹", "{key}={value} 不是一個地方（{why}）：請設成文件夾"),
    (
        "{key}={value} is no place ({why}): set it to a file or a folder",
        "{key}={value} 不是一个地方（{why}）：请设成文件或文件夹",
        "{key}={value} 不是一個地方（{why}）：請設成文件或文件夾",
    ),
    (
        "{key}={value} is inside the archive, which would index its own index: set it to a folder outside, or to one whose name begins with a dot",
        "{key}={value} 在档案里面，索引会把自己也编进去：请设成外面的文件夹，或名字以点开头的",
        "{key}={value} 在檔案裡面，索引會把自己也編進去：請設成外面的文件夾，或名字以點開頭的",
    ),
)  # fmt: skip
"""What an index refuses, on disk or in a cluster, and those who build one together."""
