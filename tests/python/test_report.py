"""report.html: self-contained, and nothing in the data can become part of the page."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import dateline as dl
import polars as pl
from dateline.report import page

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{data}} {{hash}} \u2028 &amp; \"'"


def data_of(text):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)[1])


def test_hostile_words_stay_words():
    frame = pl.DataFrame(
        {
            "article_id": [HOSTILE],
            "title": [HOSTILE],
            "text": [f"Norway condemned Sweden. {HOSTILE}"],
            "outlet": [HOSTILE],
        }
    )
    text = page(dl.analyze(frame), [HOSTILE])
    assert text.count("<script") == 2
    assert "<img" not in text
    data = data_of(text)
    assert data["inputs"] == [HOSTILE]
    assert data["articles"]["title"] == [HOSTILE]
    assert data["events"]["sentence"][0].startswith("Norway condemned Sweden.")


def test_only_our_script_may_run():
    text = page(dl.analyze([]))
    allowed = re.search(r"script-src 'sha256-([^']+)'", text)[1]
    script = text.rsplit("<script>", 1)[1].split("</script>")[0]
    assert allowed == base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert "innerHTML" not in script
    assert "http" not in re.sub(r'"http://www.w3.org/2000/svg"', "", script)
    assert not re.search(r'(?:src|href)="(?!#)', text)


def test_what_was_dropped_is_told():
    found = dl.analyze({"raw": ["", "The port of Orvik was closed on Friday."]})
    data = data_of(page(found))
    assert [row[0] for row in data["dropped"]] == ["0"]
    assert "empty" in data["dropped"][0][1]


def test_copies_are_listed():
    text = "The harbour of Orvik was closed on Friday after a tanker ran aground near the pier."
    data = data_of(page(dl.analyze([text, text, "Something else happened in a town far away on the coast."])))
    assert [row[3] for row in data["copies"]] == ["original", "exact"]


def test_claims_and_disagreements_stand_with_both_sides():
    frame = pl.DataFrame(
        {
            "article_id": ["a", "b"],
            "outlet": ["Orvik Post", "Tarn Herald"],
            "published": ["2024-05-04", "2024-05-04"],
            "text": [
                "Norway recalled its ambassador to Sweden on Friday. Storms killed 12 people in Orvik, police said.",
                "Norway recalled its ambassador to Sweden on Friday. Storms killed 15 people in Orvik, police said.",
            ],
        }
    )
    found = dl.analyze(frame)
    data = data_of(page(found))
    assert len(data["claims"]["text"]) == found.claims.filter(pl.col("articles") > 1)["claim"].n_unique() > 0
    assert sorted(data["claims"]["carriers"][0]) == [0, 1]
    rows = zip(data["disagreements"]["value_a"], data["disagreements"]["value_b"], strict=True)
    assert [sorted(row) for row in rows] == [["12 people", "15 people"]]
    assert "Orvik" in data["entities"]["name"]
