"""Whether the names in a sentence stand in the passages that it cites, in any of six languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from assistant.letters import plain
from assistant.question import question_language
from assistant.reading.match import Matcher
from assistant.wording import WORDINGS
from index.glossary.expanded import ExpandedQuestion
from index.names import Key, name_of, names_in
from index.static import StaticEmbedder

Expand = Callable[[str], ExpandedQuestion]

LIKE = 0.5  # share of a name that passages in another script must answer to
_CAPITAL = re.compile(r"[A-ZÀ-Þ](?:[A-Za-zÀ-ÿ0-9’'&.-]*[A-Za-zÀ-ÿ0-9])?")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9&-]*[A-Z](?:s|'s|’s)?(?![\w-])")
_TITLE = re.compile(r"《([^》]{2,80})》")
_LINKS = frozenset("of the for and on in de la le les du des et del los las y e d l to a".split())
_COMMON = frozenset(
    """table section chapter annex article document report member members states state note page
    francs swiss franc january february march april may june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday chf usd eur gbp
    cny i""".split()
)
_QUOTED = re.compile(
    r"“([^”]{2,})”|「([^」]{2,})」|『([^』]{2,})』|\"([^\"]{2,})\"|«\s?([^»]{2,}?)\s?»"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_OPENING = re.compile(r"^[\W_]*")
_NAME_LENGTH = 24  # letters; what is longer in quotation marks is a quotation


class Names:
    """Looks names up in passages.

    Args:
        question: as searched; its own names may be said again.
        expand: gives a text's terms with their other forms (glossary, organisations, countries).
        vectors: the bilingual embedding, for names that were translated.
    """

    def __init__(self, question: str, expand: Expand, vectors: StaticEmbedder) -> None:
        self._question = question
        self._expand = expand
        self._vectors = vectors

    def unknown(self, sentence: str, language: str, evidence: Sequence[str]) -> list[str]:
        """The names of a sentence that stand neither in the evidence nor in the question.

        Args:
            sentence: as written, without markers.
            language: ISO 639-1 code of the sentence.
            evidence: the passages cited, with their contexts.
        """
        text = "\n".join(evidence)
        letters = plain(text) + "\n" + plain(self._question)
        missing = list(self._quoted(sentence, text, letters))
        initials = _initials(sentence)
        absent = [
            (name, [word for word in name if not _stands(word, letters, text)])
            for name in _names(sentence)
        ]
        absent = [(name, words) for name, words in absent if words]
        if absent:
            known = self._known(sentence, text, letters)
            for name, words in absent:
                words = [w for w in words if plain(w) not in known and w not in initials]
                missing += self._untranslated(name, words, text, language)
        missing += self._places(sentence, language, text)
        return list(dict.fromkeys(missing))

    def _quoted(self, sentence: str, text: str, letters: str) -> Iterator[str]:
        """Quotations that are not verbatim; a short name in them may be translated."""
        for match in (*_QUOTED.finditer(sentence), *_TITLE.finditer(sentence)):
            quoted = next(group for group in match.groups() if group)
            if plain(quoted) in letters:
                continue
            translated = len(plain(quoted)) <= _NAME_LENGTH * (1 if _HAN.search(quoted) else 2)
            if translated and _other_script(quoted, text) and self._likeness(quoted, text) >= LIKE:
                continue
            yield quoted

    def _known(self, sentence: str, text: str, letters: str) -> str:
        """The terms of a sentence of which another form stands in the evidence, as letters.

        A form may stand there shortened (``国际电联`` for ``国际电信联盟``).
        """
        found = [
            expansion.term
            for expansion in self._expand(sentence).expansions
            if any(
                plain(form) in letters or _shortened(form, text) for form in expansion.equivalents
            )
        ]
        return "\n".join(map(plain, found))

    def _untranslated(
        self, name: Sequence[str], missing: Sequence[str], text: str, language: str
    ) -> list[str]:
        """The words of a name that the evidence does not hold, in another language neither."""
        if missing and _other_script(missing[0], text):
            if language not in ("zh", "en"):  # the vectors know no other
                return [word for word in missing if _ACRONYM.fullmatch(word)]
            strange = [word for word in missing if not self._is_translated(word, text)]
            return strange if len(strange) * 4 > len(name) else []
        words = sorted({word.lower() for word in re.findall(r"[^\W\d_]{4,}", text)})
        return [word for word in missing if _ACRONYM.fullmatch(word) or not _close(word, words)]

    def _is_translated(self, word: str, text: str) -> bool:
        """Whether a text answers to a word; to an acronym only if the vectors know it as one."""
        if _ACRONYM.fullmatch(word) and len(self._vectors.tokenize([word]).ids) > 1:
            return False
        return self._likeness(word, text) >= LIKE

    def places(self, text: str) -> frozenset[Key]:
        """The countries and cities that a text names, whatever its language."""
        language = question_language(text)
        if not _may_name_places(text, language):
            return frozenset()
        found = names_in(text, language)
        return frozenset(m.key for m in found if m.key[0] in ("territory", "city"))

    def _likeness(self, name: str, text: str) -> float:
        """Share of a name, 0 to 1, that a text in the other language answers to."""
        return float(Matcher(text, self._vectors).named([name])[0])

    def _places(self, sentence: str, language: str, text: str) -> Iterator[str]:
        """Countries and cities that stand in no language in the evidence or the question."""
        if language not in WORDINGS or not _may_name_places(sentence, language):
            return
        lower = f"{text}\n{self._question}".lower()
        for match in names_in(sentence, language):
            written = sentence[match.start : match.end]
            if match.key[0] not in ("territory", "city") or written.lower() in lower:
                continue
            forms = [name_of(match.key, other) for other in WORDINGS]
            if any(form and form.lower() in lower for form in forms):
                continue
            if _other_script(written, text) and self._likeness(written, text) >= LIKE:
                continue
            yield written


def _shortened(form: str, text: str) -> bool:
    """Whether a Chinese name stands in a text with characters left out, beginning as it does."""
    if not _HAN.search(form) or len(form) < 5:
        return False
    for match in re.finditer(re.escape(form[:2]), text):
        for length in range(len(form) - 1, max(3, (len(form) + 1) // 2) - 1, -1):
            letters = iter(form)
            if all(char in letters for char in text[match.start() : match.start() + length]):
                return True
    return False


def _names(sentence: str) -> Iterator[tuple[str, ...]]:
    """Capitalised names in Latin letters; the sentence's first word only as an acronym."""
    start = _OPENING.match(sentence)
    first = start.end() if start else 0
    run: list[str] = []
    end = 0
    for match in _CAPITAL.finditer(sentence):
        word = re.sub(r"['’]s$", "", match.group())
        opens = match.start() == first or sentence[: match.start()].rstrip()[-1:] in tuple('“:"«')
        if word.lower() in _COMMON or any(char.isdigit() for char in word) or len(word) < 2:
            continue
        if opens and not _ACRONYM.fullmatch(word):
            continue
        if run and not _goes_on(sentence[end : match.start()]):
            yield tuple(run)
            run = []
        run.append(word)
        end = match.end()
    if run:
        yield tuple(run)


