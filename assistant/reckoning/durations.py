"""How long something took, or how much time lies between two things: from two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from assistant.draft import Draft, Sentence, Support
from assistant.figures import years
from assistant.reckoning.asked import Asked
from assistant.reckoning.meeting import Meeting
from assistant.refusals.another import LEANING
from assistant.verification.calendar_dates import calendar_dates
from assistant.wording import Wording, wording
from index.hits import Hit
from index.static import StaticEmbedder
from ingest.sentences import sentences

HITS = 40
COVERED = 0.5  # share of a question's words that the line with both dates must answer to
SAID = 0.3  # likewise the sentence of a date
AROUND = 0.7  # what a word of the headings counts against one of the line

# A sentence that tells a length of time answers itself.
_LENGTH = re.compile(
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]*(?:days?|weeks?|months?|years?|hours?)\b"
    r"|[\d一两二三四五六七八九十]\s*(?:个月|个?星期|周(?!年)|天|小时)|为期|历时\s*\d|\d\s*年(?:时间|期)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s?年?(?:\s*[–—至到-]\s*|\s+(?:to|until|till|through)\s+)((?:19|20)\d{2})(?!\d)"
)
# What usually takes so long, or may: dates of one project tell nothing of it.
_USUAL = re.compile(
    r"\b(?:on average|average|typically|usually|normally|generally)\b"
    r"|\b(?:at (?:most|least)|maximum|minimum)\b"
    r"|\bhow long (?:does|do|may|must|can|should|could)\b(?!.*\b(?:last|run|stretch|extend)\b)"
    r"|平均|一般|通常|往往|最[长多短少]|至[多少]|不得|必须|可以",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\bhow many days\b|[多几]少?天|多少日", re.IGNORECASE)
_ENDS = 1.0  # what a beginning or an end weighs against a word of the question
_BEGINS_BEHIND = re.compile(
    r"[日底初中末]?(?:正式|全面|如期|计划|预计)?(?:启动|开始|开工|开通|开幕|动工|成立|结束|完成|完工|竣工|闭幕|终止|截止|到期|收官)"
)
_BEGINS_BEFORE = re.compile(
    r"\b(?:began|begins?|start(?:s|ed)?|launch(?:es|ed)?|open(?:s|ed)?|ends?|ended|finish(?:es|ed)?"
    r"|clos(?:es|ed)|complet(?:es|ed)|runs?|ran|until|till|from)\b"
    r"(?: (?:on|in|at|from|by|the|to|is|end|of)){0,3} $"
    r"|(?:启动|开始|开工|开通|成立|结束|完成|竣工|计划|预计)(?:于|在|时间为)?$",
    re.IGNORECASE,
)
_WEEKS = re.compile(r"\bhow many weeks\b|[多几]少?个?(?:星期|周)", re.IGNORECASE)
_MONTHS = re.compile(r"\bhow many months\b|几个月|多少个?月", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a sentence.

    Attributes:
        hit: the passage.
        line: which line of it.
        sentence: verbatim.
        said: the date as it is written.
        moment: year, month (0 where not said), day (0 where not said).
        own: the stretch of the sentence up to the date before and after.
    """

    hit: Hit
    line: int
    sentence: str
    said: str
    moment: tuple[int, int, int]
    own: str


def duration_draft(asked: Asked, hits: Sequence[Hit], vectors: StaticEmbedder) -> Draft | None:
    """The time between the two dates that a line gives for what a question is about, or None.

    Args:
        asked: the question.
        hits: passages in search order.
        vectors: the embedding that words are compared by.
    """
    said = [one for hit in hits[:HITS] if hit.passage.kind == "text" for one in _told(hit)]
    if not said or not asked.words or _USUAL.search(asked.text):
        return None
    meeting = Meeting(asked.words, vectors)
    texts = [" ".join(dict.fromkeys(one.sentence for one in dated)) for dated in said]
    heads = [" ".join((*d[0].hit.passage.section, d[0].hit.document.title)) for d in said]
    own = meeting.met(texts)
    covered = np.maximum(own, AROUND * meeting.met(heads)).mean(axis=0)
    # Of a line with several sentences, the one with both dates says it as well.
    lengths = np.array([len(text) for text in texts])
    best = int(np.lexsort((lengths, -np.round(own.mean(axis=0) + covered, 2)))[0])
    if covered[best] < COVERED or own[:, best].mean() < SAID or _LENGTH.search(texts[best]):
        return None
    if _tells_length(hits, meeting, float(own[:, best].mean())):
        return None
    pair = _pair(said[best], meeting)
    if pair is None or pair[0].moment >= pair[1].moment or _are_apart(pair, meeting):
        return None
    if _is_coarse(pair, asked.text):
        return None
    return _draft(asked, pair, min(1.0, float(covered[best])))


def _tells_length(hits: Sequence[Hit], meeting: Meeting, reach: float) -> bool:
    """Whether a sentence tells a length of time and answers as well as the dates do (``reach``)."""
    texts = [hit.passage.text for hit in hits[:HITS] if hit.passage.kind == "text"]
    told = [one for text in texts for one in sentences(text) if _LENGTH.search(one)]
    return bool(told) and float(meeting.met(told).mean(axis=0).max()) >= max(reach, SAID)


