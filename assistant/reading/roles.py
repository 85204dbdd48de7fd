"""Who has a role, where a sentence gives several roles to several persons.

"It elected Ms A as Chair and Mr B as Vice-Chair" tells of the Chair no more than Ms A.
"""

from __future__ import annotations

import re

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
