"""House rules of the templates: nothing inline, nothing unstyled, nothing imported in vain."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from ptmb.domain.categories import DEFAULT_CATEGORIES
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.wording import CAUSE_WORDS, STATUS_WORDS

PACKAGE = Path(__file__).parents[2] / "ptmb"
TEMPLATES = PACKAGE / "templates"
STATIC = PACKAGE / "static"
PAGES = sorted(TEMPLATES.rglob("*.html"))
PARSER = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])

LONGEST = 120
TAG = r"\{\{.*?\}\}|\{%.*?%\}"
CLASS_ATTRIBUTE = re.compile(rf'\bclass="((?:{TAG}|[^"{{]|\{{(?![{{%]))*)"', re.S)
CLASS_BLOCK = re.compile(r"\{% block (?:\w+_class|shell) %\}(.*?)\{% endblock", re.S)
OUTCOME = re.compile(r"'([a-z][\w -]*)' if\b|\belse '([a-z][\w -]*)'")
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle="),
    "style element": re.compile(r"<style\b"),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)"),
    "event attribute": re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)="),
    "script as a value": re.compile(r"""["'](?:js|javascript):"""),
    "trigger filter": re.compile(r'hx-trigger="[^"]*\['),
    "|safe outside a component": re.compile(r"\|\s*safe\b"),
}
# Which argument of a macro names an icon.
ICON_ARGUMENT = {"icon": 0, "nav_link": 1, "notice": 1}


def name_of(page: Path) -> str:
    return str(page.relative_to(TEMPLATES))


def source_of(page: Path) -> str:
    """The template without its comments."""
    return re.sub(r"\{#.*?#\}", "", page.read_text("utf-8"), flags=re.S)


def shipped_classes() -> set[str]:
    sheets = [*(STATIC / "css").glob("*.css"), *(STATIC / "vendor").rglob("*.css")]
    text = "\n".join(sheet.read_text("utf-8") for sheet in sheets)
    return {name.replace("\\", "") for name in re.findall(r"\.(-?[a-zA-Z_](?:[\w-]|\\.)*)", text)}


def shipped_icons() -> set[str]:
    return set(re.findall(r'symbol id="([^"]+)"', (STATIC / "vendor" / "icons.svg").read_text()))


def used_classes(source: str) -> Iterator[str]:
    """Class names as written; one that a value completes ends in a hyphen, as `tone-`."""
    for text in CLASS_ATTRIBUTE.findall(source) + CLASS_BLOCK.findall(source):
        for outcome in OUTCOME.findall(text):
            yield from "".join(outcome).split()
        for word in re.sub(TAG, "\0", text, flags=re.S).split():
            for part in re.split(r"\0(?=\0|$)", word.replace("-\0", "-")):
                yield from (piece for piece in part.split("\0") if piece)


def constants(node: nodes.Node) -> Iterator[str]:
    """The words an expression may become: a constant, or both ends of an if-else."""
    if isinstance(node, nodes.CondExpr):
        yield from constants(node.expr1)
        if node.expr2 is not None:
            yield from constants(node.expr2)
    elif isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value


def used_icons(tree: nodes.Template) -> Iterator[str]:
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name):
            continue
        position = ICON_ARGUMENT.get(call.node.name)
        if position is not None and len(call.args) > position:
            yield from constants(call.args[position])
        for keyword in call.kwargs:
            if keyword.key == "icon_name":
                yield from constants(keyword.value)


def imported(tree: nodes.Template) -> list[str]:
    found = []
    for line in tree.find_all(nodes.FromImport):
        found += [name if isinstance(name, str) else name[1] for name in line.names]
    return found


def names(tree: nodes.Template, *contexts: str) -> set[str]:
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx in contexts}


def called(tree: nodes.Template) -> set[str]:
    calls = tree.find_all(nodes.Call)
    return {call.node.name for call in calls if isinstance(call.node, nodes.Name)}


MACROS = {
    macro.name
    for page in (TEMPLATES / "components").rglob("*.html")
    for macro in PARSER.parse(page.read_text("utf-8")).find_all(nodes.Macro)
}


@pytest.mark.parametrize("template", PAGES, ids=name_of)
def test_every_class_is_in_the_shipped_css(template: Path) -> None:
    shipped = shipped_classes()

    def known(name: str) -> bool:
        return name in shipped or (
            name.endswith("-") and any(other.startswith(name) for other in shipped)
        )

    missing = {name for name in used_classes(source_of(template)) if not known(name)}
    assert not missing, "run tools/vendor.py --css, or add the class to its style sheet"


@pytest.mark.parametrize("template", PAGES, ids=name_of)
def test_nothing_is_inline(template: Path) -> None:
    source = source_of(template)
    in_component = template.parent.name == "components"
    found = [
        what
        for what, pattern in FORBIDDEN.items()
        if pattern.search(source) and not (in_component and what.startswith("|safe"))
    ]
    assert found == []


@pytest.mark.parametrize("template", PAGES, ids=name_of)
def test_every_icon_is_in_the_sprite(template: Path) -> None:
    missing = set(used_icons(PARSER.parse(template.read_text("utf-8")))) - shipped_icons()
    assert not missing, "run tools/vendor.py --css"


def test_every_icon_of_the_domain_is_in_the_sprite() -> None:
    named = {category.icon for category in DEFAULT_CATEGORIES}
    named |= {STATUS_WORDS[status].icon for status in Status}
    named |= {CAUSE_WORDS[cause].icon for cause in Cause}
    assert named - shipped_icons() == set()


@pytest.mark.parametrize("template", PAGES, ids=name_of)
def test_macros_are_imported_where_they_are_used_and_only_there(template: Path) -> None:
    tree = PARSER.parse(template.read_text("utf-8"))
    own = {macro.name for macro in tree.find_all(nodes.Macro)} | names(tree, "store", "param")
    brought = set(imported(tree))
    assert brought - names(tree, "load") == set(), "imported in vain"
    assert (called(tree) & MACROS) - brought - own == set(), "used without an import"


@pytest.mark.parametrize("template", PAGES, ids=name_of)
def test_a_template_is_short(template: Path) -> None:
    assert len(template.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("template", PAGES, ids=name_of)
def test_every_asset_named_in_a_template_exists(template: Path) -> None:
    named = re.findall(r"""asset\(["']([^"']+)["']\)""", source_of(template))
    assert [name for name in named if not (STATIC / name).is_file()] == []
