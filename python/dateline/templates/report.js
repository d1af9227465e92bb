"use strict";
// Every word of the corpus reaches the page as text (textContent), never as HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const many = (count) => count.toLocaleString("en");

function element(name, options = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (key === "class") made.className = value;
    else made.setAttribute(key, value);
  }
  for (const child of children) if (child !== null && child !== undefined) made.append(child);
  return made;
}

function table(heads, rows) {
  const line = (cells, name) => element("tr", {}, ...cells.map((cell, place) => {
    const shown = typeof cell === "number" ? (Number.isInteger(cell) ? many(cell) : cell.toFixed(2)) : cell;
    return element(name, typeof cell === "number" || heads[place].startsWith("#") ? { class: "number" } : {}, shown ?? "");
  }));
  const head = line(heads.map((name) => name.replace(/^#/, "")), "th");
  heads.forEach((name, place) => { if (name.startsWith("#")) head.children[place].className = "number"; });
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows.map((row) => line(row, "td"))));
}

function empty(text) { return element("p", { class: "faint" }, text); }

function title(article) {
  if (article === null || article === undefined) return "";
  return data.articles.title[article] || data.articles.article_id[article] || "";
}

// The sentence of a row, with marks; places count code points, JavaScript counts otherwise.
function sentence(row, marks) {
  const letters = Array.from(row.sentence || "");
  const from = row.sentence_start || 0;
  const line = element("p", {});
  let at = 0;
  const places = marks.filter(([start]) => start !== null && start !== undefined)
    .map(([start, end, kind]) => [start - from, end - from, kind])
    .filter(([start, end]) => start >= 0 && end <= letters.length && start < end)
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  for (const [start, end, kind] of places) {
    if (start < at) continue;
    line.append(letters.slice(at, start).join(""), element("mark", { class: kind, title: kind }, letters.slice(start, end).join("")));
    at = end;
  }
  line.append(letters.slice(at).join(""));
  return line;
}

// What one article says: its words, and who prints them.
function says(article, line) {
  return element("div", {}, line, element("p", { class: "faint" }, [title(article), data.articles.outlet[article], data.articles.published[article]].filter(Boolean).join(" · ")));
}

// A long table: searched, shown a piece at a time; with `open`, each row opens what it rests on.
function browser(place, columns, cells, heads, open, words, none = "None.") {
  const height = (columns[Object.keys(columns)[0]] || []).length;
  const at = (row) => Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]]));
  if (!height) { place.append(empty(none)); return; }
  // The words to search are gathered when somebody searches: a page that is only read opens without them.
  let text = null;
  const gather = () => Array.from({ length: height }, (_, row) =>
    [...words.map((name) => columns[name][row]), title(columns.article?.[row])].join(" ").toLowerCase());
  const search = element("input", { type: "search", placeholder: "search", "aria-label": `search ${height} rows` });
  const told = element("span", { class: "faint", role: "status" });
  const body = element("tbody");
  const more = element("button", { type: "button" }, "more");
  let hits = [];
  let shown = 0;
  const toggle = (line, row) => {
    const next = line.nextElementSibling;
    if (next && next.classList.contains("opened")) { next.remove(); line.setAttribute("aria-expanded", "false"); return; }
    line.setAttribute("aria-expanded", "true");
    line.after(element("tr", { class: "opened" }, element("td", { colspan: String(heads.length) }, open(at(row)))));
  };
  const extend = () => {
    const piece = document.createDocumentFragment();
    for (const row of hits.slice(shown, shown + 100)) {
      const line = element("tr", open ? { class: "row", tabindex: "0", "aria-expanded": "false" } : {}, ...cells(at(row)).map((cell, place) => {
        const shown = typeof cell === "number" ? (Number.isInteger(cell) ? many(cell) : cell.toFixed(2)) : cell;
        return element("td", heads[place].startsWith("#") ? { class: "number" } : {}, shown ?? "");
      }));
      piece.append(line);
      if (!open) continue;
      line.addEventListener("click", () => toggle(line, row));
      line.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(line, row); } });
    }
    shown = Math.min(shown + 100, hits.length);
    body.append(piece);
    more.hidden = shown >= hits.length;
    told.textContent = `${many(shown)} of ${many(hits.length)} rows`;
  };
  const find = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits = [];
    if (wanted.length) text ??= gather();
    for (let row = 0; row < height; row++) if (wanted.every((word) => text[row].includes(word))) hits.push(row);
    shown = 0;
    body.replaceChildren();
    extend();
  };
  search.addEventListener("input", find);
  more.addEventListener("click", extend);
  const head = element("tr", {}, ...heads.map((name) => element("th", name.startsWith("#") ? { scope: "col", class: "number" } : { scope: "col" }, name.replace(/^#/, ""))));
  place.append(element("div", { class: "tools" }, search, told), element("table", {}, element("thead", {}, head), body), more);
  find();
}

const side = (row, name) => {
  const country = row[`${name}_country`];
  return [row[name], country && `(${country})`].filter(Boolean).join(" ") || "–";
};
const tone = (quad) => (quad <= 2 ? "cooperation" : "conflict");

function timeline(place, months) {
  if (!months.length) { place.append(empty("No event has a date.")); return; }
  const most = Math.max(...months.map((month) => Math.max(month[1], month[2])));
  const width = 1000, half = 70, step = width / months.length;
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${half * 2 + 20}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `events a ${data.step} from ${months[0][0]} to ${months.at(-1)[0]}: cooperation above, conflict below`);
  months.forEach(([month, good, bad], at) => {
    for (const [count, kind] of [[good, "cooperation"], [bad, "conflict"]]) {
      const high = (half - 4) * count / most;
      const bar = document.createElementNS(name, "rect");
      const places = { x: at * step, y: kind === "cooperation" ? half - high : half, width: Math.max(step - 1, 1), height: high, class: kind };
      for (const [key, value] of Object.entries(places)) bar.setAttribute(key, String(value));
      const note = document.createElementNS(name, "title");
      note.textContent = `${month}: ${count} ${kind}`;
      bar.append(note);
      svg.append(bar);
    }
  });
  for (const [at, anchor] of [[0, "start"], [months.length - 1, "end"]]) {
    const label = document.createElementNS(name, "text");
    label.setAttribute("x", String(at ? width : 0));
    label.setAttribute("y", String(half * 2 + 16));
    label.setAttribute("text-anchor", anchor);
    label.textContent = months[at][0];
    svg.append(label);
  }
  place.append(svg, element("p", { class: "faint" }, element("span", { class: "cooperation" }, "cooperation"), " above, ",
    element("span", { class: "conflict" }, "conflict"), ` below, by ${data.step} of the event; the tallest bar is ${many(most)}`));
}

byId("summary").textContent = `dateline ${data.version}: ` + Object.entries(data.counts).map(([name, count]) => `${many(count)} ${name}`).join(", ");

const input = byId("input-body");
if (data.inputs.length) input.append(element("p", {}, "From ", data.inputs.join(", "), "."));
input.append(element("p", {}, data.dropped.length ? `${many(data.dropped.length)} of ${many(data.counts.articles)} documents gave no text:` : `All ${many(data.counts.articles)} documents gave text.`));
if (data.dropped.length) input.append(table(["document", "why"], data.dropped.slice(0, 200)));
if (data.dropped.length > 200) input.append(empty(`and ${many(data.dropped.length - 200)} more; see articles.parquet`));
input.append(element("div", { class: "columns" },
  element("div", {}, element("h3", {}, "Remarks on documents"), data.issues.length ? table(["remark", "#documents"], data.issues) : empty("None.")),
  element("div", {}, element("h3", {}, "Taken out of the text"), data.furniture.length ? table(["kind", "#pieces"], data.furniture) : empty("Nothing."))));

timeline(byId("timeline"), data.months);
const remark = (row) => [row.modality, row.polarity === "negated" ? "negated" : null].filter((word) => word && word !== "actual").join(", ");
browser(byId("events-body"), data.events,
  (row) => [row.date, side(row, "source"), element("span", { class: tone(row.quad) }, [row.event, row.mode].filter(Boolean).join(" ")), side(row, "target"), row.trigger, remark(row)],
  ["date", "source", "event", "target", "words", "told as"],
  (row) => element("div", {},
    sentence(row, [[row.source_start, row.source_end, "source"], [row.target_start, row.target_end, "target"], [row.trigger_start, row.trigger_end, "trigger"]]),
    element("p", { class: "faint" }, `${title(row.article)} · ${data.articles.article_id[row.article] ?? ""} · characters ${row.start} to ${row.end} · CAMEO ${row.cameo ?? "–"} · Goldstein ${row.goldstein ?? "–"} · rule ${row.rule}`)),
  ["date", "event", "mode", "source", "source_country", "target", "target_country", "trigger", "modality", "polarity", "place", "sentence"]);
if (data.counts.events > data.limit) byId("events-body").append(empty(`The first ${many(data.limit)} of ${many(data.counts.events)}; see events.parquet.`));

byId("dyads-body").append(data.dyads.length ? table(["source", "target", "#cooperation", "#conflict", "#events"], data.dyads) : empty("No event between two countries."));

byId("quotes-body").append(element("div", { class: "columns" }, element("div", {}, element("h3", {}, "Most quoted"), data.speakers.length ? table(["speaker", "#quotes"], data.speakers.slice(0, 15)) : empty("Nobody."))));
const quotes = element("div");
byId("quotes-body").append(quotes);
browser(quotes, data.quotes,
  (row) => [row.speaker_name || row.speaker || "–", row.text, row.kind, row.cue],
  ["speaker", "words", "kind", "cue"],
  (row) => element("div", {},
    sentence(row, [[row.speaker_start, row.speaker_end, "source"], [row.cue_start, row.cue_end, "trigger"]]),
    element("p", { class: "faint" }, `${title(row.article)} · ${data.articles.article_id[row.article] ?? ""} · characters ${row.start} to ${row.end} · rule ${row.rule}`)),
  ["speaker", "speaker_name", "text", "kind", "cue", "sentence"]);

const place = new Map(data.articles.article_id.map((key, at) => [key, at]));
const column = (rows, at) => rows.map((row) => row[at]);
browser(byId("stories-body"), { story: column(data.stories, 0), article: data.stories.map(([, key]) => place.get(key)) },
  (row) => [String(row.story), title(row.article), data.articles.outlet[row.article], data.articles.published[row.article]],
  ["story", "article", "outlet", "published"], null, [], "No story told by more than one article.");
const [cluster, copy, from, relation, similarity, containment, novel] = [0, 1, 2, 3, 4, 5, 6].map((at) => column(data.copies, at));
browser(byId("copies-body"), { cluster, article: copy.map((key) => place.get(key)), from, relation, similarity, containment, novel },
  (row) => [String(row.cluster), title(row.article), row.relation, row.from === null ? "" : title(place.get(row.from)), row.similarity, row.containment, row.novel],
  ["cluster", "article", "relation", "copy of", "#similarity", "#containment", "#new"], null, ["relation"], "No copies.");

browser(byId("entities-body"), data.entities,
  (row) => [row.name, row.kind, row.country, row.roles, row.variants === row.name ? "" : row.variants, row.articles, row.mentions],
  ["name", "kind", "country", "roles", "also written", "#articles", "#mentions"], null, ["name", "variants", "kind", "country", "roles"], "Nobody.");
browser(byId("claims-body"), data.claims,
  (row) => [row.text, row.kind, row.articles, row.sources],
  ["words", "kind", "#articles", "#independent sources"],
  (row) => element("div", { class: "columns" }, ...row.carriers.map((article, at) => says(article, element("p", {}, row.words[at])))),
  ["text", "kind"], "No claim is carried by more than one article.");
browser(byId("disagreements-body"), data.disagreements,
  (row) => [row.kind, row.value_a, row.value_b, row.change ? "update" : "", row.sources_a, row.sources_b],
  ["about", "one side", "the other", "", "#sources", "#sources"],
  (row) => element("div", { class: "columns" }, ...["a", "b"].map((side) => says(row[`number_${side}`],
    sentence({ sentence: row[`text_${side}`], sentence_start: row[`start_${side}`] }, [[row[`value_start_${side}`], row[`value_end_${side}`], "trigger"]])))),
  ["kind", "value_a", "value_b", "text_a", "text_b"], "None found.");
