"""Which language a question or a form is in, of the UN languages."""

from __future__ import annotations

import re

from index.stems import chinese_runs, words

KNOWN = ("zh", "en")  # languages of the built-in embedding
SPACED = ("fr", "es", "ru", "ar", "en")
_SCRIPTS = {"ru": re.compile("[\u0400-\u04ff]"), "ar": re.compile("[\u0600-\u06ff]")}
_SMALL_WORDS = {
    "en": """the of and to in is are was were do does did how many much what which who when where
        why for on with by from at has have had it its this that there be will""",
    "fr": """le la les des du de un une et est sont a ont que qui quoi quel quelle quels quelles
        combien comment pourquoi quand où dans pour sur au aux par en ce cette il elle avec se""",
    "es": """el la los las del de un una y es son que qué quién quiénes cuál cuáles cuánto cuántos
        cuánta cuántas cómo cuándo dónde por para en se fue con su al""",
}
_SMALL = {language: frozenset(text.split()) for language, text in _SMALL_WORDS.items()}
_MARKS = {
    "en": re.compile(r"['’]s\b"),
    "fr": re.compile(r"[èêçœùàâîô]|\b(?:[cdjlmnst]|qu)['’](?=\w)|-t-", re.IGNORECASE),
    "es": re.compile(r"[ñáíóú¿¡]", re.IGNORECASE),
}


def question_language(question: str) -> str:
    """The language that a question is asked in, ``en`` where nothing tells.

    Questions are short: their small words, accents and marks say more than their vocabulary.
    """
    runs = sum(len(run.text) for run in chinese_runs(question))
    found = words(question)
    letters = "".join(word.text for word in found)
    if runs and 3 * runs >= len(letters):
        return "zh"
    for language, script in _SCRIPTS.items():
        if 3 * len(script.findall(letters)) >= len(letters) > 0:
            return language
    lower = [word.text.lower() for word in found]
    scores = {
        language: sum(word in small for word in lower) + len(_MARKS[language].findall(question))
        for language, small in _SMALL.items()
    }
    return max(scores, key=lambda language: scores[language])


def form_language(form: str) -> str:
    """The language of a form by its script: of Latin letters English, which most of them are."""
    if chinese_runs(form):
        return "zh"
    return next((lang for lang, script in _SCRIPTS.items() if script.search(form)), "en")
