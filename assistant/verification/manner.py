"""How a sentence is written: about the question and the evidence, in the right language, plain.

What a text in a document may make a model do instead of answering: say something else, speak
another language, add links, pictures or signs, repeat its instructions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from assistant.letters import plain
from assistant.question import Question, content_words, question_language
from assistant.reading.match import Matcher
from assistant.verification.instructions import without_instructions
from index.glossary.expanded import ExpandedQuestion
from index.static import StaticEmbedder

GROUNDED = 0.5  # share of a sentence that evidence and question together must answer to
BORNE = 0.25  # ... and the evidence alone
ONLY_TOLD = 0.4  # by which an instruction may answer better to a word than the evidence
ON_TOPIC = 0.2  # share of the question, or of the sentence, that the other must answer to
_LINK = re.compile(
    r"https?://|www\.|!?\[[^\]]*\]\([^)]*\)|\b[\w.-]+@[\w-]+\.\w+|<[a-z/!][^>]*>|```|\[\[", re.I
)
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》|«[^»]*»|\"[^\"]*\"")
_LEAKED = 40  # letters of a prompt in a row
_READ = ("zh", "en")  # languages of the vectors
_WORDS_SHOUTED = 4
_SCRIPTS = {
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
}


class Manner:
    """Looks at the manner of sentences in answer to one question.

    Args:
        question: as understood.
        draft: the extractive answer.
        vectors: the bilingual embedding.
        expand: gives a text's terms with their other forms.
        secrets: texts that no sentence may repeat.
    """

    def __init__(
        self,
        question: Question,
        draft: str,
        vectors: StaticEmbedder,
        expand: Callable[[str], ExpandedQuestion],
        secrets: Sequence[str],
    ) -> None:
        self._question = question
        self._asked = without_instructions(question.text)
        self._draft = draft
        self._vectors = vectors
        self._expand = expand
        self._secrets = [plain(secret) for secret in secrets if len(plain(secret)) >= 8]

    def faults(self, sentence: str, evidence: Sequence[str]) -> Iterator[tuple[str, str]]:
        """What is wrong with a sentence: kind and words.

        Kinds are ``link``, ``sign``, ``secret``, ``shouted``, ``language``, ``ground`` (the
        evidence does not speak of it) and ``topic`` (it has nothing to do with the question).
        """
        text = "\n".join(evidence)
        for match in _LINK.finditer(sentence):
            if plain(match.group()) not in plain(text) or match.group().startswith(("<", "!", "[")):
                yield "link", match.group()[:60]
        for char in sentence:
            if (
                unicodedata.category(char) in ("So", "Co", "Cf")
                and char not in text + "\u200f\u200e"
            ):
                yield "sign", char
        if self._leaks(sentence):
            yield "secret", sentence[:60]
        if _shouts(sentence) and not _shouts(text[:400]):
            yield "shouted", sentence[:60]
        if plain(sentence) not in plain(text):  # a verbatim one may be in the document's language
            if self._is_foreign(sentence):
                yield "language", question_language(sentence)
            if not self._is_grounded(sentence, evidence):
                yield "ground", sentence[:60]
        if not self._is_on_topic(sentence):
            yield "topic", sentence[:60]

    def obeyed(self, sentence: str, evidence: Sequence[str], told: str) -> Iterator[str]:
        """The words of a sentence that only an instruction in the evidence holds.

        Args:
            sentence: as written.
            evidence: the passages cited, without what instructs a model.
            told: what was left out of them; mostly empty.
        """
        if not told:
            return
        kept = [*evidence, self._asked]
        letters, ordered = plain("\n".join(kept)), plain(told)
        for word in re.findall(r"[^\W\d_]{4,}", sentence):
            stem = plain(word)[: max(4, len(word) - 2)]
            if stem in ordered and stem not in letters:
                yield word
        if self._question.language in _READ:
            met = Matcher(sentence, self._vectors).met([told, "\n".join(kept)])
            if met.size and float((met[:, 0] - met[:, 1]).max()) > ONLY_TOLD:
                yield sentence[:60]

    def _leaks(self, sentence: str) -> bool:
        """Whether a sentence repeats a stretch of the prompt, or the key."""
        letters = plain(sentence)
        for secret in self._secrets:
            if len(secret) < 2 * _LEAKED:
                if secret in letters:
                    return True
                continue
            size = min(_LEAKED, 14 if re.search(r"[\u3400-\u9fff]", secret) else _LEAKED)
            for start in range(max(1, len(letters) - size + 1)):
                if len(letters) >= size and letters[start : start + size] in secret:
                    return True
        return False

    def _is_foreign(self, sentence: str) -> bool:
        """Whether a sentence of some length is in another language than the question."""
        wanted = self._question.language
        sentence = _QUOTED.sub(" ", sentence)
        if len(content_words(sentence)) < 4:
            return False
        written = question_language(sentence)
        if written in _SCRIPTS or wanted in _SCRIPTS:
            letters = _SCRIPTS.get(written)
            return written != wanted and not (letters and letters.search(self._question.asked))
        return written != wanted and _stop_words(sentence, written) >= 2 > _stop_words(
            sentence, wanted
        )

    def _is_grounded(self, sentence: str, evidence: Sequence[str]) -> bool:
        """Whether the evidence speaks of it; what it says again of the question counts by half."""
        if self._question.language not in _READ:
            return self._shares(sentence, "\n".join(evidence))
        matcher = Matcher(sentence, self._vectors)
        met = matcher.met([*evidence, self._asked])
        borne = float(matcher.covered(met[:, :-1].max(axis=1, keepdims=True))[0])
        said = float(matcher.covered(met.max(axis=1, keepdims=True))[0])
        return borne >= BORNE and said >= GROUNDED

    def _is_on_topic(self, sentence: str) -> bool:
        about = f"{self._asked}\n{without_instructions(self._draft)}"
        if self._question.language in _READ:
            one, other = (
                Matcher(sentence, self._vectors),
                Matcher(self._question.text, self._vectors),
            )
            held = float(one.covered(one.met([about]))[0])
            asked = float(other.covered(other.met([sentence]))[0])
            return max(held, asked) >= ON_TOPIC
        return self._shares(sentence, about)

    def _shares(self, sentence: str, text: str) -> bool:
        """Whether a sentence has a number, or the stem of a word, in common with a text."""
        readable = self._expand(sentence).text()
        letters = plain(text)
        words = re.findall(r"[^\W_]{4,}|\d+", f"{sentence} {readable}")
        words += re.findall(r"[\u3400-\u9fff]{2}", readable)
        return any(plain(word)[: max(4, len(word) - 2)] in letters for word in words)


_SMALL = {
    "en": "the of is are was were in for and to by has have with on at from this that".split(),
    "fr": "le la les des de du est sont dans pour et à par avec sur un une au aux que".split(),
    "es": "el la los las de del es son en para y por con una un que se al fue".split(),
}


def _stop_words(sentence: str, language: str) -> int:
    small = _SMALL.get(language, [])
    return sum(word in small for word in re.findall(r"[^\W\d_]+", sentence.lower()))


def _shouts(text: str) -> bool:
    """Whether a text is written in capitals."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    capital = [word for word in words if word.isupper()]
    return len(capital) >= _WORDS_SHOUTED and len(capital) * 2 > len(words)
