"""Every word that a person reads is marked for translation where it is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ptmb"
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
MODULES = sorted((PACKAGE / "web").rglob("*.py"))

_NOT_TEXT = re.compile(
    r"\{#.*?#\}|\{\{.*?\}\}|"
    r"\{% block (?:\w+_class|referrer|enctype) %\}.*?\{% endblock.*?%\}|\{%.*?%\}",
    re.S,
)
_TAG = re.compile(r"<[^>]*>")
_READ_ALOUD = re.compile(r'\b(?:aria-label|alt|placeholder|title)="([^"]*)"')
_WORDS = re.compile(r"\b[A-Z][a-z]{2,}|(?<![\w-])[a-z]{3,} [a-z]{3,}(?![\w=-])")
_THE_SAME_EVERYWHERE = re.compile(
    r"\b(?:Ctrl|Enter|Esc|Instagram)\b|ID, Bahasa Indonesia|EN, English|PTM-_____-_____"
)
_SAYS_ITS_FIRST = re.compile(r"flash|.*Field|ValidationError|StopValidation")
_MARKS = ("_", "N_", "gettext", "lazy_gettext", "ngettext", "pgettext")


def unmarked_in(template: str) -> Iterator[str]:
    """Words between tags, or in what a screen reader says, that no `_()` holds."""
    bare = _NOT_TEXT.sub(" ", template)
    for text in [_TAG.sub("\n", bare), *_READ_ALOUD.findall(bare)]:
        yield from _WORDS.findall(_THE_SAME_EVERYWHERE.sub("", text))


def unmarked_calls(source: str) -> Iterator[str]:
    """Plain strings given to what shows them to a person: a label, a refusal, a flash."""
    for node in ast.walk(ast.parse(source)):
        said = _said_by(node)
        if isinstance(said, ast.Constant | ast.JoinedStr):
            yield ast.unparse(said)
        elif isinstance(node, ast.JoinedStr):
            yield from _hidden_in(node)


def _hidden_in(text: ast.JoinedStr) -> Iterator[str]:
    """A mark with its text inside an f-string, where the search for texts is blind."""
    for node in ast.walk(text):
        if isinstance(node, ast.Call) and _name(node.func) in _MARKS:
            yield from (ast.unparse(one) for one in node.args if isinstance(one, ast.Constant))


def _name(function: ast.expr) -> str:
    return str(getattr(function, "id", getattr(function, "attr", "")))


def _said_by(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.keyword) and node.arg == "message":
        return node.value
    if not isinstance(node, ast.Call) or not node.args:
        return None
    name = _name(node.func)
    if name == "Incomplete":
        return node.args[1]
    return node.args[0] if _SAYS_ITS_FIRST.fullmatch(name) else None


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_shows_no_word_that_is_not_marked(template: Path) -> None:
    assert list(unmarked_in(template.read_text("utf-8"))) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_view_or_form_says_nothing_that_is_not_marked(module: Path) -> None:
    assert list(unmarked_calls(module.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Lapor sekarang</p>",
        '<button type="submit">{{ icon("x") }}kirim lagi</button>',
        '<a href="/" aria-label="Kembali">{{ icon("x") }}</a>',
    ],
)
def test_a_forgotten_word_in_a_template_is_noticed(template: str) -> None:
    assert list(unmarked_in(template))


@pytest.mark.parametrize(
    "source",
    [
        'flash("Tersimpan.", "ok")',
        'StringField("Nama")',
        'raise ValidationError("Salah.")',
        'Length(max=3, message="Terlalu panjang.")',
        'Incomplete("phone", f"Isi {field}.")',
        """words = f"{count} {gettext('warga')}" """,
    ],
)
def test_a_forgotten_mark_in_python_is_noticed(source: str) -> None:
    assert list(unmarked_calls(source))
