// Making elements, putting them in place of older ones, and the few ways of writing numbers that
// all views share.

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
  return html("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": options.label },
    html("table", { class: options.class },
      html("thead", {}, html("tr", {}, ...heads.map((head, i) => html("th", { scope: "col", class: number(i) }, head.replace(/^#/, ""))))),
      html("tbody", {}, ...rows.map(row))));
}

export const facts = (pairs) => html("dl", {}, ...pairs.filter(Boolean).flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)]));

export const note = (text) => html("p", { class: "empty" }, text);

const FOCUSABLE = "a[href], button, input, select, summary, [tabindex]";

/**
 * Puts these elements in place of what is there, if they say anything else. Who reads keeps the
 * place: focus, scrolling and opened details stay with the elements that answer to them.
 */
export function put(root, ...fresh) {
  const old = [...root.childNodes];
  if (old.length === fresh.length && fresh.every((one, i) => one.isEqualNode(old[i]))) return;
  const all = (selector) => [...root.querySelectorAll(selector)];
  const scrolled = all(".scroll, .code").map((one) => [one.scrollTop, one.scrollLeft]);
  const opened = all("details").map((one) => one.open);
  const focused = root.contains(document.activeElement) ? document.activeElement : undefined;
  const at = focused ? all(FOCUSABLE).indexOf(focused) : -1;
  const [was, now] = [tableOf(old), tableOf(fresh)];
  if (was && now && was.tHead.isEqualNode(now.tHead)) renew(was.tBodies[0], [...now.tBodies[0].rows]);
  else root.replaceChildren(...fresh);
  all("details").forEach((one, i) => { if (opened[i]) one.open = true; });
  all(".scroll, .code").forEach((one, i) => { if (scrolled[i]) [one.scrollTop, one.scrollLeft] = scrolled[i]; });
  if (!focused || root.contains(focused)) return;
  const there = all(FOCUSABLE);
  (there.find((one) => sign(one) === sign(focused)) ?? there[Math.min(at, there.length - 1)])?.focus({ preventScroll: true });
}

const tableOf = (nodes) => (nodes.length === 1 && nodes[0].matches?.(".scroll") ? nodes[0].querySelector(":scope > table") : undefined);

/** Puts these rows into a table's body; those that were there already stay the elements they are. */
export function renew(body, rows) {
  const old = new Map([...body.rows].map((row) => [row.textContent, row]));
  const wanted = rows.map((row) => {
    const was = old.get(row.textContent);
    if (!was?.isEqualNode(row)) return row;
    old.delete(row.textContent);
    return was;
  });
  const kept = new Set(wanted);
  for (const row of [...body.rows]) if (!kept.has(row)) row.remove();
  wanted.forEach((row, i) => { if (body.rows[i] !== row) body.insertBefore(row, body.rows[i] ?? null); });
}

const sign = (one) => [one.tagName, one.id, one.getAttribute("href"), one.getAttribute("aria-label"), one.textContent].join(" ");

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

export const percent = (value, digits = 2) => `${(100 * value).toFixed(digits)} %`;

export const micros = (seconds) => `${(1e6 * seconds).toFixed(1)} µs`;

// Made once: a list of fifty jobs wants hundreds of these several times a second.
const NUMBER = new Intl.NumberFormat("en");
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const DAY_AND_TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

export const count = (number) => NUMBER.format(number);

const SPANS = [[1e-6, "ns", 1e9], [1e-3, "µs", 1e6], [1, "ms", 1e3], [120, "s", 1], [7200, "min", 1 / 60], [172_800, "h", 1 / 3600], [Infinity, "days", 1 / 86_400]];

/** A span of time with the unit that suits it. */
export function span(seconds) {
  if (seconds === 0) return "0 s";
  const [, unit, times] = SPANS.find(([limit]) => Math.abs(seconds) < limit);
  const value = seconds * times;
  return `${Math.abs(value) >= 100 || Number.isInteger(value) ? Math.round(value) : value.toPrecision(2)} ${unit}`;
}

export const took = (fromText, toText) => span((new Date(toText) - new Date(fromText)) / 1000);

export function clock(text) {
  const at = new Date(text);
  const today = new Date().toDateString() === at.toDateString();
  return (today ? TIME : DAY_AND_TIME).format(at);
}
