// Making elements, asking the API, and the few ways of writing numbers that all views share.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

export const html = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/** A titled card; `more` stands at the right of the title. */
export function card(title, more, ...children) {
  const id = `title-${title.toLowerCase().replace(/[^a-z]+/g, "-")}`;
  const heading = html("h2", { id }, title);
  return html("section", { "aria-labelledby": id }, html("div", { class: "head" }, heading, ...(more ? [more] : [])), ...children);
}

/** A table that scrolls by itself; a head that begins with # is a column of numbers. */
export function table(heads, rows, options = {}) {
  const number = (i) => (heads[i]?.startsWith("#") ? "number" : undefined);
  const row = (cells) => {
    const tr = html("tr", {}, ...cells.map((cell, i) => html("td", { class: number(i) }, cell ?? "")));
    return tr;
  };
  return html("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": options.label },
    html("table", { class: options.class },
      html("thead", {}, html("tr", {}, ...heads.map((head, i) => html("th", { scope: "col", class: number(i) }, head.replace(/^#/, ""))))),
      html("tbody", {}, ...rows.map(row))));
}

export const facts = (pairs) => html("dl", {}, ...pairs.filter(Boolean).flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)]));

export const note = (text) => html("p", { class: "empty" }, text);

/** Radio buttons that look like one bar. Calls with the value of what is chosen. */
export function choice(label, name, options, chosen, changed) {
  return html("div", { class: "choice", role: "radiogroup", "aria-label": label }, ...options.map(([value, text]) => {
    const input = html("input", { type: "radio", name, value, checked: value === chosen });
    input.addEventListener("change", () => changed(value));
    return html("label", {}, input, html("span", {}, text));
  }));
}

export function button(text, pressed, attributes = {}) {
  const element = html("button", { type: "button", ...attributes }, text);
  element.addEventListener("click", async () => {
    element.disabled = true;
    try { await pressed(element); } finally { element.disabled = false; }
  });
  return element;
}

const GLYPHS = { submitted: "◷", running: "▶", completed: "✓", finished: "✓", failed: "✕", cancelled: "⊘", paused: "‖" };

/** A phase with its sign, so that nobody depends on colour. */
export const phase = (name, text = name) =>
  html("span", { class: `phase ${name}` }, html("span", { "aria-hidden": "true" }, GLYPHS[name] || "·"), ` ${text}`);

/** As much of a job's id as tells it from others: drawn ones are 26 letters, those of calibration have a name. */
export const shortId = (id) => (/^[a-z2-7]{26}$/.test(id) ? id.slice(0, 8) : id.replace(/^calibration-/, ""));

/** What went wrong, for a person. */
export const refusal = (problem) => problem?.detail || problem?.title ||
  (problem instanceof TypeError && /fetch|network/i.test(problem.message) ? "The server did not answer; it may be restarting." : String(problem));

export const percent = (value, digits = 2) => `${(100 * value).toFixed(digits)} %`;

export const micros = (seconds) => `${(1e6 * seconds).toFixed(1)} µs`;

export const count = (number) => number.toLocaleString("en");

const SPANS = [[1e-6, "ns", 1e9], [1e-3, "µs", 1e6], [1, "ms", 1e3], [120, "s", 1], [7200, "min", 1 / 60], [172_800, "h", 1 / 3600], [Infinity, "days", 1 / 86_400]];

/** A span of time with the unit that suits it. */
export function span(seconds) {
  const [, unit, times] = SPANS.find(([limit]) => Math.abs(seconds) < limit);
  const value = seconds * times;
  return `${Math.abs(value) >= 100 || Number.isInteger(value) ? Math.round(value) : value.toPrecision(2)} ${unit}`;
}

export const took = (fromText, toText) => span((new Date(toText) - new Date(fromText)) / 1000);

export function clock(text) {
  const at = new Date(text);
  const today = new Date().toDateString() === at.toDateString();
  return today ? at.toLocaleTimeString("en-GB") : at.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** The JSON of an address; a problem document is thrown. */
export async function fetchJson(address, options = {}) {
  const response = await fetch(address, options);
  const body = await response.json();
  if (!response.ok) throw body;
  return body;
}

export const postJson = (address, body) =>
  fetchJson(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
