// One chip: its map at any published calibration, what became of a part, calibrations by experiment.

import { button, card, choice, count, facts, fetchJson, html, note, percent, phase, postJson, refusal, shortId, span, table } from "/page/dom.js";
import { lineChart } from "/page/chart.js";
import { ChipMap, FIGURES, describe } from "/page/map.js";
import { repeatedly } from "/page/stream.js";

const EVERY_MS = 2000;
const HISTORIES = {
  qubit: [["t1Seconds", "T1", (v) => span(v)], ["t2Seconds", "T2", (v) => span(v)], ["gateFidelity", "Gate fidelity", (v) => v.toFixed(5)], ["readZeroGivenZero", "Reads 0 as 0", (v) => percent(v, 1)], ["readOneGivenOne", "Reads 1 as 1", (v) => percent(v, 1)], ["frequencyHz", "Frequency", (v) => `${(v / 1e6).toFixed(3)} MHz`]],
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
  const calibration = html("div", { class: "stack" });
  const compare = html("div", { class: "stack" });
  root.append(
    html("section", { "aria-labelledby": "chip-title", class: "wide" },
      html("div", { class: "head" }, title, html("label", {}, "Chip ", names), told),
      html("div", { class: "head" }, figures, map.legend), map.map, map.part,
      html("div", { class: "time" }, html("label", { for: "version" }, "Calibration"), slider, when),
      html("details", {}, html("summary", {}, "The same as a table"), every)),
    part, calibration, compare);

  let name;
  let versions = [];
  let newest = true;
  let stop;
  let chosenPart = "";

  const go = (words) => { location.hash = `#/chip/${encodeURIComponent(name)}/${words}`; };
  names.addEventListener("change", () => { location.hash = `#/chip/${encodeURIComponent(names.value)}`; });
  slider.addEventListener("input", () => { newest = slider.value === slider.max; showVersion(Number(slider.value)); });

  async function open(wanted, words) {
    const all = (await fetchJson("/v1/chips")).chips.map((one) => one.chip);
    name = all.includes(wanted) ? wanted : all[0];
    names.replaceChildren(...all.map((one) => html("option", { value: one, selected: one === name }, one)));
    await readVersions();
    const version = words.match(/^version-(\d+)$/);
    newest = !version;
    chosenPart = version ? "" : words;
    await showVersion(version ? Number(version[1]) : versions.at(-1).version);
    await Promise.all([drawPart(), drawCompare()]);
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
    const shown = await fetchJson(`/v1/chips/${encodeURIComponent(name)}/calibration?version=${version}`);
    if (Number(slider.value) !== version) return;
    const working = (parts) => parts.filter((one) => one.inService).length;
    title.textContent = `Chip ${name}`;
    told.textContent = `${working(shown.qubits)} of ${shown.qubits.length} qubits and ${working(shown.couplers)} of ${shown.couplers.length} couplers in service`;
    const published = versions.find((one) => one.version === version);
    when.textContent = `version ${version} of ${versions.at(-1).version}, measured ${shown.measuredAt.replace("T", " ").slice(0, 16)}${published ? `, published ${published.publishedAt.replace("T", " ").slice(0, 16)}` : ""}`;
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
        history.points.length < 2 ? note("One calibration so far: calibrate the chip, and this becomes a line.") : html("div", { class: "charts" }, ...charts)));
    } catch (problem) {
      part.replaceChildren(card("Part", null, note(refusal(problem))));
    }
  }

  async function drawCalibration() {
    const base = `/v1/chips/${encodeURIComponent(name)}`;
    const [metrics, runs, clock, automatic, board] = await Promise.all([fetchJson(`${base}/metrics`), fetchJson(`${base}/calibration-runs`), fetchJson(`${base}/clock`), fetchJson(`${base}/automatic-calibration`), fetchJson(`${base}/placements`)]);
    const placed = board.jobs.map((job, i) => ({ name: job.jobId ? `job ${shortId(job.jobId)}` : "another's job", kind: `placed-${i % 4}`, qubits: job.lanes.flat() }));
    map.ring([{ name: "being measured", kind: "held", qubits: metrics.heldQubits }, ...placed]);
    const running = runs.runs.find((run) => run.phase === "running");
    const answer = html("p", { role: "status", class: "facts" });
    const ask = (path, body) => async () => {
      try { await postJson(`${base}${path}`, body); answer.textContent = ""; await drawCalibration(); } catch (problem) { answer.textContent = refusal(problem); }
    };
    const actions = html("div", { class: "controls" },
      ...(running ? [button("Cancel the calibration", ask(`/calibration-runs/${running.number}/cancel`, {}))]
        : [button("Calibrate all", ask("/calibration-runs", { scope: "full" })), button("Maintain what is due", ask("/calibration-runs", { scope: "maintain" }))]),
      button("An hour passes", ask("/clock", { advanceSeconds: 3600 })), button("A day passes", ask("/clock", { advanceSeconds: 86_400 })));
    const open = calibration.contains(document.activeElement);
    if (open && document.activeElement.matches("button")) return;
    calibration.replaceChildren(card("Calibration", running ? phase("running", `run ${running.number}: ${running.experiments} experiments, ${running.measurements} places measured`) : null,
      facts([["The chip's clock", `${clock.virtualTime.replace("T", " ").slice(0, 19)}, ${clock.rate === 0 ? "standing still" : `${clock.rate} s a second`}`], ["Age of the calibration", span(metrics.versionAgeSeconds)],
        ["By itself", automatic.enabled ? "yes" : "no"],
        ["Chip time", `${span(metrics.chipSeconds.jobs)} for users' jobs, ${span(metrics.chipSeconds.requested + metrics.chipSeconds.automatic)} for calibration`], ["Users' jobs", `${count(metrics.jobs)}, ${count(board.total.sideBySide)} of ${count(board.total.jobs)} lately side by side`],
        metrics.out.length > 0 && ["Taken out", metrics.out.map((one) => `${one.part.join("–")} (${one.reason})`).join(", ")]]),
      actions, answer,
      table(["#Run", "Scope", "By", "State", "#Experiments", "#Places", "#Chip time", "Gave"], runs.runs.slice(0, 20).map((run) => [run.number, run.scope, run.by, phase(run.phase), count(run.experiments), count(run.measurements), span(run.chipSeconds), run.version ? `version ${run.version}` : run.reason ?? ""]), { label: "Calibrations" }),
      table(["Experiment", "#Parts", "Oldest", "Newest"], metrics.ages.map((one) => [one.node, one.parts, one.parts ? span(one.oldestSeconds) : "–", one.parts ? span(one.newestSeconds) : "–"]), { label: "Ages of what is known" })));
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

  return {
    show([wanted, words]) {
      open(wanted ?? name, words ?? "").catch((problem) => { told.textContent = refusal(problem); });
      stop?.();
      stop = repeatedly(async () => {
        if (!name) return;
        await readVersions();
        if (newest && map.chip?.version !== versions.at(-1).version) { await showVersion(versions.at(-1).version); await drawPart(); await drawCompare(); }
        await drawCalibration();
      }, EVERY_MS);
    },
    hide() { stop?.(); },
  };
}
