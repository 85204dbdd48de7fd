"""An assistant that answers as a test tells it to."""

from dataclasses import dataclass, field

from assistant.answer import Answer, Citation
from index.search import Index


@dataclass
class ScriptedAssistant:
    """Gives each question the answer written down for it; searches a real index."""

    index: Index
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, list]] = field(default_factory=list)
    threshold: float = 0.5

    def ask(self, question, history=None):
        self.asked.append((question, list(history or [])))
        return self.answers[question]

    def with_threshold(self, value):
        return self


def cite(document, quote, marker=1):
    return Citation(marker, document, "", ("报告",), None, None, quote)


def answered(question, text, *citations, short=None, searched=None):
    trace = {"searched": searched or question}
    return Answer(question, "zh", "answered", text, short, citations, 0.8, 0.02, trace=trace)


def refused(question, text="文件中没有说明。", citations=()):
    trace = {"searched": question}
    return Answer(question, "zh", "not_found", text, None, citations, 0.1, 0.01, trace=trace)
