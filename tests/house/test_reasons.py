"""Whoever switches a check off, or leaves a test out, says why on the same line."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.house.test_repository import ROOT, committed_files

_SWITCHED_OFF = re.compile(
    r"(?:noqa|type: ignore|pragma: no cover)"
    r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[a-z, -]+\])?(?P<reason>.*)"
)
_LEFT_OUT = {"skip", "skipif", "xfail", "importorskip"}


def without_a_reason(source: str) -> list[int]:
    """The lines on which a check is switched off or a test left out, and nothing says why."""
    return sorted({*_unexplained_comments(source), *_unexplained_omissions(ast.parse(source))})


def _unexplained_comments(source: str) -> Iterator[int]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        found = token.type == tokenize.COMMENT and _SWITCHED_OFF.search(token.string)
        if found and not re.search(r"[a-z]{2}", found["reason"]):
            yield token.start[0]


def _unexplained_omissions(tree: ast.Module) -> Iterator[int]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    explained = {id(call.func) for call in calls if _is_explained(call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _LEFT_OUT:
            of_pytest = ast.unparse(node.value) in {"pytest", "pytest.mark"}
            if of_pytest and id(node) not in explained:
                yield node.lineno


def _is_explained(call: ast.Call) -> bool:
    plain = ast.unparse(call.func) in {"pytest.skip", "pytest.xfail", "pytest.mark.skip"}
    return bool(plain and call.args) or any(one.arg == "reason" for one in call.keywords)


def test_every_exception_to_a_rule_has_its_reason() -> None:
    files = [path for path in committed_files() if path.suffix == ".py"]
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files
        for line in without_a_reason(path.read_text())
    ]

    assert len(files) > 300, "the list of files is not believable"
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "import gc  # {noqa}",
        "import gc  # {noqa}: E402",
        "import gc  # {noqa}: E402, F401",
        "x = y  # {ignore}",
        "x = y  # {ignore}[attr-defined]",
        "x = y  # {cover}",
        "pytest.skip()",
        "pytest.mark.skipif(x)",
        "pytest.mark.xfail",
        "pytest.importorskip('x')",
    ],
)
def test_an_exception_without_a_reason_is_found(line: str) -> None:
    # Put together here, so that this file is not its own finding.
    said = line.format(noqa="no" + "qa", ignore="type: " + "ignore", cover="pragma: " + "no cover")
    assert without_a_reason(said) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "import gc  # {noqa}: E402  views attach themselves",
        "x = y  # {ignore}[attr-defined]  # set by Flask-Login",
        "pytest.skip('only on SQLite')",
        "pytest.mark.skipif(x, reason='only on SQLite')",
        "'{noqa}'",
    ],
)
def test_an_exception_with_its_reason_is_not(line: str) -> None:
    said = line.format(noqa="no" + "qa", ignore="type: " + "ignore")
    assert without_a_reason(said) == []
