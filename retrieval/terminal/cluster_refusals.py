"""Errors of questions with answers and of a cluster, and why an index is built anew: in English, 简体 and 繁體.

A name in braces stands for what changes. Of what fits several the first one counts.
"""

from __future__ import annotations

BENCHES: tuple[tuple[str, str, str], ...] = (
    (
        "{file} has two questions with the id {id}: give each its own, or none",
        "{file} 里有两个问题的 id 都是 {id}：请各用各的，或者都不写",
        "{file} 裡有兩個問題的 id 都是 {id}：請各用各的，或者都不寫",
    ),
    (
        "{file}: no row has an answer: write it into the column answer, several parted by |",
        "{file}：没有一行有答案：请写进 answer 一列，几个答案用 | 隔开",
        "{file}：沒有一行有答案：請寫進 answer 一列，幾個答案用 | 隔開",
    ),
    (
        "{file} cannot be read ({why}): name a folder with questions.jsonl, or a CSV file",
        "{file} 读不了（{why}）：请写含 questions.jsonl 的文件夹，或 CSV 文件",
        "{file} 讀不了（{why}）：請寫含 questions.jsonl 的文件夾，或 CSV 文件",
    ),
    (
        '{line} has no "answers" (its keys: {keys}): write "answers": ["…"], or "answerable": false where the archive does not say',
        '{line} 没有 "answers"（它的键：{keys}）：请写 "answers": ["…"]，档案没有说的写 "answerable": false',
        '{line} 沒有 "answers"（它的鍵：{keys}）：請寫 "answers": ["…"]，檔案沒有說的寫 "answerable": false',
    ),
    (
        "{file}: its first line must name the columns question and answer, parted by a comma (it is {found})",
        "{file}：第一行要写列名 question 和 answer，用逗号隔开（现在是 {found}）",
        "{file}：第一行要寫列名 question 和 answer，用逗號隔開（現在是 {found}）",
    ),
    ("{line} is no line of a table: {why}", "{line} 不是表格的一行：{why}", "{line} 不是表格的一行：{why}"),
    (
        '{line} is no question: write {{"question": "…", "answers": ["…"]}} on one line',
        '{line} 不是问题：请在一行里写 {{"question": "…", "answers": ["…"]}}',
        '{line} 不是問題：請在一行裡寫 {{"question": "…", "answers": ["…"]}}',
    ),
    (
        "{line} has no cell for the answer: put a comma (,) behind the question, and nothing behind that where the archive does not say",
        "{line} 没有写答案的格：请在问题后面写逗号（,），档案没有说的后面空着",
        "{line} 沒有寫答案的格：請在問題後面寫逗號（,），檔案沒有說的後面空着",
    ),
    (
        "--compare {file} is not what an earlier `wendang eval --json` wrote: make it with `wendang eval BENCH --json > FILE`",
        "--compare {file} 不是 wendang eval --json 写出的：请用 wendang eval BENCH --json > FILE 得到它",
        "--compare {file} 不是 wendang eval --json 寫出的：請用 wendang eval BENCH --json > FILE 得到它",
    ),
    (
        "{count} different questions with an answer are too few to learn from: {least} are the least, a hundred would be better; the weights that ship are kept",
        "有答案的问题只有 {count} 个不同的，太少，学不了：至少要 {least} 个，一百个更好；仍用自带的权重",
        "有答案的問題只有 {count} 個不同的，太少，學不了：至少要 {least} 個，一百個更好；仍用自帶的權重",
    ),
    (
        "the questions are about {count} document(s): of at least {least} some can be held back, to see what it is worth on new ones; the weights that ship are kept",
        "这些问题只关于 {count} 篇文档：至少要 {least} 篇，才能留出一些来看对新文档有没有用；仍用自带的权重",
        "這些問題只關於 {count} 篇文檔：至少要 {least} 篇，才能留出一些來看對新文檔有沒有用；仍用自帶的權重",
    ),
    (
        "of {count} first sentences {right} were right: at least {least} must be right and {wrong} wrong to tell them apart; is this the archive that the questions are about?",
        "{count} 个首句里 {right} 个是对的：至少要 {least} 个对、{wrong} 个错，才分得出来；这些问题问的是这份档案吗？",
        "{count} 個首句裡 {right} 個是對的：至少要 {least} 個對、{wrong} 個錯，才分得出來；這些問題問的是這份檔案嗎？",
    ),
)
"""What is wrong with questions with known answers."""

