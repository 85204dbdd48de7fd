"""The shipped tokenizer: the compiled form cuts as the definition does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index import unigram
from index.unigram import COMPILED, SOURCE, UnigramTokenizer, compile_model

SHIPPED = Path(unigram.__file__).parent / "embedded"
TEXTS = [
    "数字化转型实验室于2023年1月25日在日内瓦成立，由电信发展局主任发起。",
    "Spectrum auctions raised 4.2 million francs, which the regulator spent on rural coverage.",
    "Où est l'École à Genève ? Ça coûte 5 € (№5)",
    "Международный союз электросвязи",
    "مؤتمر الاتحاد الدولي للاتصالات",
    "ＢＤＴ　Ｂｕｄｇｅｔ２０２４ ½ ﬁn",
    "WTDC-22/P2_draft  \n\t两行",
    "",
]


def test_the_compiled_form_cuts_as_the_definition_does() -> None:
    defined = Tokenizer.from_file(str(SHIPPED / SOURCE))
    expected = [e.ids for e in defined.encode_batch(TEXTS, add_special_tokens=False)]
    found = UnigramTokenizer(SHIPPED).encode(TEXTS)
    known = [[[i for i in ids if i] for ids in lists] for lists in (expected, found)]
    assert known[0] == known[1]
    assert all(len(ids) > 10 for ids in known[1][:2])


def test_the_shipped_form_is_of_the_shipped_definition(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / SOURCE, tmp_path)
    compile_model(tmp_path)
    assert (tmp_path / COMPILED).read_bytes() == (SHIPPED / COMPILED).read_bytes()


@pytest.mark.parametrize("state", ["missing", "of another definition"])
def test_without_a_fitting_compiled_form_the_definition_serves(tmp_path: Path, state: str) -> None:
    shutil.copy(SHIPPED / SOURCE, tmp_path)
    if state == "of another definition":
        shutil.copy(SHIPPED / COMPILED, tmp_path)
        (tmp_path / SOURCE).write_bytes((SHIPPED / SOURCE).read_bytes() + b" ")
        (tmp_path / COMPILED).write_bytes(b"x" * 1000)
    assert UnigramTokenizer(tmp_path).encode(TEXTS) == UnigramTokenizer(SHIPPED).encode(TEXTS)


def test_another_kind_of_tokenizer_is_refused(tmp_path: Path) -> None:
    (tmp_path / SOURCE).write_text('{"model": {"type": "BPE"}}')
    with pytest.raises(ValueError, match="no unigram model"):
        UnigramTokenizer(tmp_path)
