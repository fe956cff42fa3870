// The lattice map. A figure is shown three times over: as a number on the part, as lightness by
// rank among the working parts, and in the table below, so nobody depends on colour.

import { byId, fetchJson, html, micros, percent, svg } from "/page/dom.js";

const FIGURES = [
  { id: "cz", label: "CZ error", of: "couplers", value: (c) => 1 - c.figures.czFidelity, write: percent, mark: (v) => (100 * v).toFixed(1), unit: "%", best: "low" },
  { id: "gate", label: "Gate error", of: "qubits", value: (q) => 1 - q.figures.gateFidelity, write: percent, mark: (v) => (100 * v).toFixed(2), unit: "%", best: "low" },
  { id: "readout", label: "Readout error", of: "qubits", value: (q) => 1 - (q.figures.readZeroGivenZero + q.figures.readOneGivenOne) / 2, write: percent, mark: (v) => (100 * v).toFixed(1), unit: "%", best: "low" },
  { id: "t1", label: "T1", of: "qubits", value: (q) => q.figures.t1Seconds, write: micros, mark: (v) => (1e6 * v).toFixed(1), unit: "µs", best: "high" },
  { id: "t2", label: "T2", of: "qubits", value: (q) => q.figures.t2Seconds, write: micros, mark: (v) => (1e6 * v).toFixed(1), unit: "µs", best: "high" },
];

const STEP = 70;
const RADIUS = 21;
const MARGIN = 30;

let chip;
let name = "wukong";
let shown = FIGURES[0];
let walking = -1;
let used = new Set();

export async function startChip() {
  const names = (await fetchJson("/v1/chips")).chips.map((one) => one.chip);
  if (!names.includes(name)) name = names[0];
  await loadChip();
  const target = byId("target");
  target.replaceChildren(...["ideal", ...names].map((one) => html("option", { value: one }, one)));
  target.addEventListener("change", () => { if (names.includes(target.value)) showUsed([], target.value); });
  byId("figures").append(...FIGURES.map(choice));
}

/** Shows another chip. */
async function showChip(other) {
  name = other;
  walking = -1;
  await loadChip();
}

/** Reads the current calibration and draws it. */
export async function loadChip() {
  chip = await fetchJson(`/v1/chips/${encodeURIComponent(name)}/calibration`);
  const working = (parts) => parts.filter((part) => part.inService).length;
  byId("chip-title").textContent = `Chip ${chip.chip}`;
  byId("chip-facts").textContent =
    `${working(chip.qubits)} of ${chip.qubits.length} qubits and ${working(chip.couplers)} of ${chip.couplers.length} couplers in service` +
    ` · calibration ${chip.version} of ${chip.measuredAt.slice(0, 10)}`;
  draw();
  table();
}

/** Rings the qubits that a job ran on, on the chip that it ran on. */
export function showUsed(qubits, target = name) {
  used = new Set(qubits);
  if (target !== name && target !== "ideal") showChip(target);
  else if (chip) draw();
}

function choice(figure) {
  const input = html("input", { type: "radio", name: "figure", value: figure.id, checked: figure === shown });
  input.addEventListener("change", () => { shown = figure; draw(); });
  return html("label", {}, input, html("span", {}, figure.label));
}

// Chips are taller than wide (wukong 12 by 6) and a screen is not, so rows run from left to right.
const x = (qubit) => MARGIN + STEP * qubit.row;
const y = (qubit) => MARGIN + STEP * qubit.column;

function ranks() {
  const working = chip[shown.of].filter((part) => part.inService);
  const values = working.map(shown.value).sort((a, b) => (shown.best === "low" ? b - a : a - b));
  return { values, goodness: (part) => values.indexOf(shown.value(part)) / Math.max(1, values.length - 1) };
}

function draw() {
  const { values, goodness } = ranks();
  const width = 2 * MARGIN + STEP * (chip.lattice.height - 1);
  const height = 2 * MARGIN + STEP * (chip.lattice.width - 1);
  const map = svg("svg", { viewBox: `0 0 ${width} ${height}`, tabindex: "0", role: "application", "aria-label": `Map of the chip by ${shown.label}. Arrow keys walk from qubit to qubit.` });
  for (const coupler of chip.couplers) map.append(drawCoupler(coupler, goodness));
  for (const qubit of chip.qubits) map.append(drawQubit(qubit, goodness));
  map.addEventListener("keydown", walk);
  byId("map").replaceChildren(map);
  const middle = values[Math.floor(values.length / 2)];
  byId("legend").replaceChildren(
    `worst ${shown.write(values[0])}`, html("span", { class: "ramp", "aria-hidden": "true" }), `best ${shown.write(values.at(-1))}`,
    html("span", { class: "median" }, `median ${shown.write(middle)}`),
    html("span", { class: "out" }, "✕ out of service"),
    ...(used.size ? [html("span", { class: "ring" }, "◯ used by the chosen job")] : []));
  if (walking >= 0) point(chip.qubits[walking]);
}

