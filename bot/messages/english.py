"""What the bot says in English."""

from __future__ import annotations

from bot.messages.texts import Texts

ENGLISH = Texts(
    code="en",
    name="English",
    description=(
        "Ask in a sentence, and I find the sentence of the archive that answers it, word for word, with title, date and "
        "source. Where the archive does not say, I tell you so. Go on asking, wait for new reports, or quote in any chat."
    ),
    short_description="Ask the archive, and get the sentence that answers, word for word and with its source.",
    hello=(
        "Hello! I am wendang. Ask me something, and I find the sentence of the archive that answers it, "
        "word for word and with its source. Where the archive does not say, I tell you so."
    ),
    hello_examples="You could ask:",
    help=(
        "Just send a question, such as “谁主持了会议？”.\n"
        "The answer is a sentence of the archive with the exact words in bold; title, date and source "
        "stand below.\n"
        "Go on asking: “他强调了什么？”, “那温金荣呢？”; /new begins anew.\n"
        "Search only a year or a source: /filter 2022年.\n"
        "/timeline 大桥 tells what happened day by day, /who 温金荣 offices and sayings.\n"
        "/watch 地铁3号线 tells you of every new report.\n"
        "“Copy” takes the exact words alone, “Cite” a citation as GB/T 7714 has it.\n"
        "Edit your question, and the answer changes with it. React with 👍 or 👎: the archive's admins read it."
    ),
    ask_how="Write the question behind the command: /ask 谁主持了会议？",
    further="Also:",
    ibid="same",
    nearest="The nearest articles:",
    unsure="Not sure",
    building="The archive is being indexed; I shall answer as soon as it is ready.",
    wait="One moment: I am still looking. The answer will stand here.",
    not_text="I can only read text: please write your question.",
    more="More {page}/{pages}",
    back="‹ Back",
    previous="‹ Previous",
    paragraph="Paragraph",
    article="Article",
    file="📄 As a file",
    copy="Copy",
    cite="Cite",
    rest="⋯",
    page="🌐 Page",
    watch="🔔 Watch",
    timeline="Timeline",
    thanks="Thank you, noted.",
    too_old="This button is too old; please ask again.",
    too_early="The archive is being indexed; please tap again later.",
    not_here="The archive no longer holds this article.",
    as_asked="↩ As I wrote it",
    filter_set="From now on only this is searched: ",
    filter_none="No filter: the whole archive is searched.",
    filter_clear="✕ No filter",
    filter_how="Filters are written like this: 2022年, since:2022-11, until:2022-11-14, source:惠州日报.",
    anew="Fine, a new conversation: earlier questions no longer count.",
    nothing_asked="Nothing has been asked in this conversation yet.",
    no_such_number="There is no such number: the last answer goes up to {count}.",
    language="Choose a language:",
    latest="The latest articles:",
    empty="The archive holds no articles yet.",
    stats="The archive holds {documents} articles with {passages} paragraphs.",
    forgotten="Your questions, settings and votes have been erased ({count} questions).",
    privacy="So that buttons, edits and follow-up questions work, I keep: your questions and where their answers stand, this chat's language, filter and what it waits for, your 👍 and 👎. Questions are not logged and not passed on; only those that were voted on can be read by the archive's admins. /forget erases all of it.",
    quota="You have asked all you can this hour; please come back in {minutes} minutes.",
    inline_open="Open wendang",
    timeline_how="Say whose course you want: /timeline 大桥",
    who_how="Say of whom: /who 温金荣",
    nothing_found="Nothing was found.",
    undated="Without a day",
    partial="There is more: only the passages that match best were looked through. /filter narrows it down.",
    said="What was said ({count})",
    beside="Named beside",
    watching="Fine: as soon as the archive gets a new report, I tell you (the {count} that it holds do not count).",
    watches="Waiting for news of (tap to end):",
    no_watches="Nothing is waited for here. Send “/watch 地铁3号线”, and I tell you of every new report on it.",
    too_many_watches="You can wait for {count} subjects at most: end one first.",
    watch_how="Say what to wait for: “/watch 地铁3号线”",
    unwatched="No longer waiting for: {subject}",
    news_left="{count} more follow later.",
    menu={
        "ask": "Ask: /ask 谁主持了会议？",
        "new": "Begin a new conversation",
        "history": "What this conversation asked",
        "latest": "The latest articles",
        "source": "The last answer's paragraph",
        "filter": "Search only a year or a source",
        "timeline": "What happened day by day: /timeline 大桥",
        "who": "Offices and sayings: /who 温金荣",
        "watch": "Tell me of new reports: /watch 地铁3号线",
        "stats": "How much the archive holds",
        "lang": "Language",
        "help": "How it works",
        "privacy": "What is kept",
        "forget": "Erase what is kept of me",
        "reload": "Read the archive again",
        "check": "Check the archive",
        "feedback": "Export the feedback",
    },
    reloading="Reading the archive again …",
    not_reloaded="It could not be read; the old one goes on answering: ",
    checking="Checking the archive …",
    checked="{documents} articles, {lost} breaks that could not be undone, {problems} problems.",
    no_feedback="There is no feedback to export yet.",
    preview="This file holds {documents} articles with {paragraphs} paragraphs:",
    join="✓ Add to the archive",
    drop="✕ No",
    dropped="It was not added.",
    no_folder="The archive is a single file: nothing can be added to it.",
    too_large="The file is too large: a bot can fetch 20 MB at most.",
    stranger="This archive is open to invited people only. Your id is {id}: tell it to whoever runs the bot.",
    away="The archive cannot be asked now: please try again later. This has been noted (number {id}).",
    trouble="Sorry, something went wrong and has been noted (number {id}). Please try again later.",
)
