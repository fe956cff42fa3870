// The lattice map. A figure is shown twice over: as a number on the part and as lightness by rank
// among the working parts; the chip's view has the same as a table. Nobody depends on colour.

import { html, micros, percent, svg } from "/page/dom.js";

export const FIGURES = [
  { id: "cz", label: "CZ error", of: "couplers", value: (c) => 1 - c.figures.czFidelity, write: percent, mark: (v) => (100 * v).toFixed(1), best: "low" },
  { id: "gate", label: "Gate error", of: "qubits", value: (q) => 1 - q.figures.gateFidelity, write: percent, mark: (v) => (100 * v).toFixed(2), best: "low" },
  { id: "readout", label: "Readout error", of: "qubits", value: (q) => 1 - (q.figures.readZeroGivenZero + q.figures.readOneGivenOne) / 2, write: percent, mark: (v) => (100 * v).toFixed(1), best: "low" },
  { id: "t1", label: "T1", of: "qubits", value: (q) => q.figures.t1Seconds, write: micros, mark: (v) => (1e6 * v).toFixed(1), best: "high" },
  { id: "t2", label: "T2", of: "qubits", value: (q) => q.figures.t2Seconds, write: micros, mark: (v) => (1e6 * v).toFixed(1), best: "high" },
  { id: "ts2", label: "T2*", of: "qubits", value: (q) => q.figures.ts2Seconds, write: micros, mark: (v) => (1e6 * v).toFixed(1), best: "high" },
  { id: "zero", label: "Reads 0 as 0", of: "qubits", value: (q) => q.figures.readZeroGivenZero, write: (v) => percent(v, 1), mark: (v) => (100 * v).toFixed(1), best: "high" },
  { id: "one", label: "Reads 1 as 1", of: "qubits", value: (q) => q.figures.readOneGivenOne, write: (v) => percent(v, 1), mark: (v) => (100 * v).toFixed(1), best: "high" },
  { id: "frequency", label: "Frequency", of: "qubits", value: (q) => q.figures.frequencyHz, write: (v) => `${(v / 1e9).toFixed(3)} GHz`, mark: (v) => (v / 1e9).toFixed(2), best: "high" },
];

const STEP = 70;
const RADIUS = 21;
const MARGIN = 30;

// Chips are taller than wide (wukong 12 by 6) and a screen is not, so rows run from left to right.
const x = (qubit) => MARGIN + STEP * qubit.row;
const y = (qubit) => MARGIN + STEP * qubit.column;

/** What a part is called and what is known of it, as two texts. */
export function describe(part) {
  const name = part.id === undefined ? `Coupler ${part.first}–${part.second}` : `Qubit ${part.id}`;
  if (!part.inService) return [name, part.reason || "out of service"];
  if (part.id === undefined) return [name, `CZ error ${percent(1 - part.figures.czFidelity)}`];
  const figures = FIGURES.filter((figure) => figure.of === "qubits").map((figure) => `${figure.label} ${figure.write(figure.value(part))}`);
  return [name, figures.join(" · ")];
}

/**
 * A map with its legend and the line that tells of the part pointed at.
 *
 * chosen(part) is called when a part is clicked, or Enter pressed on it.
 */
export class ChipMap {
  #chip;
  #figure = FIGURES[0];
  #rings = [];
  #walking = -1;
  #chosen;

  constructor(chosen = () => {}) {
    this.#chosen = chosen;
    this.map = html("div", { class: "map" });
    this.legend = html("p", { class: "legend" });
    this.part = html("p", { class: "part", "aria-live": "polite" }, "Point at a qubit or a coupler, or walk over the map with the arrow keys.");
  }