def _initials(sentence: str) -> set[str]:
    """Acronyms in brackets that are the initials of the name before them."""
    found = set()
    for match in re.finditer(r"[（(]([A-Z]{2,8})[)）]", sentence):
        words = re.findall(r"[A-ZÀ-Þ][\w’'-]*", sentence[: match.start()])
        if "".join(word[0] for word in words[-len(match[1]) :]) == match[1]:
            found.add(match[1])
    return found


def _goes_on(between: str) -> bool:
    """Whether two capitalised words are of one name: only "of", "and" and the like part them."""
    if len(between) > 12 or re.search(r"[,;:.()（）、，]", between):
        return False
    return all(word in _LINKS for word in re.findall(r"\w+", between))


def _close(word: str, words: Sequence[str]) -> bool:
    """Whether every long part of a word is nearly one of some words (``Comunicaciones``)."""
    parts = re.findall(r"[^\W\d_]{4,}", word)
    return bool(parts) and all(
        get_close_matches(part.lower(), words, n=1, cutoff=0.75) for part in parts
    )


def _stands(name: str, letters: str, text: str) -> bool:
    """Whether a name stands in the evidence, but for its ending (African, Africa)."""
    bare = plain(name)
    if _ACRONYM.fullmatch(name):
        pattern = rf"(?<![A-Za-z]){re.escape(re.sub(r's$', '', name))}s?(?![A-Za-z])"
        return re.search(pattern, text) is not None or bare in letters.split("\n")[-1]
    return bare in letters or (len(bare) > 5 and bare[: max(5, len(bare) - 3)] in letters)


def _other_script(name: str, text: str) -> bool:
    """Whether a text is mainly in another script than a name."""
    han = len(_HAN.findall(text))
    latin = len(re.findall(r"[A-Za-zÀ-ÿ]", text))
    in_han = _HAN.search(name) is not None
    return han * 3 > latin if not in_han else latin > han * 3


def _may_name_places(sentence: str, language: str) -> bool:
    return language in ("zh", "ru", "ar") or any(_CAPITAL.finditer(sentence[1:]))
