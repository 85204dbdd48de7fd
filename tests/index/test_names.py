"""Names of places, languages and currencies in six languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.names import name_of, names_in, nationalities_in
from index.terms_of_field import matches


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("la Zambie et le Kirghizstan", "fr", {"赞比亚", "吉尔吉斯斯坦"}),
        ("en Bakú", "es", {"巴库"}),
        ("для Замбии и в Армении", "ru", {"赞比亚", "亚美尼亚"}),
        ("في زامبيا", "ar", {"赞比亚"}),
        ("in Guinea-Bissau", "en", {"几内亚比绍"}),
        ("圣基茨和尼维斯的预算", "zh", {"圣基茨和尼维斯"}),
        ("in Viet Nam and Lao PDR", "en", {"越南", "老挝"}),
        ("Iran (Islamic Republic of) and Côte d'Ivoire", "en", {"伊朗", "科特迪瓦"}),
        ("the Democratic Republic of the Congo", "en", {"刚果（金）"}),
        ("坦桑尼亚联合共和国和刚果(金)", "zh", {"坦桑尼亚", "刚果（金）"}),
        ("combien de francs pour la bulle ?", "fr", set()),
        ("a turkey in china", "en", set()),
    ],
)
def test_names_of_places(text: str, language: str, names: set[str]) -> None:
    assert {name_of(match.key, "zh") for match in names_in(text, language)} == names


@pytest.mark.parametrize(
    ("text", "language", "countries"),
    [
        ("the Chinese monitoring centre", "en", {"CN"}),
        ("la table ronde kirghize", "fr", {"KG"}),
        ("las autoridades brasileñas", "es", {"BR"}),
        ("in Swiss francs", "en", set()),
        ("en francs suisses", "fr", set()),
        ("the polish of a table", "en", set()),
    ],
)
def test_adjectives_of_countries(text: str, language: str, countries: set[str]) -> None:
    assert {match.key[1] for match in nationalities_in(text, language)} == countries


def test_a_question_without_names_does_not_load_them(tmp_path: Path) -> None:
    program = """
import sys
from index.search import Index
with Index.open(sys.argv[1], embedding="none") as index:
    index.search("How much was spent on broadband?")
    index.search("宽带花了多少钱？")
    assert not [name for name in sys.modules if name.startswith("babel")]
    index.search("How much was spent in Zambia?")
    assert "babel" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How many of them were women?", []),
        ("the income from tourism", []),
        ("a project of UN Women", ["UN", "UN Women"]),
        ("the rules of UN Tourism", ["UN", "UN Tourism"]),
    ],
)
def test_a_word_of_an_organisations_name_is_not_the_organisation(
    text: str, found: list[str]
) -> None:
    met = [text[one.start : one.end] for one in matches(text, "organisations", "en")]
    assert met == found
