"""One answer from those to the parts of a question, and whether an answer falls short of one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.question import Question, bare
from assistant.reading.framing import whole
from assistant.refusals.detail import lacking
from assistant.wording import wording


def joined(answered: Sequence[tuple[Question, Draft]]) -> Draft:
    """One answer from those to the parts of a question.

    Args:
        answered: each part as understood and its answer, in the order asked; at least one.

    Returns:
        the answered parts in order, then what the documents do not answer, with the nearest that
        they say; the first refusal where no part is answered.
    """
    drafts = [draft for _, draft in answered]
    told = [draft for draft in drafts if draft.status == "answered"]
    if len(drafts) == 1 or not told:
        return drafts[0]
    sentences: dict[str, Sentence] = {}
    for draft in told:
        for sentence in draft.sentences:
            words = sentence.text.replace("**", "")
            known = sentences.setdefault(words, sentence)
            if sentence.text.count("**") > known.text.count(
                "**"
            ):  # the same line, more of it asked
                sentences[words] = sentence
    for question, draft in answered:
        if draft.status != "answered":
            phrases = wording(question.language)
            opening = phrases.not_found_part.format(question=bare(question.text))
            sentences[opening] = Sentence(opening)
            for sentence in draft.sentences[1:]:
                sentences.setdefault(sentence.text, sentence)
    shorts = list(dict.fromkeys(draft.short for draft in told if draft.short))
    return Draft(
        "answered",
        tuple(sentences.values()),
        "; ".join(shorts) or None,
        min(draft.confidence for draft in told),
        "+".join(draft.method for draft in drafts),
        tuple(candidate for draft in drafts for candidate in draft.candidates),
    )


def falls_short(question: Question, answer: Draft) -> bool:
    """Whether there is no answer, or one without some kind of detail that is asked for."""
    quotes = [support.quote for line in answer.sentences for support in line.supports]
    return answer.status != "answered" or bool(lacking(question, "\n".join(quotes)))


def of_another(question: Question, answer: Draft) -> bool:
    """Whether an answer stands on nothing of some year, rank or place that a question names."""
    hits = [support.hit for line in answer.sentences for support in line.supports]
    dated = [str(year) for hit in hits for year in hit.document.years]
    around = "\n".join([*map(whole, hits), *dated])
    bound = [c for c in question.constraints if c.kind in ("year", "ordinal", "place")]
    return not all(c.met(around) for c in bound)
