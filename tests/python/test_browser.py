"""report.html and shown pages in a real headless browser: opened, searched, read with the keyboard, attacked.

Skipped, and counted as skipped, where there is no Chromium: `apt-get install chromium`, or name one in CHROMIUM. A picture
of each page is kept in out/pictures for a person to look at.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import dateline as dl
import polars as pl
import pytest
from dateline import schema
from dateline.analysis import Analysis
from dateline.report import page

BROWSER = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium: apt-get install chromium, or set CHROMIUM")

PICTURES = Path(__file__).parents[2] / "out" / "pictures"
HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'> \"quoted\" & 'single' \u2028 </title>"
ARTICLES = 5_000
EVENTS = 10_000


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        # Containers run tests as root, where Chromium's own sandbox does not start.
        chromium = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser):
    """A tab that keeps what went wrong in it, and what it asked the network for."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, offline=True)
    opened = context.new_page()
    opened.errors = []
    opened.asked = []
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.on("console", lambda line: opened.errors.append(line.text) if line.type == "error" else None)
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("dialog", lambda dialog: (opened.errors.append("a dialog opened"), dialog.dismiss()))
    yield opened
    context.close()


def large():
    """An analysis of 5,000 articles and at least 10,000 events: the sample many times over, hostile words in places."""
    corpus = Path(dl.__file__).parent / "sample" / "corpus"
    found = dl.analyze(corpus, progress=False).frames()
    times = -(
        -max(ARTICLES * found["events"].height, EVENTS * found["articles"].height)
        // (found["articles"].height * found["events"].height)
    )
    frames = {}
    for name, frame in found.items():
        ids = [column for column, kind in schema._kinds(name).items() if kind == "article"]
        numbers = [column for column in ("cluster", "story", "claim") if frame.schema.get(column) == pl.UInt32]
        frames[name] = pl.concat(
            frame.with_columns(
                *(pl.concat_str(pl.lit(f"{copy}/"), column).alias(column) for column in ids),
                *(pl.col(column) + copy * 100_000 for column in numbers),
            )
            for copy in range(times)
        )
    keep = frames["articles"]["article_id"].head(ARTICLES).to_list()
    for name, frame in frames.items():
        ids = [column for column, kind in schema._kinds(name).items() if kind == "article"]
        frames[name] = frame.filter(pl.col(ids[0]).is_in(keep)) if ids else frame
    first = pl.int_range(pl.len()) < 3
    frames["articles"] = frames["articles"].with_columns(
        pl.when(first).then(pl.lit(HOSTILE)).otherwise("title").alias("title"),
        pl.when(first).then(pl.lit(HOSTILE)).otherwise("outlet").alias("outlet"),
    )
    frames["events"] = frames["events"].with_columns(
        pl.when(first).then(pl.lit(HOSTILE)).otherwise("source").alias("source"),
    )
    frames["quotes"] = frames["quotes"].with_columns(
        pl.when(first).then(pl.lit(HOSTILE)).otherwise("speaker_name").alias("speaker_name")
    )
    frames["sentences"] = frames["sentences"].with_columns(
        pl.when(first).then(pl.lit(HOSTILE)).otherwise("text").alias("text")
    )
    return Analysis(**frames)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    found = large()
    assert found.articles.height == ARTICLES
    assert found.events.height >= EVENTS
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page(found, [HOSTILE]), "utf-8")
    return path


def picture(tab, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=PICTURES / f"{name}.png")
    assert (PICTURES / f"{name}.png").stat().st_size > 10_000


