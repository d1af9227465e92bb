"""Writes stories with planted copies, slips and updates, and their gold; the same for the same seed.

Each story is of one domain (`dev/*.toml`, `heldout/*.toml`): facts, each in several hand-written forms with slots. Slots
are filled anew for every story. The reports of a story are

* own reports: some of the facts, in an order of their own, each in a form drawn at random;
* copies: another report's sentences as they are, with a credit, the last ones cut;
* rewrites: another report's facts in its order, in other forms, a fact dropped, sometimes one added at the end.

A slip changes one slot of one fact in one report (and what derives from it): a figure, a year, a day, a name, a place,
a speaker, a "not", a dropped "reportedly". An update gives later reports a higher toll, or the act that was planned.
Other figures and dates of the same story stand around them unchanged. Rules are written while looking at `dev`;
`heldout` has other domains with other sentences and is only scored.
"""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
GIVEN = "Ada Jon Mara Pavel Lena Tomas Irene Hakob Sona Viktor Nadia Emil Clara Rolf Anahit Daniel Petra Oskar".split()
FAMILY = (
    "Moor Brandt Quill Harutyan Lund Novak Osei Varga Petrov Salo Kern Abela Dumas Holm Tarvin Ibarra Costa Welk Orlan Bertin"
).split()
OUTLETS = (
    "Halden Post|The Lindow Courier|Morning Ledger|Capital Herald|Border Gazette|Evening Mail|The Observer of Strand"
)
AGENCIES = "Norda|Baltic Wire|Ostpress"
WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
MONTHS = "January February March April May June July August September October November December".split()


@dataclass
class Person:
    office: str
    given: str
    family: str


@dataclass
class Slip:
    """One slot of one fact, told otherwise in some reports."""

    kind: str
    fact: str
    change: bool
    #: Article ids that tell it one way, and those that tell it the other way.
    told: dict[str, str] = field(default_factory=dict)
    #: The sentence that tells it, by article id.
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Report:
    id: str
    published: dt.datetime
    outlet: str
    agency: str | None
    derived_from: str | None
    kind: str
    #: Fact, its variant ("base", "slip", "negated", "hedged", "later"), the form's number, and what the slots say.
    points: list[tuple[str, str, int, dict]]
    text: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Story:
    id: str
    reports: list[Report]
    slips: list[Slip]
    #: What may be told, by id, as in the file of its domain.
    facts: dict


