r"""News in, data out: clean articles, copies, quotes, events and stories, as Polars frames.

>>> import dateline as dl
>>> articles = dl.parse(["Talks end in Orvik\n\nORVIK (Norda) - Norway's minister said talks had ended."])
>>> articles["dateline_place"].to_list()
['Orvik']

Every row of every frame carries `article_id`, `start` and `end`: counts of characters in the `text` it was found
in, so that `text[start:end]` is what the row rests on.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline._core import (
    BugError,
    DatelineError,
    MissingColumnError,
    OptionError,
    WordListError,
    __version__,
)

if TYPE_CHECKING:
    from dateline import expr, namespace, schema
    from dateline._page import Page
    from dateline.analysis import Analysis, analyze
    from dateline.checking import agreement, sample_for_coding
    from dateline.chronicle import Story, story
    from dateline.comparing import alignments, dedup, stories
    from dateline.counting import count_events
    from dateline.dictionaries import Actors, Verbs
    from dateline.explaining import Explanation, explain
    from dateline.exporting import export_events
    from dateline.expr import name_similarity
    from dateline.finding import entities, events, mentions, quotes, sentences, times, tokens
    from dateline.indexing import DedupIndex
    from dateline.plotting import dyads, sources, timeline
    from dateline.reading import parse, read, scan
    from dateline.showing import show, show_tree
    from dateline.telling import claims, disagreements, provenance
    from dateline.versions import Comparison, compare

#: Where each public name lives. They are loaded at first use, and Polars with them: `import dateline` stays quick.
_HOMES = {
    "Actors": "dictionaries",
    "Analysis": "analysis",
    "agreement": "checking",
    "alignments": "comparing",
    "compare": "versions",
    "Comparison": "versions",
    "DedupIndex": "indexing",
    "count_events": "counting",
    "dyads": "plotting",
    "explain": "explaining",
    "Explanation": "explaining",
    "export_events": "exporting",
    "Page": "_page",
    "sample_for_coding": "checking",
    "show": "showing",
    "show_tree": "showing",
    "sources": "plotting",
    "timeline": "plotting",
    "Story": "chronicle",
    "analyze": "analysis",
    "claims": "telling",
    "dedup": "comparing",
    "entities": "finding",
    "disagreements": "telling",
    "events": "finding",
    "mentions": "finding",
    "quotes": "finding",
    "sentences": "finding",
    "times": "finding",
    "tokens": "finding",
    "stories": "comparing",
    "story": "chronicle",
    "Verbs": "dictionaries",
    "name_similarity": "expr",
    "parse": "reading",
    "provenance": "telling",
    "read": "reading",
    "scan": "reading",
}
_MODULES = ("expr", "namespace", "schema")

__all__ = [
    "Actors",
    "Analysis",
    "BugError",
    "Comparison",
    "DatelineError",
    "DedupIndex",
    "Explanation",
    "MissingColumnError",
    "OptionError",
    "Page",
    "Story",
    "Verbs",
    "WordListError",
    "__version__",
    "agreement",
    "alignments",
    "analyze",
    "claims",
    "compare",
    "count_events",
    "dedup",
    "disagreements",
    "dyads",
    "entities",
    "events",
    "explain",
    "export_events",
    "expr",
    "mentions",
    "name_similarity",
    "namespace",
    "parse",
    "provenance",
    "quotes",
    "read",
    "sample_for_coding",
    "scan",
    "schema",
    "sentences",
    "show",
    "show_tree",
    "sources",
    "stories",
    "story",
    "timeline",
    "times",
    "tokens",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        module = import_module(f"dateline.{name}")
        if name == "expr":
            import_module("dateline.namespace")
        return module
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    value = getattr(import_module(f"dateline.{_HOMES[name]}"), name)
    if "polars" in sys.modules:
        # `pl.col("text").dateline` is there as soon as anything of dateline was used.
        import_module("dateline.namespace")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
