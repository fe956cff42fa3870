// The counts of one circuit as bars: what was read, and beside it what readout errors would not
// have spoilt, where the server can tell.

import { fetchJson } from "/page/api.js";
import { count, facts, html, percent } from "/page/dom.js";

const BARS = 32;

/** {bits: probability} without readout errors, or nothing where there is no such thing. */
export async function corrected(result, circuit) {
  if (!result.calibrationVersion) return undefined;
  return fetchJson(`/v1/jobs/${encodeURIComponent(result.jobId)}/corrected?circuit=${circuit.circuit}`).then((answer) => answer.probabilities, () => undefined);
}

/** A table of bars; corrected is {bits: probability}, or nothing. */
export function histogram(circuit, corrected) {
  const shares = new Map(Object.entries(circuit.counts).map(([bits, shots]) => [bits, shots / circuit.shots]));
  const outcomes = new Set([...shares.keys(), ...(corrected ? Object.keys(corrected).filter((bits) => corrected[bits] > 5e-4) : [])]);
  const all = [...outcomes].map((bits) => ({ bits, shots: circuit.counts[bits] ?? 0, raw: shares.get(bits) ?? 0, true: corrected?.[bits] ?? 0 }))
    .sort((a, b) => Math.max(b.raw, b.true) - Math.max(a.raw, a.true) || (a.bits < b.bits ? -1 : 1));
  const most = all.reduce((largest, one) => Math.max(largest, one.raw, one.true), 1e-9);
  const rows = all.slice(0, BARS).map((one) => {
    const bars = html("td", { class: "bars" }, bar("bar", one.raw / most), ...(corrected ? [bar("bar corrected", one.true / most)] : []));
    return html("tr", {}, html("th", { scope: "row" }, one.bits || "(no bits)"), bars,
      html("td", { class: "number" }, count(one.shots)), html("td", { class: "number" }, percent(one.raw, 1)),
      ...(corrected ? [html("td", { class: "number" }, percent(one.true, 1))] : []));
  });
  const head = html("tr", {}, html("th", { scope: "col" }, "Outcome"), html("td", {}), html("th", { scope: "col", class: "number" }, "Shots"),
    html("th", { scope: "col", class: "number" }, "Share"), ...(corrected ? [html("th", { scope: "col", class: "number" }, "Corrected")] : []));
  return html("div", {},
    ...(corrected ? [html("p", { class: "legend" }, html("span", { class: "key" }, html("span", { class: "swatch" }), "as read"), html("span", { class: "key" }, html("span", { class: "swatch corrected" }), "corrected for readout errors"))] : []),
    html("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Counts" }, html("table", { class: "histogram" }, html("thead", {}, head), html("tbody", {}, ...rows))),
    ...(all.length > BARS ? [html("p", { class: "empty" }, `and ${count(all.length - BARS)} more bitstrings`)] : []));
}

function bar(kind, share) {
  const element = html("span", { class: kind });
  element.style.width = `${100 * share}%`;
  return element;
}

/** How a circuit was run. */
export function runFacts(result, circuit) {
  return facts([
    ["Engine", `${circuit.engine}, version ${circuit.engineVersion}`],
    ["Calibration", result.calibrationVersion ? `version ${result.calibrationVersion}` : "none, ideal"],
    circuit.initialLayout && ["Qubits used", placed(circuit.initialLayout)],
    circuit.durationSeconds > 0 && ["Pulse time", `${Math.round(circuit.durationSeconds * 1e9)} ns`],
    circuit.truncationError > 0 && ["Truncation error", circuit.truncationError.toPrecision(2)],
    circuit.approximation && ["Approximation", circuit.approximation],
    ["Digest", circuit.digest],
  ]);
}

const placed = (layout) => layout.map((qubit, i) => [i, qubit]).filter(([, qubit]) => qubit >= 0).map(([i, qubit]) => (i === qubit ? `${qubit}` : `${i} → ${qubit}`)).join(", ");
