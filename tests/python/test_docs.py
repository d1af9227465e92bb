"""Every public name says what it takes, gives and raises, with an example that runs; the stub agrees with the module."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import dateline as dl
import pytest
from dateline import _core, expr, namespace, schema

ROOT = Path(__file__).parents[2]
MODULES = ("expr", "namespace", "schema")
NAMES = [name for name in dl.__all__ if not name.startswith("_") and name not in MODULES]
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(dl, name))]
CLASSES = [name for name in NAMES if inspect.isclass(getattr(dl, name))]
ERRORS = [name for name in CLASSES if issubclass(getattr(dl, name), Exception)]
#: A function that names another for its arguments must name one that explains them.
LIKE = re.compile(r"Arguments and errors are those of `(\w+)`|as `(\w+)`, but")


def examples(text):
    return doctest.DocTestParser().get_examples(text or "")


def test_everything_public_is_found_and_listed():
    assert len(FUNCTIONS) + len(CLASSES) == len(NAMES)
    assert sorted(dl.__all__) == dir(dl)
    typed = inspect.getsource(importlib.import_module("dateline")).split("if TYPE_CHECKING:")[1].split("\n#:")[0]
    for name in NAMES:
        if name not in ERRORS:
            assert re.search(rf"\b{name}\b", typed), f"{name} is hidden from type checkers"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_explains_itself(name):
    function = getattr(dl, name)
    text = inspect.getdoc(function) or ""
    assert text.splitlines()[0].endswith(".")
    assert examples(text), "no example"
    like = LIKE.search(text)
    if like:
        assert (like[1] or like[2]) in FUNCTIONS
        return
    if name == "name_similarity":
        return  # An expression: two columns and no options, told in a paragraph.
    for section in ("Parameters", "Returns"):
        assert f"\n{section}\n---" in text, f"no {section}"
    told = text.split("Parameters\n")[1].split("\nReturns\n")[0]
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"(?m)^(?:\w+, )*{parameter}(?:, \w+)*$", told), f"{parameter} is not explained"


@pytest.mark.parametrize("name", [name for name in CLASSES if name not in ERRORS])
def test_a_class_and_its_methods_explain_themselves(name):
    kind = getattr(dl, name)
    assert inspect.getdoc(kind)
    for member, value in vars(kind).items():
        if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
            assert inspect.getdoc(value), f"{name}.{member}"


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_says_when_it_is_raised(name):
    text = getattr(dl, name).__doc__
    assert text
    assert text.strip()


def public():
    """Every name that users may write, with its methods."""
    for name in NAMES:
        value = getattr(dl, name)
        yield name, value
        if name in FUNCTIONS or name in ERRORS:
            continue
        for member, inner in vars(value).items():
            inner = getattr(inner, "__func__", inner)
            if not member.startswith("_") and (inspect.isfunction(inner) or isinstance(inner, property)):
                yield f"{name}.{member}", inner
    for module in (expr, schema):
        for name in module.__all__:
            if callable(getattr(module, name)):
                yield f"{module.__name__}.{name}", getattr(module, name)
    for name, value in vars(namespace.Dateline).items():
        if not name.startswith("_"):
            yield f"Dateline.{name}", value


PUBLIC = dict(public())


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_an_example_and_tells_its_errors(name):
    text = inspect.getdoc(PUBLIC[name]) or ""
    assert examples(text), "no example"
    assert re.search(r"\b[Rr]aise[sd]?\b|[Ee]rrors are those of", text), "nothing about errors"
    if inspect.isfunction(PUBLIC[name]):
        assert re.search(r"\b[Rr]eturns?\b|A row per", text), "nothing about what comes out"


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name in schema.FRAMES])
def test_a_call_names_columns_of_its_frame(name):
    told = set(re.findall(r"`(\w+)`", inspect.getdoc(getattr(dl, name))))
    assert len(told & set(getattr(schema, name))) >= min(4, len(getattr(schema, name)))


@pytest.mark.parametrize("name", expr.__all__)
def test_an_expression_has_its_method(name):
    assert hasattr(namespace.Dateline, name)


def test_every_column_says_what_it_holds():
    for frame in _core.frame_schemas():
        for column in frame.columns:
            for one in (column, *column.fields):
                assert one.about.endswith("."), f"{frame.name}.{one.name}"
    assert schema.about()["about"].null_count() == 0


def test_the_stub_and_the_module_agree():
    pytest.importorskip("mypy")
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "dateline._core"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout


def test_guides_name_only_what_there_is():
    for path in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]:
        for name in set(re.findall(r"\bdl\.(\w+)", path.read_text("utf-8"))):
            assert name in dl.__all__, f"{path.name}: dl.{name}"


def test_pages_are_made_from_code_data_and_measurements(tmp_path, monkeypatch):
    sys.path.insert(0, str(ROOT / "scripts"))
    docs = importlib.import_module("docs")
    columns = docs.columns()
    for frame in schema.FRAMES:
        assert f"## {frame}" in columns
    api = docs.api()
    for name in NAMES:
        assert f":: dateline.{name}\n" in api, name
    assert "events/plv" not in docs.accuracy()
    assert "type of first event" in docs.accuracy()
    assert "patterns-ACCUSE" in dict(docs.patterns())
    assert "cues.tsv" in docs.lists()