CLUSTER: tuple[tuple[str, str, str], ...] = (
    (
        "set it to the addresses of the cluster, https://a:9200,https://b:9200",
        "请设成集群的地址，如 https://a:9200,https://b:9200",
        "請設成集群的地址，如 https://a:9200,https://b:9200",
    ),
    (
        "an address begins with https:// or http://, as in https://a:9200",
        "地址以 https:// 或 http:// 开头，如 https://a:9200",
        "地址以 https:// 或 http:// 開頭，如 https://a:9200",
    ),
    (
        "{key} holds a user or a password: leave them out, and set WENDANG_OPENSEARCH_USER and WENDANG_OPENSEARCH_PASSWORD",
        "{key} 里有用户名或密码：请去掉，另设 WENDANG_OPENSEARCH_USER 和 WENDANG_OPENSEARCH_PASSWORD",
        "{key} 裡有用戶名或密碼：請去掉，另設 WENDANG_OPENSEARCH_USER 和 WENDANG_OPENSEARCH_PASSWORD",
    ),
    (
        "{key} would send the password in the open: set it to an address that begins with https://",
        "{key} 会把密码明着送出去：请设成以 https:// 开头的地址",
        "{key} 會把密碼明着送出去：請設成以 https:// 開頭的地址",
    ),
    (
        "the archive has more than {most} sources: ask without a source, or leave the field out",
        "档案的来源超过 {most} 个：请不带来源地问，或不写这一项",
        "檔案的來源超過 {most} 個：請不帶來源地問，或不寫這一項",
    ),
    (
        "the cluster at {where} runs OpenSearch {version}: it must be {least} or newer",
        "集群 {where} 的 OpenSearch 是 {version}：要 {least} 或更新的",
        "集群 {where} 的 OpenSearch 是 {version}：要 {least} 或更新的",
    ),
    (
        "{key}={file} cannot be read ({why}): set it to a PEM file, or leave it empty",
        "{key}={file} 读不了（{why}）：请设成 PEM 文件，或者留空",
        "{key}={file} 讀不了（{why}）：請設成 PEM 文件，或者留空",
    ),
    ("no PEM file", "不是 PEM 文件", "不是 PEM 文件"),
    ("Is a directory", "这是文件夹", "這是文件夾"),
    (
        "the cluster at {where} does not speak TLS: set WENDANG_OPENSEARCH_URL to addresses that begin with http://, or let its nodes speak it",
        "集群 {where} 不用 TLS：请把 WENDANG_OPENSEARCH_URL 设成以 http:// 开头的地址，或让它的节点用 TLS",
        "集群 {where} 不用 TLS：請把 WENDANG_OPENSEARCH_URL 設成以 http:// 開頭的地址，或讓它的節點用 TLS",
    ),
    (
        "the cluster at {where} asks for a certificate: set WENDANG_OPENSEARCH_CERTIFICATE to a PEM file with one and its key",
        "集群 {where} 要客户端证书：请把 WENDANG_OPENSEARCH_CERTIFICATE 设成含证书和私钥的 PEM 文件",
        "集群 {where} 要客戶端證書：請把 WENDANG_OPENSEARCH_CERTIFICATE 設成含證書和私鑰的 PEM 文件",
    ),
    (
        "the cluster at {where} shows a certificate with another name: set WENDANG_OPENSEARCH_URL to the names that stand in it",
        "集群 {where} 的证书写的是别的名字：请把 WENDANG_OPENSEARCH_URL 设成证书上的名字",
        "集群 {where} 的證書寫的是別的名字：請把 WENDANG_OPENSEARCH_URL 設成證書上的名字",
    ),
    (
        "the cluster at {where} shows a certificate that has expired: give its nodes new ones",
        "集群 {where} 的证书过期了：请给它的节点换新的",
        "集群 {where} 的證書過期了：請給它的節點換新的",
    ),
    (
        "the cluster at {where} lets nobody in without a user: set WENDANG_OPENSEARCH_USER and WENDANG_OPENSEARCH_PASSWORD",
        "集群 {where} 没有用户不能进：请设 WENDANG_OPENSEARCH_USER 和 WENDANG_OPENSEARCH_PASSWORD",
        "集群 {where} 沒有用戶不能進：請設 WENDANG_OPENSEARCH_USER 和 WENDANG_OPENSEARCH_PASSWORD",
    ),
    (
        "what answers at {where} gives status {status} and no reason: see whether the cluster behind it runs",
        "{where} 上应答的状态是 {status}，没有说原因：请看它后面的集群是否在运行",
        "{where} 上應答的狀態是 {status}，沒有說原因：請看它後面的集群是否在運行",
    ),
    (
        "the index on the cluster at {where} does not fit: {why}; {remedy}",
        "集群 {where} 上的索引不合用：{why}；{remedy}",
        "集群 {where} 上的索引不合用：{why}；{remedy}",
    ),
    (
        "another process has written to the index on the cluster at {where}",
        "另一个进程写过集群 {where} 上的索引",
        "另一個進程寫過集群 {where} 上的索引",
    ),
    (
        "the index on the cluster was built by another version of wendang: build it anew with `wendang index --rebuild`",
        "集群上的索引是别的版本的 wendang 建的：请运行 wendang index --rebuild 重建",
        "集群上的索引是別的版本的 wendang 建的：請執行 wendang index --rebuild 重建",
    ),
    (
        "what answers at {where} is not OpenSearch: set WENDANG_OPENSEARCH_URL to the addresses of the cluster",
        "{where} 上应答的不是 OpenSearch：请把 WENDANG_OPENSEARCH_URL 设成集群的地址",
        "{where} 上應答的不是 OpenSearch：請把 WENDANG_OPENSEARCH_URL 設成集群的地址",
    ),
    (
        "the cluster at {where} refuses a request ({why}): see its log",
        "集群 {where} 拒绝了一个请求（{why}）：请看它的日志",
        "集群 {where} 拒絕了一個請求（{why}）：請看它的日誌",
    ),
    (
        "the cluster at {where} cannot answer now ({why}): a part of the index may be without a copy, see `GET _cluster/health` there",
        "集群 {where} 现在答不了（{why}）：索引的一部分可能没有副本，请在那里看 GET _cluster/health",
        "集群 {where} 現在答不了（{why}）：索引的一部分可能沒有副本，請在那裡看 GET _cluster/health",
    ),
    (
        "the cluster at {where} shows a certificate that is not trusted: set WENDANG_OPENSEARCH_CA to the file of the CA that signed it (it is {ca})",
        "集群 {where} 的证书不受信任：请把 WENDANG_OPENSEARCH_CA 设成签发它的 CA 的文件（现在是 {ca}）",
        "集群 {where} 的證書不受信任：請把 WENDANG_OPENSEARCH_CA 設成簽發它的 CA 的文件（現在是 {ca}）",
    ),
    (
        "the cluster at {where} does not answer within {seconds} s: see whether it is well, or set WENDANG_OPENSEARCH_TIMEOUT higher",
        "集群 {where} 在 {seconds} 秒内没有应答：请看它是否正常，或把 WENDANG_OPENSEARCH_TIMEOUT 调大",
        "集群 {where} 在 {seconds} 秒內沒有應答：請看它是否正常，或把 WENDANG_OPENSEARCH_TIMEOUT 調大",
    ),
    (
        "no node of the cluster at {where} can be reached: see whether it runs, and whether WENDANG_OPENSEARCH_URL is right (https:// where it speaks TLS)",
        "集群 {where} 的节点一个也连不上：请看它是否在运行，WENDANG_OPENSEARCH_URL 对不对（用 TLS 的以 https:// 开头）",
        "集群 {where} 的節點一個也連不上：請看它是否在運行，WENDANG_OPENSEARCH_URL 對不對（用 TLS 的以 https:// 開頭）",
    ),
    ("it answers with status {status}", "它应答的状态是 {status}", "它應答的狀態是 {status}"),
    (
        "the cluster at {where} has blocked its indices, as it does when a disk is full: make room on its nodes, or see why it has no elected node",
        "集群 {where} 锁住了索引，磁盘满了就会这样：请在节点上腾出空间，或看看为什么没有选出主节点",
        "集群 {where} 鎖住了索引，磁盤滿了就會這樣：請在節點上騰出空間，或看看爲什麼沒有選出主節點",
    ),
    (
        "the cluster at {where} refuses the user {user}: check WENDANG_OPENSEARCH_USER and WENDANG_OPENSEARCH_PASSWORD",
        "集群 {where} 不认用户 {user}：请检查 WENDANG_OPENSEARCH_USER 和 WENDANG_OPENSEARCH_PASSWORD",
        "集群 {where} 不認用戶 {user}：請檢查 WENDANG_OPENSEARCH_USER 和 WENDANG_OPENSEARCH_PASSWORD",
    ),
    (
        "the user {user} may not do this on the cluster at {where}: the README lists the rights of a user that only reads, and of one that writes",
        "用户 {user} 在集群 {where} 上没有这个权限：只读和写入的用户各要哪些权限，见 README",
        "用戶 {user} 在集群 {where} 上沒有這個權限：只讀和寫入的用戶各要哪些權限，見 README",
    ),
    (
        "the cluster at {where} does not hold what was asked for ({why})",
        "集群 {where} 里没有要找的东西（{why}）",
        "集群 {where} 裡沒有要找的東西（{why}）",
    ),
    (
        "the index on the cluster at {where} changes all the time: ask again",
        "集群 {where} 上的索引一直在变：请再问一次",
        "集群 {where} 上的索引一直在變：請再問一次",
    ),
    (
        "the index {where} does not fit: {why}; {remedy}",
        "索引 {where} 不合用：{why}；{remedy}",
        "索引 {where} 不合用：{why}；{remedy}",
    ),
    (
        "build it anew with `wendang index --rebuild`",
        "请运行 wendang index --rebuild 重建",
        "請執行 wendang index --rebuild 重建",
    ),
    (
        "{what}: build it anew with `wendang index --rebuild`",
        "{what}：请运行 wendang index --rebuild 重建",
        "{what}：請執行 wendang index --rebuild 重建",
    ),
    ("on the cluster at {where}", "集群 {where}", "集群 {where}"),
    (
        "the index on the cluster at {where} was not brought up to date, and is served as it was ({why}): run `wendang index` again",
        "集群 {where} 上的索引没有更新成，仍用原来的（{why}）：请再运行 wendang index",
        "集群 {where} 上的索引沒有更新成，仍用原來的（{why}）：請再執行 wendang index",
    ),
    ("{count} of {all} passages are there", "{all} 段里有 {count} 段", "{all} 段裡有 {count} 段"),
    ("a part of {index} could not be refreshed", "{index} 有一部分没能刷新", "{index} 有一部分沒能刷新"),
    (
        "{count} of {all} {kind} that were sent are there",
        "送去的 {all} 个 {kind} 里有 {count} 个",
        "送去的 {all} 個 {kind} 裡有 {count} 個",
    ),
    (
        "this writer is closed: open another",
        "这个写入器已经关了：请另开一个",
        "這個寫入器已經關了：請另開一個",
    ),
)
"""What a cluster refuses, or does not do."""

REBUILT: tuple[tuple[str, str, str], ...] = (
    ("as asked", "按照要求", "按照要求"),
    (
        "another version of wendang read and repaired its texts",
        "它的文本是另一版 wendang 读取和修复的",
        "它的文本是另一版 wendang 讀取和修復的",
    ),
    ("its dictionary is another", "它用的词典不同", "它用的詞典不同"),
    ("its segmenter is {old}, not {new}", "它的分词器是 {old}，不是 {new}", "它的分詞器是 {old}，不是 {new}"),
    ("it holds the archive {old}, not {new}", "它的档案是 {old}，不是 {new}", "它的檔案是 {old}，不是 {new}"),
)
"""How an index was made otherwise than the settings say, or why it is built anew."""
