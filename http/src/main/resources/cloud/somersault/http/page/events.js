// Stored events as a table: the facts of one line, its whole JSON when opened.

import { clock, html } from "/page/dom.js";

/** A table of [{sequence, at, event, data}]. */
export function eventTable(events) {
  const rows = events.map((one) => html("tr", {},
    html("td", { class: "number" }, String(one.sequence)), html("td", {}, html("time", { datetime: one.at, title: one.at }, clock(one.at))), html("td", {}, html("code", {}, one.event)),
    html("td", { class: "story" }, html("details", {}, html("summary", {}, brief(one.data)), html("pre", { class: "code" }, JSON.stringify(one.data, null, 2))))));
  return html("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Events" }, html("table", {},
    html("thead", {}, html("tr", {}, html("th", { scope: "col", class: "number" }, "Number"), html("th", { scope: "col" }, "At"), html("th", { scope: "col" }, "Event"), html("th", { scope: "col" }, "What it says"))), html("tbody", {}, ...rows)));
}

function brief(data) {
  const plain = Object.entries(data).filter(([name, value]) => !["event", "at", "jobId", "chip"].includes(name) && value !== null && typeof value !== "object");
  const text = plain.map(([name, value]) => `${name} ${typeof value === "string" && value.length > 24 ? `${value.slice(0, 16)}…` : value}`).join(", ");
  return text || "the whole event";
}
