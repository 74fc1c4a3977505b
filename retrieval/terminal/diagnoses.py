"""What ``wendang doctor`` finds, and a few words of ``wendang config``, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.wording import Language

_DIAGNOSES: dict[str, dict[Language, str]] = {
    "environment": {"zh-Hans": "（环境变量）", "zh-Hant": "（環境變數）", "en": "(environment)"},
    ".env": {"zh-Hans": "（.env）", "zh-Hant": "（.env）", "en": "(.env)"},
    "default": {"zh-Hans": "（默认）", "zh-Hant": "（預設）", "en": "(default)"},
    "misspelt": {
        "zh-Hans": "{key} 不是设置项；或许是 {meant}？",
        "zh-Hant": "{key} 不是設定項；或許是 {meant}？",
        "en": "{key} is no setting; perhaps {meant} was meant",
    },
    "settings": {
        "zh-Hans": "设置无误（wendang config 列出各项）",
        "zh-Hant": "設定無誤（wendang config 列出各項）",
        "en": "the settings are right (wendang config lists them)",
    },
    "archive": {
        "zh-Hans": "档案 {path}：{files} 个文件，{size} MB",
        "zh-Hant": "檔案 {path}：{files} 個文件，{size} MB",
        "en": "archive {path}: {files} files, {size} MB",
    },
    "empty": {
        "zh-Hans": "档案 {path} 里没有文件：放入文档，或用 WENDANG_ARCHIVE 指明别处",
        "zh-Hant": "檔案 {path} 裡沒有文件：放入文檔，或用 WENDANG_ARCHIVE 指明別處",
        "en": "archive {path} holds no file: put documents there, or name another place by WENDANG_ARCHIVE",
    },
    "unreadable": {
        "zh-Hans": "有 {count} 处读不到：wendang check 说明是哪些",
        "zh-Hant": "有 {count} 處讀不到：wendang check 說明是哪些",
        "en": "{count} places cannot be read: wendang check names them",
    },
    "memory": {
        "zh-Hans": "档案不大，每次启动时读入内存",
        "zh-Hant": "檔案不大，每次啟動時讀入記憶體",
        "en": "the archive is small and is held in memory",
    },
    "current": {
        "zh-Hans": "索引 {engine} 与档案一致",
        "zh-Hant": "索引 {engine} 與檔案一致",
        "en": "the index {engine} is up to date",
    },
    "behind": {
        "zh-Hans": "索引 {engine} 落后于档案：运行 wendang index",
        "zh-Hant": "索引 {engine} 落後於檔案：執行 wendang index",
        "en": "the index {engine} is behind the archive: run wendang index",
    },
    "missing": {
        "zh-Hans": "还没有索引：运行 wendang index",
        "zh-Hant": "還沒有索引：執行 wendang index",
        "en": "there is no index yet: run wendang index",
    },
    "extra": {
        "zh-Hans": "已安装 {extra}",
        "zh-Hant": "已安裝 {extra}",
        "en": "the extra {extra} is installed",
    },
    "no extra": {
        "zh-Hans": "未安装 {extra}：需要时 pip install 'wendang[{extra}]'",
        "zh-Hant": "未安裝 {extra}：需要時 pip install 'wendang[{extra}]'",
        "en": "the extra {extra} is not installed: pip install 'wendang[{extra}]' where it is wanted",
    },
    "cluster green": {
        "zh-Hans": "集群（OpenSearch {version}，{nodes} 个节点）正常",
        "zh-Hant": "集群（OpenSearch {version}，{nodes} 個節點）正常",
        "en": "the cluster (OpenSearch {version}, nodes: {nodes}) is well",
    },
    "cluster yellow": {
        "zh-Hans": "集群（OpenSearch {version}，{nodes} 个节点）缺副本：再添节点，或把 WENDANG_OPENSEARCH_REPLICAS 设成 0 并运行 wendang index --rebuild",
        "zh-Hant": "集群（OpenSearch {version}，{nodes} 個節點）缺副本：再添節點，或把 WENDANG_OPENSEARCH_REPLICAS 設成 0 並執行 wendang index --rebuild",
        "en": "the cluster (OpenSearch {version}, nodes: {nodes}) lacks replicas: add nodes, or set WENDANG_OPENSEARCH_REPLICAS to 0 and run wendang index --rebuild",
    },
    "cluster red": {
        "zh-Hans": "集群（OpenSearch {version}，{nodes} 个节点）缺一部分数据：让失去的机器回来",
        "zh-Hant": "集群（OpenSearch {version}，{nodes} 個節點）缺一部分資料：讓失去的機器回來",
        "en": "the cluster (OpenSearch {version}, nodes: {nodes}) lacks a part of its data: bring the lost machines back",
    },
    "cluster leaderless": {
        "zh-Hans": "集群（OpenSearch {version}）没有选出主节点：让半数以上的节点回来",
        "zh-Hant": "集群（OpenSearch {version}）沒有選出主節點：讓半數以上的節點回來",
        "en": "the nodes of the cluster (OpenSearch {version}) have elected none: bring more than half of them back",
    },
    "blocked": {
        "zh-Hans": "集群锁住了索引，写不进去，磁盘快满时就会这样：请在节点上腾出空间",
        "zh-Hant": "集群鎖住了索引，寫不進去，磁盤快滿時就會這樣：請在節點上騰出空間",
        "en": "the cluster lets nobody write to the index, as it does when a disk is nearly full: make room on its nodes",
    },
    "not here": {
        "zh-Hans": "这台机器上没有档案 {path}：只回答的不需要，建索引的要有",
        "zh-Hant": "這台機器上沒有檔案 {path}：只回答的不需要，建索引的要有",
        "en": "the archive {path} is not on this machine: who only answers needs none, who indexes does",
    },
    "there": {
        "zh-Hans": "索引 {engine} 可用；没有档案，看不出它是否落后",
        "zh-Hant": "索引 {engine} 可用；沒有檔案，看不出它是否落後",
        "en": "the index {engine} answers; without the archive nobody can say whether it is behind",
    },
    "cluster": {
        "zh-Hans": "集群（OpenSearch {version}）有回应；这个用户无权询问它的状况",
        "zh-Hant": "集群（OpenSearch {version}）有回應；這個用戶無權詢問它的狀況",
        "en": "the cluster (OpenSearch {version}) answers; this user may not ask how it is",
    },
    "no token": {
        "zh-Hans": "未设 Telegram 令牌：wendang bot 需要 WENDANG_TELEGRAM_TOKEN",
        "zh-Hant": "未設 Telegram 令牌：wendang bot 需要 WENDANG_TELEGRAM_TOKEN",
        "en": "no Telegram token is set: wendang bot needs WENDANG_TELEGRAM_TOKEN",
    },
}


def diagnosis(name: str, language: Language, **filled: object) -> str:
    """Return a finding of ``wendang doctor``, or a word of ``wendang config``, by its name.

    >>> diagnosis("extra", "en", extra="ocr")
    'the extra ocr is installed'
    """
    return _DIAGNOSES[name][language].format(**filled)
