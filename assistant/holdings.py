"""What documents there are, where that is all a question asks: "What documents do you have?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Sentence, Support
from assistant.wording import wording
from index.catalog.records import DocumentRecord
from index.hits import Filters, Hit, IndexedPassage

MOST = 30  # documents that are named
_ASKED = re.compile(
    r"(?:(?:what|which|how many) (?:documents?|files?|papers?|sources?|reports?)"
    r" (?:do (?:you|we) (?:have|know|hold|read|use)|are (?:there|available|loaded|in (?:here|it|the"
    r" (?:collection|library|system|database)))|have (?:you|been) (?:read|loaded|ingested)"
    r"|can (?:you|i) (?:read|search|ask about|use))"
    r"|(?:list|show)(?: me)?(?: all)?(?: (?:the|your|available))* (?:documents|files|sources)"
    r"|what (?:do you know about|can i ask(?: you)?(?: about)?|can you (?:do|answer)|are you)"
    r"|(?:你|这里|库里|系统里?|现在|目前)*(?:都|一共|总共)*(?:有|读[过了]|收录了?)(?:哪些|什么|多少份?|几份)"
    r"(?:文件|文档|资料|报告)|(?:文件|文档)(?:清单|列表)|你(?:能|可以|会)(?:回答|做)(?:哪些|什么)(?:问题|事)?"
    r"|我(?:能|可以)问(?:你)?(?:什么|哪些)(?:问题)?"
    r"|quels documents (?:avez-vous|as-tu|y a-t-il|sont disponibles)"
    r"|qué documentos (?:tienes?|hay|tiene usted|están disponibles)"
    r"|какие (?:документы (?:есть|имеются|у вас есть)|у вас есть документы)"
    r"|ما (?:هي )?الوثائق (?:المتوفرة|المتاحة|لديك|الموجودة))",
    re.IGNORECASE,
)

_COUNTED = re.compile(r"how many|多少|几份", re.IGNORECASE)


def asks_holdings(text: str) -> bool:
    """Whether a question asks what documents there are, and nothing of what they say."""
    return _ASKED.fullmatch(text.strip(" \t\n¿?？؟。.!！")) is not None


def held(documents: Sequence[DocumentRecord], filters: Filters | None) -> list[DocumentRecord]:
    """The documents that a search may look into, the newest first, then by their titles."""
    kept = [document for document in documents if not filters or _is_kept(document, filters)]
    return sorted(
        sorted(kept, key=lambda document: document.title),
        key=lambda document: document.date or str(max(document.years, default="")),
        reverse=True,
    )


def holdings_draft(
    asked: str, language: str, passages: Sequence[IndexedPassage], count: int
) -> Draft:
    """The documents by their titles, each cited to its first line.

    Args:
        asked: the words of the question.
        language: ISO 639-1 code of the answer.
        passages: the first of each document that is to be named.
        count: how many documents there are in all.
    """
    words = wording(language)
    lines = [Sentence(words.documents_held.format(count=count))]
    titles = [one.document.title or one.document.name for one in passages]
    for one, title in zip(passages, titles, strict=True):
        hit = Hit(one.passage_id, one.document, one.passage, 0.0)
        first = next(filter(str.strip, one.passage.text.splitlines()), "").strip()
        symbol = f" ({one.document.symbol})" if one.document.symbol else ""
        lines.append(Sentence(f"- **{title}**{symbol}", (Support(hit, first),)))
    short = str(count) if _COUNTED.search(asked) else "; ".join(titles)
    return Draft("answered", tuple(lines), short, 1.0, "holdings")


def _is_kept(document: DocumentRecord, filters: Filters) -> bool:
    return (
        (not filters.documents or bool({*document.names} & {*filters.documents}))
        and (not filters.years or bool({*document.years} & {*filters.years}))
        and (not filters.languages or document.language in filters.languages)
    )
