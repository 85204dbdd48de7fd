"""How many things a text names side by side, and whether they are as many as are asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.letters import plain
from assistant.question import Question, bare
from assistant.reading.match import script
from assistant.refusals.answer_types.people import asks_person, people_in
from assistant.refusals.numerals import asked_items
from assistant.refusals.own_names import own_names
from assistant.refusals.subject_noun import asks_named

_NUMBERED = re.compile(r"(?<=[\u4e00-\u9fff])[一二三四五六七八九](?=[“《：])|[①-⑩]|[(（]\d[)）]")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_CLAUSE = re.compile(r"[。；：，！？\n()（）;:|]")
# 参与, 涉及 and 和平 join nothing.
_CHINESE_JOIN = re.compile(
    r"、|以及|(?<![参给赠授付])与(?![会否])|(?<![以涉普危波提论顾])及(?![时格早])|(?<![饱温缓总调])和(?![平谐解])"
)
_SENTENCE = re.compile(r"[.!?;]\s|[\n|\u3400-\u9fff]")
_COMMA = re.compile(r",\s")
_ANNOUNCED = re.compile(r"[:：]([^:：。\n]*[;；][^。\n]*)")  # 三项建议：甲；乙；丙
_SEMICOLON = re.compile(r"[;；]")
_AND = re.compile(r"(?<!,) (?:and|et|y|or) ")


def items_short(question: Question, text: str) -> float:
    """How far a text falls short of the number of things asked for: 0 (none or enough) to 1."""
    wanted = asked_items(bare(question.text))
    if wanted < 2:
        return 0.0
    told = listed(text)
    running = script(text) == "latin" and "\n" not in text and " | " not in text
    if running and asks_person(bare(question.text)):  # "the names of the two people"
        told = min(told, len(people_in(text)))
    elif running and asks_named(question.text):  # "which three firms?": "three firms" names none
        told = min(told, len(_new_names(bare(question.text), text)))
    return max(0.0, 1.0 - told / wanted)


def _new_names(asked: str, text: str) -> list[str]:
    """The names in a Latin text that a question does not say, words in a row being one."""
    known, names, last = plain(asked), [], -1
    for start, end, _ in own_names(text):
        if plain(text[start:end]) in known:
            continue
        if last < 0 or text[last:start] != " ":
            names.append(text[start:end])
        last = end
    return names


@lru_cache(maxsize=4096)
def listed(text: str) -> int:
    """The most things that a text names side by side, in a line, or a line each.

    What stands in brackets may be a list itself, or a remark on each thing of one.
    """
    return max(_listed(text), _listed(_BRACKETED.sub("", text)))


def _listed(text: str) -> int:
    lines = text.splitlines()  # the first announces the others
    most = sum(bool(line.strip()) for line in lines[1:]) if len(lines) > 2 else 1
    most = max(most, len(set(_NUMBERED.findall(text))))
    for items in _ANNOUNCED.findall(text):
        most = max(most, sum(bool(item.strip()) for item in _SEMICOLON.split(items)))
    for clause in filter(None, _CLAUSE.split(text)):
        joins = len(_CHINESE_JOIN.findall(clause))
        most = max(most, joins + 1)
    for sentence in filter(None, _SENTENCE.split(text)):
        joins = len(_COMMA.findall(sentence)) + len(_AND.findall(sentence))
        most = max(most, joins + 1)
    return most
