"""Words of courtesy that ask nothing: a greeting, thanks, a goodbye."""

from __future__ import annotations

import re

from assistant.draft import Draft, Sentence
from assistant.wording import wording

_SAID: dict[str, str] = {
    "en": r"hello|hi|hey|hello there|hi there|good (?:morning|afternoon|evening|day)|how are you"
    r"|thanks|thank you|thanks a lot|thank you (?:so|very) much|many thanks|cheers|bye|goodbye"
    r"|ok|okay|great|perfect|got it",
    "zh": r"你好|您好|大家好|早上好|早安|下午好|晚上好|嗨|哈喽|在吗|谢谢[你您]?|多谢|(?:非常)?感谢"
    r"|再见|拜拜|好的?|好吧|明白了?|知道了|收到",
    "fr": r"bonjour|bonsoir|salut|merci|merci beaucoup|au revoir|d'accord",
    "es": r"hola|buen[oa]s (?:días|dias|tardes|noches)|gracias|muchas gracias|adiós|adios|vale",
    "ru": r"привет|здравствуйте|добр(?:ое утро|ый день|ый вечер)|(?:большое )?спасибо|до свидания",
    "ar": r"مرحبا|أهلا|السلام عليكم|صباح الخير|مساء الخير|شكرا|شكرا جزيلا|مع السلامة",
}
_COURTESY = {
    language: re.compile(rf"(?:(?:{said})[\W_啊呀吗呢哦]*)+", re.IGNORECASE)
    for language, said in _SAID.items()
}
# Before and after what is asked: "Hello, what is ...", "... in 2026? Thanks!"
_BEFORE = re.compile(rf"(?:(?:{'|'.join(_SAID.values())})\s*[,，.。!！…~\n]+\s*)+", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<=[?？.。!！\n])(?:\s*(?:{'|'.join(_SAID.values())})[\s,，.。!！~]*)+$", re.IGNORECASE
)


def courtesy_language(text: str) -> str | None:
    """The language of a text that is nothing but courtesy ("Thanks!", 你好); else None."""
    said = text.strip(" \t\n¡!！,，.。…")
    found = (language for language, words in _COURTESY.items() if words.fullmatch(said))
    return next(found, None)


def without_courtesy(text: str) -> str:
    """What a text asks, without the courtesy before and after it."""
    asked = _AFTER.sub("", text.removeprefix(before[0] if (before := _BEFORE.match(text)) else ""))
    return asked if any(map(str.isalnum, asked)) else text


def courtesy_draft(language: str) -> Draft:
    """What is said in return: what may be asked here."""
    return Draft("not_found", (Sentence(wording(language).courtesy),), None, 0.0, "courtesy")
