// One chip: its map at any published calibration, what became of a part, two calibrations compared.

import { fetchJson, refusal } from "/page/api.js";
import { calibrationCard } from "/page/calibration.js";
import { button, card, choice, html, micros, note, percent, table } from "/page/dom.js";
import { lineChart } from "/page/chart.js";
import { ChipMap, FIGURES, describe } from "/page/map.js";
import { gently, onJobEvent, repeatedly } from "/page/stream.js";

const EVERY_MS = 2000;
const PLACED_MS = 400;
const SNAPSHOTS = 100;
const HISTORIES = {
  qubit: [["t1Seconds", "T1", micros], ["t2Seconds", "T2", micros], ["ts2Seconds", "T2*", micros], ["gateFidelity", "Gate fidelity", (v) => v.toFixed(5)], ["readZeroGivenZero", "Reads 0 as 0", (v) => percent(v, 1)], ["readOneGivenOne", "Reads 1 as 1", (v) => percent(v, 1)], ["frequencyHz", "Frequency", (v) => `${(v / 1e6).toFixed(3)} MHz`]],
  coupler: [["czFidelity", "CZ fidelity", (v) => v.toFixed(4)]],
};

export function create(root) {
  const names = html("select", { "aria-label": "Chip" });
  const title = html("h2", { id: "chip-title" }, "Chip");
  const told = html("p", { class: "facts" });
  const map = new ChipMap((part) => go(part.id ?? `${part.first}-${part.second}`));
  const figures = choice("Figure shown on the map", "chip-figure", FIGURES.map((one) => [one.id, one.label]), "cz", (id) => { map.show(map.chip, FIGURES.find((one) => one.id === id)); drawTable(); });
  const slider = html("input", { type: "range", min: "1", max: "1", value: "1", id: "version" });
  const when = html("output", { for: "version" });
  const every = html("div", {});
  const part = html("div", { class: "stack" });
  const calibration = calibrationCard(map);
  const compare = html("div", { class: "stack" });
  root.append(
    html("section", { "aria-labelledby": "chip-title", class: "wide" },
      html("div", { class: "head" }, title, html("label", {}, "Chip ", names), told),
      html("div", { class: "head" }, figures, map.legend), map.map, map.part,
      html("div", { class: "time" }, html("label", { for: "version" }, "Calibration"), slider, when),
      html("details", {}, html("summary", {}, "The same as a table"), every)),
    part, calibration.root, compare);

  const snapshots = new Map(); // a published calibration never changes
  let name;
  let versions = [];
  let newest = true;
  let turn = 0;
  let stop;
  let chosenPart = "";

  const go = (words) => { location.hash = `#/chip/${encodeURIComponent(name)}/${words}`; };
  names.addEventListener("change", () => { location.hash = `#/chip/${encodeURIComponent(names.value)}`; });
  slider.addEventListener("input", () => { newest = slider.value === slider.max; showVersion(Number(slider.value)); });

  async function open(mine, wanted, words) {
    const all = (await fetchJson("/v1/chips")).chips.map((one) => one.chip);
    if (mine !== turn) return;
    name = all.includes(wanted) ? wanted : all[0];
    names.replaceChildren(...all.map((one) => html("option", { value: one, selected: one === name }, one)));
    await readVersions();
    const version = words.match(/^version-(\d+)$/);
    newest = !version;
    chosenPart = version ? "" : words;
    await showVersion(version ? Number(version[1]) : versions.at(-1).version);
    await Promise.all([drawPart(), drawCompare()]);
    if (chosenPart && mine === turn) part.querySelector("h2")?.scrollIntoView({ block: "nearest" });
  }

  async function readVersions() {
    const list = [];
    let cursor = "";
    do {
      const page = await fetchJson(`/v1/chips/${encodeURIComponent(name)}/calibrations?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      list.push(...page.calibrations);
      cursor = page.next ?? "";
    } while (cursor && list.length < 1000);
    const before = versions.at(-1)?.version;
    versions = list.reverse();
    slider.min = versions[0].version;
    slider.max = versions.at(-1).version;
    slider.disabled = versions.length < 2;
    if (newest && before !== versions.at(-1).version) slider.value = slider.max;
  }

  async function showVersion(version) {
    slider.value = version;
    const of = `${name} ${version}`;
    const shown = snapshots.get(of) ?? await fetchJson(`/v1/chips/${encodeURIComponent(name)}/calibration?version=${version}`);
    if (snapshots.size >= SNAPSHOTS) snapshots.clear();
    snapshots.set(of, shown);
    if (Number(slider.value) !== version || shown.chip !== name) return;
    const working = (parts) => parts.filter((one) => one.inService).length;
    title.textContent = `Chip ${name}`;
    told.textContent = `${working(shown.qubits)} of ${shown.qubits.length} qubits and ${working(shown.couplers)} of ${shown.couplers.length} couplers in service`;
    const published = versions.find((one) => one.version === version);
    when.textContent = `version ${version} of ${versions.at(-1).version}, measured ${shown.measuredAt.replace("T", " ").slice(0, 16)}${published ? `, published ${published.publishedAt.replace("T", " ").slice(0, 16)}` : ""}`;
    slider.setAttribute("aria-valuetext", when.textContent);
    map.show(shown);
    drawTable();
  }

  function drawTable() {
    const qubits = FIGURES.filter((one) => one.of === "qubits");
    const to = (qubit) => map.chip.couplers.filter((one) => one.inService && (one.first === qubit.id || one.second === qubit.id))
      .map((one) => `${one.first === qubit.id ? one.second : one.first}: ${percent(1 - one.figures.czFidelity, 1)}`).join(", ");
    every.replaceChildren(table(["Qubit", ...qubits.map((one) => `#${one.label}`), "CZ error to"],
      map.chip.qubits.map((qubit) => [html("a", { href: `#/chip/${encodeURIComponent(name)}/${qubit.id}` }, String(qubit.id)), ...(qubit.inService ? qubits.map((one) => one.write(one.value(qubit))) : qubits.map((_, i) => (i ? "" : "out"))), to(qubit)]), { label: "Qubits" }));
  }

  async function drawPart() {
    if (!chosenPart) { part.replaceChildren(); return; }
    const coupler = chosenPart.includes("-");
    const kind = coupler ? "coupler" : "qubit";
    try {
      const history = await fetchJson(`/v1/chips/${encodeURIComponent(name)}/${kind}s/${chosenPart}/history`);
      const [first, second] = chosenPart.split("-").map(Number);
      const known = map.chip[`${kind}s`].find((one) => (coupler ? one.first === first && one.second === second : one.id === first));
      const [called, figuresText] = known ? describe(known) : [`${kind} ${chosenPart}`, ""];
      const charts = HISTORIES[kind].map(([figure, label, write]) => {
        const points = history.points.filter((point) => point.figures?.[figure] !== undefined);
        const series = { name: label, points: points.map((point) => [new Date(point.measuredAt).getTime(), point.figures[figure]]),
          band: points.filter((point) => point.errors?.[figure] !== undefined).map((point) => [new Date(point.measuredAt).getTime(), point.figures[figure] - 1.96 * point.errors[figure].standardError, point.figures[figure] + 1.96 * point.errors[figure].standardError]) };
        return lineChart([series], { label: `${label} of ${called} over time`, yLabel: label, writeY: write, writeX: (at) => new Date(at).toISOString().slice(5, 16).replace("T", " ") });
      });
      part.replaceChildren(card(`${called} over time`, html("a", { href: `#/chip/${encodeURIComponent(name)}` }, "Close"), html("p", { class: "facts" }, figuresText),
        history.points.length < 2 ? note("One calibration so far: calibrate the chip, and this becomes a line.") : html("div", { class: "charts many" }, ...charts)));
    } catch (problem) {
      part.replaceChildren(card("Part", null, note(refusal(problem))));
    }
  }

  async function drawCompare() {
    const last = versions.at(-1).version;
    const field = (value) => html("input", { type: "number", min: versions[0].version, max: last, value });
    const [from, to] = [field(Math.max(versions[0].version, last - 1)), field(last)];
    const body = html("div", {});
    const show = async () => {
      try {
        const changes = await fetchJson(`/v1/chips/${encodeURIComponent(name)}/calibrations/compare?from=${from.value}&to=${to.value}`);
        const rows = [...changes.qubits.map((one) => [`Qubit ${one.id}`, one]), ...changes.couplers.map((one) => [`Coupler ${one.first}–${one.second}`, one])]
          .flatMap(([called, one]) => (one.figures.length ? one.figures : [{}]).map((figure, i) => [i ? "" : called, i ? "" : one.change, figure.figure ?? one.reason ?? "", figure.from?.toPrecision(6) ?? "", figure.to?.toPrecision(6) ?? ""]));
        body.replaceChildren(rows.length ? table(["Part", "Change", "Figure", "#From", "#To"], rows, { label: "Differences" }) : note("They are alike."));
      } catch (problem) {
        body.replaceChildren(note(refusal(problem)));
      }
    };
    compare.replaceChildren(card("Two calibrations", null, html("div", { class: "controls" }, html("label", {}, "From version ", from), html("label", {}, "to ", to), button("Compare", show)), body));
  }

  async function seeWhetherNewer() {
    const { calibrations } = await fetchJson(`/v1/chips/${encodeURIComponent(name)}/calibrations?limit=1`);
    if (calibrations[0].version === versions.at(-1).version) return;
    await readVersions();
    if (newest) { await showVersion(versions.at(-1).version); await Promise.all([drawPart(), drawCompare()]); }
  }

  const placed = gently(() => calibration.lookWhoIsThere(name), PLACED_MS);
  onJobEvent(() => { if (!root.hidden && name) placed(); });

  return {
    show([wanted, words]) {
      const mine = ++turn;
      let opened = false;
      stop?.();
      stop = repeatedly(async () => {
        try {
          if (opened) await seeWhetherNewer();
          else await open(mine, wanted ?? name, words ?? "");
          opened = true;
          await calibration.look(name);
        } catch (problem) {
          if (mine === turn) told.textContent = refusal(problem);
        }
      }, EVERY_MS);
    },
    hide() { stop?.(); },
  };
}