function level(element, part, kind, goodness) {
  if (!part.inService) element.classList.add("dead");
  else if (shown.of === kind) {
    const good = goodness(part);
    element.style.setProperty("--good", `${Math.round(100 * good)}%`);
    element.classList.add(good > 0.45 ? "deep" : "pale");
  } else element.classList.add("plain");
}

function drawCoupler(coupler, goodness) {
  const [a, b] = [chip.qubits[coupler.first], chip.qubits[coupler.second]];
  const group = svg("g", { class: "coupler" });
  group.append(svg("line", { x1: x(a), y1: y(a), x2: x(b), y2: y(b) }));
  if (coupler.inService && shown.of === "couplers") {
    const [cx, cy] = [(x(a) + x(b)) / 2, (y(a) + y(b)) / 2];
    group.append(svg("rect", { x: cx - 12, y: cy - 8, width: 24, height: 16, rx: 4 }));
    group.append(svg("text", { x: cx, y: cy + 3.5 }, shown.mark(shown.value(coupler))));
  }
  level(group, coupler, "couplers", goodness);
  group.addEventListener("pointerenter", () => tell(coupler));
  return group;
}

function drawQubit(qubit, goodness) {
  const group = svg("g", { class: used.has(qubit.id) ? "qubit used" : "qubit", transform: `translate(${x(qubit)} ${y(qubit)})`, "data-id": qubit.id });
  group.append(svg("circle", { class: "halo", r: RADIUS + 3 }), svg("circle", { r: RADIUS }));
  if (!qubit.inService) {
    group.append(svg("path", { d: "M-6 -1l12 12m0 -12l-12 12", class: "cross" }), svg("text", { y: -7, class: "id" }, qubit.id));
  } else if (shown.of === "qubits") {
    group.append(svg("text", { y: -2, class: "id" }, qubit.id), svg("text", { y: 10, class: "mark" }, shown.mark(shown.value(qubit))));
  } else {
    group.append(svg("text", { y: 4, class: "id" }, qubit.id));
  }
  level(group, qubit, "qubits", goodness);
  group.addEventListener("pointerenter", () => tell(qubit));
  return group;
}

function tell(part) {
  const name = part.id === undefined ? `Coupler ${part.first}–${part.second}` : `Qubit ${part.id}`;
  const figures = !part.inService
    ? [part.reason || "out of service"]
    : part.id === undefined
      ? [`CZ error ${percent(1 - part.figures.czFidelity)}`]
      : [
          ...FIGURES.filter((figure) => figure.of === "qubits").map((figure) => `${figure.label} ${figure.write(figure.value(part))}`),
          `reads 0 as 0 ${percent(part.figures.readZeroGivenZero, 1)}, 1 as 1 ${percent(part.figures.readOneGivenOne, 1)}`,
          `${(part.figures.frequencyHz / 1e9).toFixed(3)} GHz`,
        ];
  byId("part").replaceChildren(html("strong", {}, name), " ", figures.join(" · "));
}

function point(qubit) {
  walking = qubit.id;
  byId("map").querySelectorAll(".qubit").forEach((group) => group.classList.toggle("pointed", group.dataset.id === String(qubit.id)));
  tell(qubit);
}

function walk(event) {
  const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  if (!step) return;
  event.preventDefault();
  const from = chip.qubits[Math.max(0, walking)];
  const next = chip.qubits.find((qubit) => qubit.row === from.row + step[0] && qubit.column === from.column + step[1]);
  point(walking < 0 ? from : next || from);
}

function table() {
  const figures = FIGURES.filter((figure) => figure.of === "qubits");
  const head = html("tr", {}, html("th", {}, "Qubit"), ...figures.map((figure) => html("th", { class: "number" }, figure.label)), html("th", {}, "CZ error to"));
  const rows = chip.qubits.map((qubit) =>
    html("tr", {}, html("th", { scope: "row" }, String(qubit.id)),
      ...(qubit.inService ? figures.map((figure) => html("td", { class: "number" }, figure.write(figure.value(qubit)))) : [html("td", { colspan: figures.length }, "out of service")]),
      html("td", {}, neighbours(qubit))));
  byId("qubits").replaceChildren(html("thead", {}, head), html("tbody", {}, ...rows));
}

function neighbours(qubit) {
  return chip.couplers
    .filter((coupler) => coupler.inService && (coupler.first === qubit.id || coupler.second === qubit.id))
    .map((coupler) => `${coupler.first === qubit.id ? coupler.second : coupler.first}: ${percent(1 - coupler.figures.czFidelity, 1)}`)
    .join(", ");
}