def stories(split: str, count: int = 60, seed: int = 1) -> list[Story]:
    """`count` stories of the domains of `split`, turn by turn."""
    domains = [(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in sorted((HERE / split).glob("*.toml"))]
    return [
        _story(f"{name}{number}", domain, random.Random(f"{seed} {split} {number}"))
        for number in range(count)
        for name, domain in [domains[number % len(domains)]]
    ]


def _story(name: str, domain: dict, rng: random.Random, told_before: Background | None = None) -> Story:
    happened = dt.date(2031, 1, 1) + dt.timedelta(days=rng.randrange(500))
    values = {slot: _draw(how, happened, rng) for slot, how in domain["slots"].items()}
    facts = {fact["id"]: fact for fact in domain["facts"]}
    domain_facts = list(facts)
    planted = _plant(facts, values, rng)
    if told_before:
        facts = facts | told_before.facts
    reports: list[Report] = []
    outlets = rng.sample(OUTLETS.split("|"), 7) + ["Strand Today"]
    for number in range(rng.randint(3, 8)):
        when = dt.datetime.combine(happened, dt.time(15)) + dt.timedelta(hours=5 * number + rng.randrange(4))
        kind = rng.choices(["own", "copy", "rewrite"], [6, 2, 3])[0] if number else "own"
        parent = rng.choice(reports) if kind != "own" else None
        report = Report(f"{name}-{number}", when, outlets[number], None, parent.id if parent else None, kind, [])
        if parent:
            report.points = _derived(parent, facts, kind, rng)
            report.agency = parent.agency if kind == "copy" else None
        else:
            report.points = _own({fact: facts[fact] for fact in domain_facts}, values, rng)
            report.agency = rng.choice(AGENCIES.split("|")) if rng.random() < 0.3 else None
            if told_before:
                told_before.add(report)
        late = number >= 2
        for plan in planted:
            plan.apply(report, facts, late, rng)
        _write(report, facts, rng)
        reports.append(report)
    slips = [slip for plan in planted if (slip := plan.gold(reports))]
    return Story(name, reports, slips, facts)


def _draw(how: dict, happened: dt.date, rng: random.Random):
    match how:
        case {"word": words}:
            return rng.choice(words)
        case {"number": [least, most]}:
            number = rng.randint(least, most)
            return number if number < 300 else number // 10 * 10
        case {"money": [least, most]}:
            return ("money", rng.randint(least, most))
        case {"year": [least, most]}:
            return ("year", rng.randint(least, most))
        case {"day": _}:
            return happened
        case {"person": office}:
            return Person(office, rng.choice(GIVEN), rng.choice(FAMILY))
    raise ValueError(how)


@dataclass
class Background:
    """What the reports of one story tell of the world they share with other stories."""

    facts: dict
    #: Fact, variant and values, as this story tells them.
    points: list[tuple[str, str, dict]]
    rng: random.Random

    def add(self, report: Report) -> None:
        """Two or three of the facts, somewhere behind the lead."""
        for fact, variant, values in self.rng.sample(self.points, self.rng.randint(2, 3)):
            form = self.rng.randrange(len(self.facts[fact][forms_of(variant)]))
            report.points.insert(self.rng.randint(2, len(report.points)), (fact, variant, form, values))


@dataclass
class Carried:
    """A fact of the background as one report tells it."""

    fact: str
    #: The report, its story, and its sentence.
    report: Report
    story: str
    span: tuple[int, int]
    #: What the slots say, and whether that is a slip, or the fact turned round since ("turned").
    told: str


def worlds(split: str, count: int = 6, seed: int = 1) -> tuple[list[Story], list[Carried]]:
    """Four stories in each of `count` worlds, and which reports carry which fact of their world.

    Stories of one world are weeks apart; their reports tell the same background, each in a form of its own. Of the
    facts that have slips, some story tells one or two otherwise; of those that may be turned, the later stories do.
    """
    domains = [(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in sorted((HERE / split).glob("*.toml"))]
    about = tomllib.loads((HERE / "background" / f"{split}.toml").read_text("utf-8"))
    told, carried = [], []
    for world in range(count):
        rng = random.Random(f"{seed} {split} world {world}")
        names = {slot: choices[world % len(choices)] for slot, choices in about["worlds"].items()}
        values = names | {slot: _draw(how, dt.date(2031, 1, 1), rng) for slot, how in about["slots"].items()}
        facts = {f"{world} {fact['id']}": fact for fact in about["facts"]}
        for number in range(4):
            ways = {fact: _way(facts[fact], values, number, rng) for fact in facts}
            points = [(fact, variant, said) for fact, (variant, said, _) in ways.items()]
            name, domain = domains[(world + number) % len(domains)]
            background = Background(facts, points, random.Random(f"{seed} {split} {world} {number} background"))
            story = _story(
                f"w{world}{name}{number}", domain, random.Random(f"{seed} {split} {world} {number}"), background
            )
            told.append(story)
            carried += [
                Carried(fact, report, story.id, report.spans[fact], ways[fact][2])
                for report in story.reports
                for fact, *_ in report.points
                if fact in facts
            ]
    return told, carried


def _way(fact: dict, values: dict, number: int, rng: random.Random) -> tuple[str, dict, str]:
    """How one story tells a fact of its world: variant, values, and a word for it."""
    slips = fact.get("slips", [])
    if "turn" in slips:
        return ("negated", values, "turned") if number >= 2 else ("base", values, "first")
    if fact.get("hedge"):
        return ("flat", values, "slip") if number == 3 else ("hedged", values, "first")
    if slips and number and rng.random() < 0.25:
        kind, slot = rng.choice(slips).split(":")
        if kind == "year":
            year = values[slot][1] + rng.choice([-10, -2, -1, 1, 2])
            return "slip", values | {slot: ("year", year)}, f"slip {year}"
        slipped = _slipped(kind, slot, values, rng)
        return "slip", values | {slot: slipped}, f"slip {slipped}"
    return "base", values, "first"


@dataclass
class Plan:
    """What one fact does in some reports."""

    kind: str
    fact: str
    change: bool
    variant: str
    slot: str | None = None
    value: object = None
    done: bool = False

    def apply(self, report: Report, facts: dict, late: bool, rng: random.Random) -> None:
        for place, (fact, variant, form, values) in enumerate(report.points):
            if fact != self.fact or variant == self.variant:
                continue
            if self.change:
                if not late or report.kind == "copy":
                    return
            elif self.done or not late and rng.random() < 0.5 or report.kind == "own" and rng.random() < 0.3:
                return
            values = values | ({self.slot: self.value} if self.slot else {})
            key = {"later": "later", "negated": "negated", "flat": "forms"}.get(self.variant, "")
            forms = facts[fact].get(key) if key else None
            if forms:
                form = rng.randrange(len(forms))
            report.points[place] = (fact, self.variant, form, values)
            self.done = True
            return

    def gold(self, reports: list[Report]) -> Slip | None:
        slip = Slip(self.kind, self.fact, self.change)
        for report in reports:
            for fact, variant, _, _ in report.points:
                if fact == self.fact:
                    slip.told[report.id] = "other" if variant == self.variant else "first"
                    slip.spans[report.id] = report.spans[fact]
        return slip if len(set(slip.told.values())) == 2 else None


def _plant(facts: dict, values: dict, rng: random.Random) -> list[Plan]:
    """One to three slips, and every update of the domain half of the time."""
    able = []
    for name, fact in facts.items():
        for slip in fact.get("slips", []):
            able.append((name, slip))
        if fact.get("hedge"):
            able.append((name, "hedge"))
    plans: list[Plan] = []
    for name, slip in rng.sample(able, len(able)):
        if len(plans) == 3 or any(plan.fact == name for plan in plans):
            continue
        kind, *slots = slip.split(":")
        match kind, slots:
            case "polarity", _:
                plans.append(Plan("polarity", name, False, "negated"))
            case "hedge", _:
                plans.append(Plan("modality", name, False, "flat"))
            case "speaker", [mine, other]:
                plans.append(Plan("speaker", name, False, "slip", mine, values[other]))
            case "year", [slot]:
                year = values[slot][1] + rng.choice([-10, -2, -1, 1, 2, 3])
                plans.append(Plan("date", name, False, "slip", slot, ("year", year)))
            case _, [slot]:
                plans.append(Plan(kind, name, False, "slip", slot, _slipped(kind, slot, values, rng)))
    for name, fact in facts.items():
        if rng.random() < 0.5 or any(plan.fact == name for plan in plans):
            continue
        if "update" in fact:
            slot, (least, most) = fact["update"]["slot"], fact["update"]["by"]
            plans.append(Plan("figure", name, True, "later", slot, values[slot] + rng.randint(least, most)))
        elif fact.get("plan"):
            plans.append(Plan("modality", name, True, "later"))
    return plans


def _slipped(kind: str, slot: str, values: dict, rng: random.Random):
    old = values[slot]
    if isinstance(old, Person):
        if rng.random() < 0.5:
            return Person(old.office, rng.choice([given for given in GIVEN if given != old.given]), old.family)
        return Person(old.office, old.given, rng.choice([family for family in FAMILY if family != old.family]))
    if isinstance(old, dt.date):
        return old + dt.timedelta(days=rng.choice([-31, -7, -3, -2, -1]))
    if isinstance(old, tuple):
        return (old[0], _other_number(old[1], rng))
    if isinstance(old, int):
        return _other_number(old, rng)
    return rng.choice([word for word in ("Orvik", "Tellin", "Marash Hill", "Dunmore", "Sarn") if word != old])


def _other_number(number: int, rng: random.Random) -> int:
    """A digit turned, doubled, or one off."""
    turned = int(str(number)[::-1])
    others = [turned, number * 10, number + rng.choice([1, 2, 3]), max(2, number - rng.choice([1, 2])), number + 30]
    return rng.choice([other for other in others if other != number and other > 1])


def _own(facts: dict, values: dict, rng: random.Random) -> list:
    lead = [name for name, fact in facts.items() if fact.get("lead")]
    rest = [name for name in facts if name not in lead]
    chosen = rng.sample(rest, rng.randint(5, len(rest) - 1))
    return [_point(facts[name], name, values, rng) for name in lead + chosen]


def _point(fact: dict, name: str, values: dict, rng: random.Random):
    variant, forms = ("hedged", fact["hedged"]) if fact.get("hedge") else ("base", fact["forms"])
    return (name, variant, rng.randrange(len(forms)), values)


def _derived(parent: Report, facts: dict, kind: str, rng: random.Random) -> list:
    points = list(parent.points)
    if kind == "copy":
        return points[: max(4, len(points) - rng.randrange(3))]
    if len(points) > 5:
        points.pop(rng.randrange(1, len(points)))
    rewritten = []
    for fact, variant, form, values in points:
        forms = facts[fact][forms_of(variant)]
        others = [number for number in range(len(forms)) if number != form] or [form]
        # A quotation is kept as it stands.
        rewritten.append((fact, variant, form if "“" in forms[form] else rng.choice(others), values))
    return rewritten


def forms_of(variant: str) -> str:
    return {"base": "forms", "slip": "forms", "flat": "forms"}.get(variant, variant)


def _write(report: Report, facts: dict, rng: random.Random) -> None:
    """Sentences into paragraphs of one or two; where each fact stands is kept."""
    named: set[str] = set()
    pieces: list[str] = []
    if report.agency:
        pieces.append(f"{rng.choice(['HALDEN', 'LONDON', 'PARIS', 'VIENNA'])} ({report.agency}) — ")
    for number, (fact, variant, form, values) in enumerate(report.points):
        sentence = _fill(facts[fact][forms_of(variant)][form], values, report, named)
        if number:
            pieces.append("\n\n" if rng.random() < 0.6 else " ")
        start = sum(map(len, pieces))
        pieces.append(sentence)
        report.spans[fact] = (start, start + len(sentence))
    report.text = "".join(pieces)


def _fill(form: str, values: dict, report: Report, named: set[str]) -> str:
    # Which way a day or a number is written hangs on the report, not on chance: an outlet has its house style.
    style = sum(map(ord, report.outlet)) % 4
    filled = form
    for slot, value in values.items():
        for tag in ("{%s}" % slot, "{%s.Cap}" % slot):
            if tag in filled:
                words = _words(value, style, report, named)
                filled = filled.replace(tag, words[0].upper() + words[1:] if tag.endswith(".Cap}") else words)
    return filled[0].upper() + filled[1:]


def _words(value, style: int, report: Report, named: set[str]) -> str:
    match value:
        case Person(office, given, family):
            full = f"{given} {family}"
            if full in named:
                return family
            named.add(full)
            return f"{office} {full}" if style % 2 or office[0].isupper() else f"{full}, the {office},"
        case dt.date():
            days = (report.published.date() - value).days
            if 0 < days < 6 and style < 2:
                return f"{value:%A}"
            if style == 2:
                return f"{MONTHS[value.month - 1]} {value.day}"
            return f"{value.day} {MONTHS[value.month - 1]}"
        case ("money", amount):
            return f"{amount} million dollars" if style == 3 else f"${amount} million"
        case ("year", year):
            return str(year)
        case int():
            if value <= 12 and style != 3:
                return WORDS[value]
            return f"{value:,}"
    return str(value)


if __name__ == "__main__":
    for told in stories("dev", 3):
        for report in told.reports:
            print(f"--- {report.id} {report.published} {report.outlet} {report.kind} <- {report.derived_from}")
            print(report.text)
        for slip in told.slips:
            print(slip)