def _is_coarse(pair: tuple[Dated, Dated], text: str) -> bool:
    """Whether days, weeks or months are asked for and the dates do not tell them."""
    months, days = (all(one.moment[place] for one in pair) for place in (1, 2))
    in_days = _DAYS.search(text) or _WEEKS.search(text)
    return bool((in_days and not days) or (_MONTHS.search(text) and not months))


def _told(hit: Hit) -> Iterator[list[Dated]]:
    """The dates of each sentence and of each two of a line, where they are two or more."""
    for number, line in enumerate(hit.passage.text.split("\n")):
        found = [list(_dates(hit, number, sentence)) for sentence in sentences(line)]
        pairs = [one + two for one, two in pairwise(filter(None, found)) if one and two]
        for dated in [*found, *pairs]:
            if len({one.moment for one in dated}) > 1:
                yield dated


def _dates(hit: Hit, number: int, sentence: str) -> Iterator[Dated]:
    dates = calendar_dates(sentence)
    own_years = years(sentence)
    around = own_years or years(" ".join(hit.passage.section)) or list(hit.document.years)
    if not dates and (span := _YEARS.search(sentence)):
        for year in (span[1], span[2]):
            yield Dated(hit, number, sentence, span.group(), (int(year), 0, 0), sentence)
    last = 0
    for place, one in enumerate(dates):
        stop = dates[place + 1].start if place + 1 < len(dates) else len(sentence)
        year = one.year or (around[0] if len(set(around)) == 1 else None)
        if year:
            moment = (year, one.month, one.day or 0)
            yield Dated(hit, number, sentence, one.text, moment, sentence[last:stop])
        last = max(last, one.end)


def _pair(dated: Sequence[Dated], meeting: Meeting) -> tuple[Dated, Dated] | None:
    """The two dates of a line, the earlier first; of more those whose words the question says."""
    kept = list({one.moment: one for one in dated}.values())
    if len(kept) > 2:
        said = meeting.met([one.own for one in kept]).sum(axis=0)
        said = said + np.array([_ENDS * _is_end(one) for one in kept])
        ranked = sorted(range(len(kept)), key=lambda n: -float(said[n]))
        kept = [kept[n] for n in ranked[:2]]
    one, other = sorted(kept, key=lambda dated: dated.moment)
    return one, other


def _is_end(dated: Dated) -> bool:
    """Whether a date is that of a beginning or an end: "began in May", 5月启动."""
    before, _, behind = dated.own.partition(dated.said)
    return bool(_BEGINS_BEHIND.match(behind) or _BEGINS_BEFORE.search(before))


def _are_apart(pair: tuple[Dated, Dated], meeting: Meeting) -> bool:
    """Whether of two sentences with a date each, one says nothing of what is asked about.

    The second may go on from the first ("It ended in May").
    """
    one, other = sorted(pair, key=lambda dated: dated.hit.passage.text.find(dated.sentence))
    if one.sentence == other.sentence or LEANING.search(other.sentence):
        return False
    return float(meeting.met([one.sentence, other.sentence]).mean(axis=0).min()) < SAID / 2


def _draft(asked: Asked, pair: tuple[Dated, Dated], covered: float) -> Draft:
    words = wording(asked.question.language)
    first, last = pair
    length = between(first.moment, last.moment, asked.text, words)
    opening, closing = words.quotes
    said = " – ".join(dict.fromkeys(one.said for one in pair))
    cited = {one.sentence: one for one in pair}.values()
    quotes = [
        Sentence(
            f"{opening}{' '.join(one.sentence.split())}{closing}", (Support(one.hit, one.sentence),)
        )
        for one in cited
    ]
    return Draft(
        "answered", (Sentence(f"**{length}** ({said})"), *quotes), length, covered, "duration"
    )


def between(
    first: tuple[int, int, int], last: tuple[int, int, int], text: str, words: Wording
) -> str:
    """The time between two dates as exactly as both are said, in the unit that is asked for.

    Args:
        first: year, month and day; zero where not said.
        last: likewise.
        text: the question.
        words: the frame of the answer's language.
    """
    (year, month, day), (last_year, last_month, last_day) = first, last
    if day and last_day:
        days = (date(*last) - date(*first)).days
        if _DAYS.search(text) or days < 60:
            return words.days.format(number=days)
    if not (month and last_month):
        return words.years.format(number=last_year - year)
    months = (last_year - year) * 12 + last_month - month
    whole = months - 1 if day and last_day and last_day < day - 1 else months
    if _MONTHS.search(text) or whole < 12:
        return words.months.format(number=whole)
    rest = whole % 12
    parts = [words.years.format(number=whole // 12)]
    parts += [words.months.format(number=rest)] if rest else []
    return words.list_comma.join(parts) + (
        f" ({words.months.format(number=whole)})" if rest else ""
    )