  get figure() { return this.#figure; }

  get chip() { return this.#chip; }

  /** Shows a calibration; another chip's has another lattice. */
  show(calibration, figure = this.#figure) {
    if (this.#chip?.chip !== calibration.chip) this.#walking = -1;
    this.#chip = calibration;
    this.#figure = figure;
    this.#draw();
  }

  /** Rings of named sets of qubits: [{name, kind, qubits}]; kind is a class of the style sheet. */
  ring(rings) {
    const wanted = rings.filter((ring) => ring.qubits.length);
    if (JSON.stringify(wanted) === JSON.stringify(this.#rings)) return;
    this.#rings = wanted;
    if (this.#chip) this.#draw();
  }

  #ranks() {
    const shown = this.#figure;
    const values = this.#chip[shown.of].filter((part) => part.inService).map(shown.value).sort((a, b) => (shown.best === "low" ? b - a : a - b));
    return { values, goodness: (part) => values.indexOf(shown.value(part)) / Math.max(1, values.length - 1) };
  }

  #draw() {
    const { values, goodness } = this.#ranks();
    const { width, height } = this.#chip.lattice;
    const focused = this.map.contains(document.activeElement);
    const map = svg("svg", {
      viewBox: `0 0 ${2 * MARGIN + STEP * (height - 1)} ${2 * MARGIN + STEP * (width - 1)}`, tabindex: "0", role: "application",
      "aria-label": `Map of the chip by ${this.#figure.label}. Arrow keys walk from qubit to qubit, Enter chooses one.`,
    });
    const qubits = new Map(this.#chip.qubits.map((qubit) => [qubit.id, qubit]));
    for (const coupler of this.#chip.couplers) map.append(this.#drawCoupler(coupler, qubits, goodness));
    for (const qubit of this.#chip.qubits) map.append(this.#drawQubit(qubit, goodness));
    map.addEventListener("keydown", (event) => this.#walk(event));
    this.map.replaceChildren(map);
    if (focused) map.focus();
    this.#tellLegend(values);
    if (this.#walking >= 0) this.#point(this.#walking);
  }

  #tellLegend(values) {
    const write = this.#figure.write;
    this.legend.replaceChildren(
      ...(values.length ? [`worst ${write(values[0])}`, html("span", { class: "ramp", "aria-hidden": "true" }), `best ${write(values.at(-1))}`,
        html("span", {}, `median ${write(values[Math.floor(values.length / 2)])}`)] : []),
      html("span", {}, "✕ out of service"),
      ...this.#rings.map((ring) => html("span", { class: `key ring ${ring.kind}` },
        svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true", class: `qubit ${ring.kind}` }, svg("circle", { class: "halo", cx: 10, cy: 10, r: 8 })), ring.name)));
  }

  #level(element, part, kind, goodness) {
    if (!part.inService) element.classList.add("dead");
    else if (this.#figure.of === kind) {
      const good = goodness(part);
      element.style.setProperty("--good", `${Math.round(100 * good)}%`);
      element.classList.add(good > 0.45 ? "deep" : "pale");
    } else element.classList.add("plain");
  }

  #listen(element, part) {
    element.addEventListener("pointerenter", () => this.#tell(part));
    element.addEventListener("click", () => this.#chosen(part));
  }

  #drawCoupler(coupler, qubits, goodness) {
    const [a, b] = [qubits.get(coupler.first), qubits.get(coupler.second)];
    const group = svg("g", { class: "coupler" });
    group.append(svg("line", { x1: x(a), y1: y(a), x2: x(b), y2: y(b) }));
    if (coupler.inService && this.#figure.of === "couplers") {
      const [cx, cy] = [(x(a) + x(b)) / 2, (y(a) + y(b)) / 2];
      group.append(svg("rect", { x: cx - 12, y: cy - 8, width: 24, height: 16, rx: 4 }));
      group.append(svg("text", { x: cx, y: cy + 3.5 }, this.#figure.mark(this.#figure.value(coupler))));
    }
    this.#level(group, coupler, "couplers", goodness);
    this.#listen(group, coupler);
    return group;
  }

  #drawQubit(qubit, goodness) {
    const rings = this.#rings.filter((ring) => ring.qubits.includes(qubit.id)).map((ring) => ring.kind);
    const group = svg("g", { class: ["qubit", ...rings].join(" "), transform: `translate(${x(qubit)} ${y(qubit)})`, "data-id": qubit.id });
    group.append(svg("circle", { class: "halo", r: RADIUS + 3 }), svg("circle", { r: RADIUS }));
    if (!qubit.inService) {
      group.append(svg("path", { d: "M-6 -1l12 12m0 -12l-12 12", class: "cross" }), svg("text", { y: -7, class: "id" }, qubit.id));
    } else if (this.#figure.of === "qubits") {
      group.append(svg("text", { y: -2, class: "id" }, qubit.id), svg("text", { y: 10, class: "mark" }, this.#figure.mark(this.#figure.value(qubit))));
    } else {
      group.append(svg("text", { y: 4, class: "id" }, qubit.id));
    }
    this.#level(group, qubit, "qubits", goodness);
    this.#listen(group, qubit);
    return group;
  }

  #tell(part) {
    const [name, text] = describe(part);
    this.part.replaceChildren(html("strong", {}, name), ` ${text}`);
  }

  #point(id) {
    this.#walking = id;
    this.map.querySelectorAll(".qubit").forEach((group) => group.classList.toggle("pointed", group.dataset.id === String(id)));
    const qubit = this.#chip.qubits.find((one) => one.id === id);
    if (qubit) this.#tell(qubit);
  }

  #walk(event) {
    const from = this.#chip.qubits.find((qubit) => qubit.id === this.#walking);
    if (event.key === "Enter" && from) { this.#chosen(from); return; }
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = from && this.#chip.qubits.find((qubit) => qubit.row === from.row + step[0] && qubit.column === from.column + step[1]);
    this.#point((next ?? from ?? this.#chip.qubits[0]).id);
  }
}
