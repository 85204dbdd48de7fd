"""The page's words, per language: labels are chosen by the browser, cards by the answer."""

from __future__ import annotations

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Rapporteur",
        "subtitle": "Answers from your documents, with the passage behind every sentence.",
        "ask": "Ask",
        "question": "Question",
        "question_hint": "Ask in Chinese, English or another UN language",
        "send": "Send",
        "new": "New conversation",
        "examples": "For example",
        "documents": "Documents",
        "files": "Files",
        "add": "Add to the collection",
        "name": "File",
        "document_title": "Title",
        "language": "Language",
        "date": "Date",
        "passages": "Passages",
        "remove": "Remove",
        "choose_document": "Document to remove",
        "evaluate": "Evaluate",
        "own_set": "Your own question file (.jsonl)",
        "run": "Run",
        "report": "Report",
        "no_documents_yet": "There are no documents yet.",
        "start_here": "**There are no documents yet.** Add some in the *Documents* tab, then ask.",
        "run_hint": "Without a file of your own, the sample questions are asked.",
    },
    "zh": {
        "title": "Rapporteur 报告员",
        "subtitle": "只依据您的文件作答，每句话都注明出处。",
        "ask": "提问",
        "question": "问题",
        "question_hint": "可用中文、英文或其他联合国语言提问",
        "send": "发送",
        "new": "新对话",
        "examples": "例如",
        "documents": "文件",
        "files": "选择文件",
        "add": "加入文件库",
        "name": "文件名",
        "document_title": "标题",
        "language": "语言",
        "date": "日期",
        "passages": "段落数",
        "remove": "移除",
        "choose_document": "要移除的文件",
        "evaluate": "评测",
        "own_set": "自己的问题文件（.jsonl）",
        "run": "运行",
        "report": "报告",
        "no_documents_yet": "还没有文件。",
        "start_here": "**还没有文件。**请先在“文件”页加入文件，然后提问。",
        "run_hint": "不选文件时，使用样例问题。",
    },
}

CARD_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "sources": "Sources",
        "page": "page {page}",
        "row": "row",
        "column": "column",
        "not_found": "Not in the documents",
        "no_documents": "There are no documents yet: add some under Documents.",
        "added": "{count} added",
        "unchanged": "{count} already there",
        "refused": "{count} refused",
        "nothing_chosen": "Choose files first.",
    },
    "zh": {
        "sources": "出处",
        "page": "第{page}页",
        "row": "行",
        "column": "列",
        "not_found": "文件中没有",
        "no_documents": "还没有文件：请先在“文件”页加入。",
        "added": "加入{count}份",
        "unchanged": "{count}份已在库中",
        "refused": "{count}份未能加入",
        "nothing_chosen": "请先选择文件。",
    },
    "fr": {
        "sources": "Sources",
        "page": "page {page}",
        "row": "ligne",
        "column": "colonne",
        "not_found": "Absent des documents",
    },
    "es": {
        "sources": "Fuentes",
        "page": "página {page}",
        "row": "fila",
        "column": "columna",
        "not_found": "No figura en los documentos",
    },
    "ru": {
        "sources": "Источники",
        "page": "с. {page}",
        "row": "строка",
        "column": "столбец",
        "not_found": "Нет в документах",
    },
    "ar": {
        "sources": "المصادر",
        "page": "صفحة {page}",
        "row": "صف",
        "column": "عمود",
        "not_found": "غير وارد في الوثائق",
    },
}

EXAMPLES: tuple[str, ...] = (
    "What was the P2 budget in 2023?",
    "2026年应急通信的预算是多少？",
    "What is the DT Lab?",
)


def card_words(language: str) -> dict[str, str]:
    """The words of citation cards in a language, in English where they are not written in it."""
    return CARD_WORDS["en"] | CARD_WORDS.get(language, {})


def browser_language(accepted: str) -> str:
    """The page's language for a browser: the first of its Accept-Language header that is written.

    Args:
        accepted: the header, as ``zh-CN,zh;q=0.9,en;q=0.8``, or empty.
    """
    for part in accepted.split(","):
        language = part.split(";")[0].split("-")[0].strip().lower()
        if language in LABELS:
            return language
    return "en"
