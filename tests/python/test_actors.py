"""Actors of the user's own, as a table."""

import json
import subprocess
import sys

import dateline as dl
import pytest

TABLE = """\
# our own names
name\tother_names\tkind\tcountry\trole\toffice\tsince\tuntil
Union of Orvik Pilots\tUOP|Orvik Pilots\torganization\tNOR\tLAB
Tamsin Oyelaran\t\tperson\tNGA\tGOV\tminister\t2011-01-01\t2014-12-31
Tamsin Oyelaran\t\tperson\tNGA\tBUS\t\t2015-01-01
the Quiet Ones\tQuiet Ones\tgroup\tFIN\tREB
"""
NEWS = "Members of the UOP met Tamsin Oyelaran in Paris. The Union of Orvik Pilots thanked Oyelaran."


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "actors.tsv"
    path.write_text(TABLE)
    return path


def named(published: str, table) -> dict[str, tuple]:
    frame = {"text": [NEWS], "published": [published]}
    rows = dl.mentions(frame, actors=dl.Actors.from_tsv(table)).select("text", "entity_id", "kind", "country", "role")
    return {text: (entity, kind, country, role) for text, entity, kind, country, role in rows.rows()}


def test_the_names_of_one_line_are_one_entity(table):
    found = named("2012-03-01", table)
    assert found["UOP"][1:] == ("organization", "NOR", "LAB")
    assert found["Union of Orvik Pilots"][0] == found["UOP"][0]
    assert found["Oyelaran"][0] == found["Tamsin Oyelaran"][0]


def test_the_day_decides_the_line(table):
    assert named("2012-03-01", table)["Tamsin Oyelaran"][3] == "GOV"
    assert named("2016-03-01", table)["Tamsin Oyelaran"][3] == "BUS"


def test_entities_have_the_name_of_the_list(table):
    found = dl.entities([NEWS, "UOP members voted."], actors=dl.Actors.from_tsv(table))
    row = found.filter(name="Union of Orvik Pilots").row(0, named=True)
    assert (row["articles"], row["country"], row["roles"]) == (2, "NOR", ["LAB"])


def test_events_know_them(table):
    found = dl.events(["The UOP accused Sweden of fraud."], actors=dl.Actors.from_tsv(table))
    assert found.select("source_country", "source_role").row(0) == ("NOR", "LAB")


def test_countries_of_a_petrarch_list_stay_places(tmp_path):
    path = tmp_path / "actors.txt"
    path.write_text("NORWAY_ [NOR]\nORVIK_GUILD_ [NORLAB]\n")
    found = dl.mentions(["The Orvik Guild met in Norway."], actors=dl.Actors.from_petrarch(path))
    assert ("Norway", "place", "NOR", None) in found.select("text", "kind", "country", "role").rows()
    assert ("NOR", "LAB") in found.select("country", "role").rows()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name\tland\nA\tB\n", "line 1: no column is called"),
        ("name\tcountry\nOrvik\tNorway\n", 'line 2: "Norway" is no alpha-3 code'),
        ("name\tsince\nOrvik\tMay\n", 'line 2: "May" is no day'),
        ("name\tsince\tuntil\nOrvik\t2012-01-01\t2011-01-01\n", "line 2: until"),
        ("", "line 1: no line with the names of the columns"),
    ],
)
def test_a_bad_line_is_named(tmp_path, content, told):
    path = tmp_path / "actors.tsv"
    path.write_text(content)
    with pytest.raises(dl.WordListError, match=told):
        dl.Actors.from_tsv(path)


def test_wrong_calls_are_told(table, tmp_path):
    with pytest.raises(FileNotFoundError):
        dl.Actors.from_tsv(tmp_path / "nothing.tsv")
    with pytest.raises(dl.OptionError, match="no path was given"):
        dl.Actors.from_tsv([])
    with pytest.raises(dl.OptionError, match="actors="):
        dl.mentions(["A text."], actors=str(table))


def test_the_command_line_takes_them(table, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    run = [sys.executable, "-m", "dateline", "mentions", "news.txt", "--actors", str(table), "--quiet"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert ("UOP", "LAB") in [(row["text"], row["role"]) for row in rows]