def test_it_opens_within_two_seconds(tab, report):
    opened = []
    for _ in range(3):
        tab.goto(report.as_uri(), wait_until="load")
        tab.wait_for_selector("#events-body tr.row")
        opened.append(tab.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart"))
    assert min(opened) < 2_000, opened
    assert tab.errors == []
    picture(tab, "report")


def test_nothing_of_the_data_runs_and_nothing_is_asked_of_the_network(tab, report):
    tab.goto(report.as_uri())
    tab.wait_for_selector("#events-body tr.row")
    tab.locator("#events-body input").fill("window.hacked")
    for row in tab.locator("#events-body tr.row").all()[:3] + tab.locator("#quotes-body tr.row").all()[:3]:
        row.click()
    assert tab.evaluate("window.hacked") is None
    assert tab.locator("img, iframe, object, embed").count() == 0
    assert tab.locator("script").count() == 2
    assert HOSTILE.split("\u2028")[0].strip() in tab.locator("#events-body").inner_text()
    assert tab.asked == [report.as_uri()]
    assert tab.errors == []


def test_a_script_put_into_the_page_later_does_not_run(tab, report):
    tab.goto(report.as_uri())
    tab.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 3'; document.body.append(s); }"
    )
    assert tab.evaluate("window.hacked") is None


def test_rows_are_searched_and_opened_with_the_keyboard(tab, report):
    tab.goto(report.as_uri())
    search = tab.locator("#events-body input[type=search]")
    search.fill("COERCE")
    tab.wait_for_function("document.querySelector('#events-body [role=status]').textContent.includes(' of ')")
    rows = tab.locator("#events-body tr.row")
    assert 0 < rows.count() <= 100
    assert all("COERCE" in row for row in rows.all_inner_texts())
    first = rows.first
    first.focus()
    tab.keyboard.press("Enter")
    assert first.get_attribute("aria-expanded") == "true"
    opened = tab.locator("#events-body tr.opened").first
    assert "characters" in opened.inner_text()
    assert opened.locator("mark").count() > 0
    tab.keyboard.press("Enter")
    assert first.get_attribute("aria-expanded") == "false"
    search.fill("no such word anywhere")
    assert rows.count() == 0
    picture(tab, "report-searched")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_both_themes(browser, report, scheme, tmp_path):
    shown = dl.show("Norway condemned the raid by Freedonian rebels on Friday. “We waited,” said Kari Holm.")
    for name, path in (("report", report), ("show", shown.write(tmp_path / "show.html"))):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1000, "height": 700})
        opened = context.new_page()
        opened.goto(path.as_uri())
        element = "body" if name == "report" else ".dl-page"
        ink, paper = opened.eval_on_selector(
            element, "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
        )
        assert contrast(ink, paper) > 7, (name, scheme, ink, paper)
        picture(opened, f"{name}-{scheme}")
        context.close()


def contrast(*colours):
    """The contrast ratio of WCAG 2 between two colours."""

    def light(colour):
        parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted(map(light, colours), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_a_shown_article_opens_its_rows_on_hover_and_focus(tab, tmp_path):
    shown = dl.show({"text": f"Norway condemned Sweden on Friday. {HOSTILE}", "title": HOSTILE})
    tab.goto(shown.write(tmp_path / "show.html").as_uri())
    marks = tab.locator(".dl-mark[tabindex]")
    assert marks.count() >= 3
    tip = marks.first.locator("> .dl-tip")
    assert not tip.is_visible()
    marks.first.hover()
    assert tip.is_visible()
    tab.mouse.move(900, 600)
    assert not tip.is_visible()
    tab.keyboard.press("Tab")
    assert tip.is_visible()
    # A long panel is scrolled with the keyboard: it must not close when it is entered.
    tip.evaluate("panel => { panel.tabIndex = -1; panel.focus(); }")
    assert tip.is_visible()
    assert tab.evaluate("window.hacked") is None
    assert tab.errors == []
    picture(tab, "show")


def test_two_versions_and_an_explanation_are_shown(tab, tmp_path):
    tab.goto(
        dl.compare("Two men died in Orvik on Friday.", "Three men died in Orvik on Friday.")
        .write(tmp_path / "c.html")
        .as_uri()
    )
    tab.locator(".dl-figure").first.focus()
    assert tab.locator(".dl-figure > .dl-tip").first.is_visible()
    picture(tab, "compare")
    texts = ["Norway condemned the raid by Sweden on Friday."]
    tab.goto(dl.explain(dl.events(texts)[0], texts).write(tmp_path / "e.html").as_uri())
    assert tab.locator("svg path").count() > 3
    assert tab.errors == []
    picture(tab, "explain")
