"""Who has a role, where a sentence gives several roles to several persons.

"It elected Ms A as Chair and Mr B as Vice-Chair" tells of the Chair no more than Ms A.
"""

from __future__ import annotations

import re

from assistant.letters import plain
from assistant.question import Question, bare
from assistant.reading.match import script

Place = tuple[int, int]

_ASKED = re.compile(
    r"\bwho(?:['’]s| (?:is|was|are|were|became|becomes|has become|will be)"
    r"| did \w+(?: \w+)? (?:elect|appoint|name) as)"
    r" (?:the )?(?:new |next |present |current |first |outgoing )?([a-z][a-z-]+(?: [a-z-]+)?)\b",
    re.IGNORECASE,
)
_ASKED_HAN = re.compile(
    r"([\u3400-\u9fff]{2,8}?)(?:是|由|为)(?:哪[位个]|谁)"
    r"|谁(?:当选|出任|担任|接任|任|是)(?:了|为)?([\u3400-\u9fff]{2,8})"
)
_BESIDE_ROLE = re.compile(r"的|新任|现任|上任|下任|[新现前本]一?[届任]|新")
_TITLES = (
    "(?:主任|主席|总干事|秘书长|理事长|董事长|负责人|总监|总裁|经理|书记"
    "|[局部处司院馆会校所厅科队站行台厂园]长)"
)
_TITLE = re.compile(rf"{_TITLES}$")
_HEAD_ASKED = re.compile(
    r"\bwho(?:['’]s| (?:is|was|are|were))(?: the)?(?: (?:new|present|current))? "
    r"(?P<title>director(?:-general)?|head|chief|manager|president|secretary(?:-general)?|chair\w*"
    r"|rector|principal|governor|commissioner|editor)"
    r"(?: (?:of|at|in) (?:the )?(?P<body>[\w .&'’-]+))?\W*$",
    re.IGNORECASE,
)
_NAME = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Ambassador|H\.E\.|Sir|Dame|Capt(?:ain)?|Judge)\.? )*"
    r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'.-]*|de|da|del|van|von|der|den|bin|al|la))*(?: ?\([^()]*\))?"
)
_GIVEN = r",? (?:as|to be|to the (?:post|office) of) (?:the |its |their |an? )?(?:new |next )?"
_NAME_HAN = r"[\u3400-\u9fff·]{2,8}(?:（[^（）]*）)?"


def holder(question: str, text: str) -> Place | None:
    """Where the name of who has the role that a question asks for stands, or None.

    Args:
        question: its words.
        text: the sentence; it must give roles to two persons at least.
    """
    asked, han = _ASKED.search(question), _ASKED_HAN.search(question)
    if asked:
        return _only(rf"({_NAME}){_GIVEN}", r"(?![\w-])", asked[1], text)
    if han:
        return _only(
            rf"(?:选举|推选|任命|聘任|[、，和与及]|选|聘)({_NAME_HAN}?)(?:先生|女士)?(?:担任|出任|为|任)",
            r"(?![\u3400-\u9fff])",
            _BESIDE_ROLE.split(han[1] or han[2])[-1],
            text,
        )
    return None


def of_another_office(question: Question, text: str) -> bool:
    """Whether a text names a deputy, or who heads a part of what a question asks the head of.

    局主任是谁 is not answered by 局合作部主任, nor "who is the director?" by the Deputy Director.

    Args:
        question: as understood.
        text: the sentence or row.
    """
    asked = bare(question.text)
    if script(text) == "han":
        return any(_heads_a_part(body, title, text) for body, title in _offices(question, asked))
    head = _HEAD_ASKED.search(asked)
    if head is None:
        return False
    title, body = re.escape(head["title"]), re.escape((head["body"] or "").strip())
    if not re.search(rf"\b{title}\b", text, re.IGNORECASE):
        return False
    within = rf"(?! of (?:the )?(?!{body})[\w -]{{3,60}} of (?:the )?{body})" if body else ""
    own = rf"(?<!deputy )(?<!vice )(?<!vice-)(?<!assistant )(?<!associate )\b{title}\b{within}"
    return re.search(own, text, re.IGNORECASE) is None


def names_head(question: Question, text: str) -> bool:
    """Whether a text gives a name with the office that is asked for; True of no Chinese text."""
    if script(text) != "han":
        return True
    name = r"(?:[\u3400-\u9fff·]{1,12}?(?:先生|女士|博士|教授|同志)|[A-Z][a-z]+ [A-Z])"
    return any(
        re.search(rf"{re.escape(body)}的?{title}(?:（[^（）]*）)?[：:，]?{name}", text)
        or re.search(rf"(?:担任|出任|就任|[任为是]){re.escape(body)}的?{title}", text)
        for body, title in _offices(question, bare(question.text))
    )


def _offices(question: Question, asked: str) -> list[tuple[str, str]]:
    """What a question asks the head of, as Chinese texts call it, with what they call the head."""
    if han := _ASKED_HAN.search(asked):
        role = _BESIDE_ROLE.split(han[1] or han[2])[-1]
        title = _TITLE.search(role)
        return [(role[: title.start()], title.group())] if title and title.start() else []
    head = _HEAD_ASKED.search(asked)
    body = plain(head["body"] or "") if head else ""
    return [(form, _TITLES) for term, form in question.forms if body and plain(term) in body]


def _heads_a_part(body: str, title: str, text: str) -> bool:
    """Whether a Chinese text has words between a body and the title of its head, and never none."""
    if re.search(rf"{re.escape(body)}的?{title}", text):
        return False
    return re.search(rf"{re.escape(body)}[\u3400-\u9fff]{{1,14}}?{title}", text) is not None


def _only(before: str, after: str, role: str, text: str) -> Place | None:
    """The name before a role, where another role is given in the same words in the text."""
    given = re.findall(before, text)
    words = role.split()
    for size in range(len(words), 0, -1):
        own = re.escape(" ".join(words[:size]))
        found = [m.span(1) for m in re.finditer(rf"{before}(?i:{own}){after}", text)]
        if len(found) == 1 and len(given) > 1:
            return found[0]
    return None
