"""Whether a text is of the first where the second is asked for, or of another edition.

"Who came second?" is not answered by the winner alone, "how many came to the first forum?" not by
the second forum.
"""

from __future__ import annotations

import re

from assistant.question import Question, bare
from assistant.reading.match import script
from assistant.refusals.enumerated import listed
from assistant.refusals.numerals import numerals

_NTH = r"(?:second|third|fourth|fifth|2nd|3rd|4th|5th)"
_ASKED = re.compile(
    rf"\b(?:came|comes?|placed|finish\w*|rank\w*) (?:in )?{_NTH}\b(?! (?:time|year|half|quarter))"
    rf"|\b{_NTH}[- ](?:most|least|fewest|best|worst|prize|place"
    r"|(?:larg|bigg|high|great|small|low|long|short|cheap|fast|old)est)\b|\brunners?-up\b"
    r"|第[二三四五](?:[多高低少长短贵快慢]|大(?![会队类学])|小(?![组时学])|名(?!单))"
    r"|[排列居]\s?第[二三四五]|[二三四]等奖|亚军|季军",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"\b{_NTH}\b|\b(?:runners?-up|follow|then|next|ahead of|behind|respectively|rank|silver)"
    r"|\bbronze|第[二三四五]|其次|次之|亚军|季军|[二三四]等|依次|随后|之后|紧随|银[奖牌]|铜[奖牌]",
    re.IGNORECASE,
)
SIDE_BY_SIDE = 3  # things with a number each, which tell their order
_FIRST = re.compile(
    r"\b(?:the )?(?:very )?first (?P<en>(?:[A-Z][\w-]+ )*[A-Za-z-]{4,})\b(?! (?:half|quarter))"
    r"|(?:第一|首)(?P<zh>[届期批轮次号位例])",
    re.IGNORECASE,
)

_FIRST_EVER = re.compile(r"\b(?:first[- ]ever|very first)\b|\bfirst .{2,60}? ever\b", re.IGNORECASE)
_NTH_ZH = re.compile(
    r"第(?![一1](?![\d,十百千]))[\d,十百千万一二三四五六七八九两]+(?:[例位届次期批轮]|名(?!单))"
)
_FIRST_SAID = re.compile(r"第一|第1(?!\d|,\d)|首|最早|最先|\bfirst\b", re.IGNORECASE)
_LATER_ZH = re.compile(r"第(?P<nth>[二三四五六七八九十]+|[2-9]|\d\d+)(?P<kind>[届期批轮])")


def of_another_place(question: Question, text: str, near: str) -> bool:
    """Whether a text tells who is first, where the question asks who came second or third.

    Args:
        question: as understood.
        text: a sentence.
        near: the sentence with those beside it.
    """
    if not _ASKED.search(bare(question.text)):
        return False
    ordered = listed(text) >= SIDE_BY_SIDE and len(list(numerals(text))) >= SIDE_BY_SIDE
    return not _TOLD.search(near) and not ordered


def of_later_edition(question: Question, text: str) -> bool:
    """Whether a sentence is of the second forum, where the first forum is asked about."""
    own = bare(question.text)
    if _FIRST_EVER.search(own) and _NTH_ZH.search(text) and not _FIRST_SAID.search(text):
        return True
    asked = _FIRST.search(own)
    if not asked:
        return False
    if asked["zh"]:
        kind = asked["zh"]
        later = re.search(rf"第(?!一)[二-十两三四五六七八九\d,]+{kind}", text)
        return bool(later) and not re.search(rf"(?:第一|首){kind}", text)
    if script(text) != "latin":
        return False
    kind = re.escape(asked["en"].split()[-1])
    later = re.search(rf"\b(?:{_NTH}|sixth|\d+th) (?:[\w-]+ ){{0,2}}{kind}", text, re.IGNORECASE)
    return bool(later) and not re.search(r"\bfirst\b", text, re.IGNORECASE)


def of_first_edition(question: Question, text: str) -> bool:
    """Whether a sentence is of 首轮, where the second round is asked about and not named."""
    asked = _LATER_ZH.search(bare(question.text))
    if not asked:
        return False
    return f"首{asked['kind']}" in text and asked.group() not in text
