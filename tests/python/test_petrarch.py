"""PETRARCH dictionaries of the user's own: read as they are, told what is left out, coded as they say."""

from __future__ import annotations

from pathlib import Path

import dateline as dl
import polars as pl
import pytest

ACTORS = """# made up
FREEDONIA_ [FRE]
+FREEDONIAN_
SYLVANIA_ [SYL]
KARLA_HOLM_ [FREELI]
    [FREGOV 100101-120101]
NORTHERN_PACT_ [IGONPA >991301]
"""
AGENTS = """!PERSON! = MAN, MEN
SOLDIER [~MIL]
POLICE!PERSON! [~COP]
PRESIDENT [~GOV]
RED_LANTERN {} [NGO~]
"""
VERBS = """&GOODS_
+GRAIN
+MEDICINE

--- DELIVER [070] ---
DELIVER
+HAND_OVER {HANDED_OVER HANDING_OVER HANDS_OVER}
- * &GOODS [073]
- NOT * [120]

--- CONFER [040:041] ---
CONFER {CONFERRED}

--- ATTACK [190] ---
ATTACK
~ a (a b ATTACK) SAY = a b 015
- A B [191]
"""
PETRARCH2 = """--- STAGE [---] ---
STAGE
- * {HUNGER STRIKE} (AGAINST GOVERNMENT) [1421]
- * {MOCK ATTACK} [150]
"""


@pytest.fixture
def write(tmp_path: Path):
    def write(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def actors(write) -> dl.Actors:
    return dl.Actors.from_petrarch([write("actors.txt", ACTORS), write("agents.txt", AGENTS)])


@pytest.fixture
def verbs(write) -> dl.Verbs:
    return dl.Verbs.from_petrarch(write("verbs.txt", VERBS))


def coded(text: str, actors: dl.Actors, verbs: dl.Verbs, published: str = "2011-05-01") -> list[tuple]:
    frame = pl.DataFrame({"text": [text], "published": [published]})
    return dl.events(frame, actors=actors, verbs=verbs).select("source_code", "target_code", "cameo").rows()


def test_a_pattern_with_a_synonym_set_decides_the_code(actors, verbs):
    assert coded("Freedonia delivered grain to Sylvania.", actors, verbs) == [("FRE", "SYL", "073")]


def test_the_code_of_the_verb_counts_where_no_pattern_fits(actors, verbs):
    assert coded("Freedonia delivered letters to Sylvania.", actors, verbs) == [("FRE", "SYL", "070")]


def test_words_before_the_verb(actors, verbs):
    assert coded("Freedonia did not deliver letters to Sylvania.", actors, verbs) == [("FRE", "SYL", "120")]


def test_two_codes_are_two_events(actors, verbs):
    found = coded("Freedonia conferred with Sylvania.", actors, verbs)
    assert found == [("FRE", "SYL", "040"), ("SYL", "FRE", "041")]


def test_a_passive_turns_the_sides(actors, verbs):
    assert coded("Freedonia was attacked by Sylvania.", actors, verbs) == [("SYL", "FRE", "190")]


def test_agents_add_to_the_code(actors, verbs):
    found = coded("Freedonian soldiers attacked policemen in Sylvania.", actors, verbs)
    assert found == [("FREMIL", "SYLCOP", "190")]


def test_the_day_of_the_article_decides_the_code_of_an_actor(actors, verbs):
    text = "Karla Holm attacked Sylvania."
    assert coded(text, actors, verbs, "2011-05-01") == [("FREGOV", "SYL", "190")]
    assert coded(text, actors, verbs, "2015-05-01") == [("FREELI", "SYL", "190")]


def test_petrarch2_patterns(actors, write):
    verbs = dl.Verbs.from_petrarch(write("second.txt", PETRARCH2))
    found = coded("Freedonia staged a mock naval attack near Sylvania.", actors, verbs)
    assert found == [("FRE", "SYL", "150")]
    assert coded("Freedonia staged a play near Sylvania.", actors, verbs) == []


def test_what_is_left_out_is_told_with_its_line(verbs, actors):
    assert [(line.line, line.reason) for line in verbs.unsupported] == [
        (16, "a transformation of one event into another"),
        (17, "a pattern without the verb's place (*)"),
    ]
    assert verbs.patterns == 2
    assert [(Path(problem.file).name, problem.line) for problem in actors.problems] == [("actors.txt", 7)]


def test_rows_name_the_line_of_the_pattern(actors, verbs):
    frame = pl.DataFrame({"text": ["Freedonia delivered grain to Sylvania."]})
    assert dl.events(frame, actors=actors, verbs=verbs)["rule"].to_list() == ["line 8: * &GOODS"]


def test_actors_alone_make_names_known_to_our_patterns(write):
    actors = dl.Actors.from_petrarch(write("one.txt", "KARLA_HOLM_ [ISLGOV]\n"))
    frame = pl.DataFrame({"text": ["Karla Holm condemned Norway."], "published": ["2011-05-01"]})
    assert dl.events(frame, actors=actors).select("source_country", "event").rows() == [("ISL", "ACCUSE")]


def test_verbs_without_actors_are_a_wrong_option(verbs):
    with pytest.raises(dl.OptionError, match="actors="):
        dl.events(["Freedonia attacked Sylvania."], verbs=verbs)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        dl.Verbs.from_petrarch(tmp_path / "none.txt")
    with pytest.raises(FileNotFoundError):
        dl.Actors.from_petrarch(tmp_path / "none.txt")


def test_without_dictionaries_there_are_no_codes():
    found = dl.events(["Norway condemned Chad."])
    assert found.select("source_code", "target_code").row(0) == (None, None)


def test_a_file_of_another_format_is_told(write):
    table = write("holders.tsv", "# columns: name\tcountry\nKari Holm\tNOR\n")
    with pytest.raises(dl.OptionError, match=r"holders\.tsv: no line is in PETRARCH's format"):
        dl.Actors.from_petrarch(table)
    both = dl.Actors.from_petrarch([write("actors.txt", ACTORS), table])
    assert Path(both.problems[-1].file).name == "holders.tsv"
