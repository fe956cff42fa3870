// Tuning sessions: each one's losses step by step as they are taken, and several over each other.

import { button, card, clock, count, facts, fetchJson, html, note, phase, postJson, refusal, span, table } from "/page/dom.js";
import { lineChart } from "/page/chart.js";
import { repeatedly } from "/page/stream.js";

const EVERY_MS = 2000;
const TOGETHER = 6;

export function create(root) {
  const list = html("div", {});
  const curves = html("div", {});
  const one = html("div", { class: "stack" });
  const told = html("p", { class: "facts" });
  const listCard = card("Tuning sessions", told, list, note("Tick sessions to lay their curves over each other; ./somersault tune start begins one."));
  listCard.classList.add("wide");
  root.append(listCard, curves, one);
  const ticked = new Set();
  let chosen = "";
  let seen = "";
  let stop;

  async function load() {
    const { tunings } = await fetchJson("/v1/tunings");
    const now = JSON.stringify([tunings.map((each) => [each.id, each.phase, each.step, each.loss]), chosen, [...ticked]]);
    if (now === seen) return;
    seen = now;
    if (!chosen && tunings.length) chosen = tunings[0].id;
    told.textContent = tunings.length ? `${tunings.length} sessions` : "";
    list.replaceChildren(tunings.length ? table(["Curve", "Session", "Method", "Quantum layer on", "State", "#Step", "#Loss", "#Validation", "#Trained", "#Circuits", "#A step", "Begun"], tunings.map(row), { label: "Tuning sessions" })
      : note("No session yet. README shows how to make a small model and tune it, its quantum layer on the chip."));
    await Promise.all([drawCurves(tunings), drawOne(tunings.find((each) => each.id === chosen))]);
  }

  function row(tuning) {
    const tick = html("input", { type: "checkbox", "aria-label": `Show the curve of ${tuning.spec.name || tuning.id}`, checked: ticked.has(tuning.id) || tuning.id === chosen });
    tick.addEventListener("change", () => { if (tick.checked) ticked.add(tuning.id); else ticked.delete(tuning.id); load(); });
    return [tick, html("a", { href: `#/tuning/${encodeURIComponent(tuning.id)}` }, tuning.spec.name || tuning.id.slice(0, 8)), method(tuning.spec), tuning.spec.quantum?.target ?? "–", phase(tuning.phase), `${tuning.step} of ${tuning.steps}`,
      tuning.loss?.toFixed(4) ?? "–", tuning.validationLoss?.toFixed(4) ?? "–", tuning.parameters ? count(tuning.parameters) : "–", count(tuning.circuits), tuning.secondsPerStep ? span(tuning.secondsPerStep) : "–", clock(tuning.createdAt)];
  }

  async function drawCurves(tunings) {
    const wanted = tunings.filter((each) => ticked.has(each.id) || each.id === chosen).slice(0, TOGETHER);
    if (!wanted.length) { curves.replaceChildren(); return; }
    const read = await Promise.all(wanted.map(async (each) => [each, (await fetchJson(`/v1/tunings/${encodeURIComponent(each.id)}/curve`)).steps]));
    const called = (each) => each.spec.name || `${method(each.spec)} ${each.id.slice(0, 4)}`;
    const loss = read.map(([each, steps]) => ({ name: called(each), points: steps.map((step) => [step.step, step.loss]) }));
    const norm = read.map(([each, steps]) => ({ name: called(each), points: steps.filter((step) => step.gradientNorm !== undefined).map((step) => [step.step, step.gradientNorm]) }));
    const validation = read.map(([each, steps]) => ({ name: called(each), points: steps.filter((step) => step.validationLoss !== undefined && step.validationLoss !== null).map((step) => [step.step, step.validationLoss]) }));
    const draw = (series, label) => lineChart(series, { label, yLabel: label, xLabel: "step", writeX: (at) => String(Math.round(at)), writeY: (value) => value.toPrecision(4) });
    curves.replaceChildren(card("Curves", null, html("div", { class: "charts" }, draw(loss, "Training loss"), ...(validation.some((each) => each.points.length) ? [draw(validation, "Validation loss")] : []), draw(norm, "Gradient norm"))));
  }

  async function drawOne(tuning) {
    if (!tuning) { one.replaceChildren(); return; }
    const answer = html("p", { role: "status", class: "facts" });
    const ask = (what) => async () => { try { await postJson(`/v1/tunings/${encodeURIComponent(tuning.id)}/${what}`, {}); seen = ""; await load(); } catch (problem) { answer.textContent = refusal(problem); } };
    const actions = { running: [["Pause", "pause"], ["Cancel", "cancel"]], paused: [["Go on", "resume"], ["Cancel", "cancel"]] }[tuning.phase] ?? [];
    one.replaceChildren(card(`Session ${tuning.spec.name || tuning.id.slice(0, 8)}`, phase(tuning.phase),
      facts([["Id", tuning.id], ["Model", `${tuning.spec.model}${tuning.modelParameters ? `, ${count(tuning.modelParameters)} parameters` : ""}`], ["Data", tuning.spec.data], ["Method", method(tuning.spec)], tuning.parameters && ["Trained parameters", count(tuning.parameters)],
        ["Circuits run", count(tuning.circuits)], ["Time", span(tuning.seconds)], tuning.secondsLeft > 0 && ["Left", span(tuning.secondsLeft)], ["Seed", String(tuning.spec.seed)], tuning.paused && ["Paused because", tuning.paused.message],
        tuning.checkpoints.length > 0 && ["Checkpoints", tuning.checkpoints.slice(-5).map((each) => `step ${each.step} (${each.digest.slice(0, 12)}…)`).join(", ")]]),
      html("details", {}, html("summary", {}, "All settings"), html("pre", { class: "code" }, JSON.stringify(tuning.spec, null, 2))),
      ...(actions.length ? [html("p", { class: "controls" }, ...actions.map(([text, what]) => button(text, ask(what))))] : []), answer));
  }

  return {
    show([id]) {
      if (id) chosen = id;
      seen = "";
      stop?.();
      stop = repeatedly(() => load().catch((problem) => { told.textContent = refusal(problem); }), EVERY_MS);
    },
    hide() { stop?.(); },
  };
}

const method = (spec) => [spec.method.kind, spec.method.rank && `rank ${spec.method.rank}`].filter(Boolean).join(", ");
