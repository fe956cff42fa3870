// Tuning sessions: each one's losses step by step as they are taken, and several over each other.

import { fetchJson, postJson, refusal } from "/page/api.js";
import { lineChart } from "/page/chart.js";
import { comparisonCard, method, ringsOn } from "/page/comparison.js";
import { button, card, clock, count, facts, html, note, phase, put, span, table } from "/page/dom.js";
import { repeatedly } from "/page/stream.js";
import { may } from "/page/who.js";

const EVERY_MS = 2000;
const TOGETHER = 6;

export function create(root) {
  const list = html("div", {});
  const curves = html("div", {});
  const compared = html("div", {});
  const one = html("div", { class: "stack" });
  const told = html("p", { class: "facts" });
  const listCard = card("Tuning sessions", told, list, note("Tick sessions to lay their curves over each other; ./somersault tune start begins one."));
  listCard.classList.add("wide");
  root.append(listCard, curves, compared, one);
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
    const running = tunings.filter((each) => each.phase === "running").length;
    told.textContent = tunings.length ? `${tunings.length} sessions, ${running} running` : "";
    put(list, tunings.length ? table(["Curve", "Session", "Method", "Rings on", "State", "#Step", "#Loss", "#Validation", "#Trained", "#Circuits", "#A step", "Begun"], tunings.map(row), { label: "Tuning sessions" })
      : note("No session yet. README shows how to make a small model and tune it, its quantum layer on the chip."));
    const open = tunings.find((each) => each.id === chosen);
    put(compared, ...[comparisonCard(tunings, open)].filter(Boolean));
    drawOne(open);
    await drawCurves(tunings);
  }

  function row(tuning) {
    const tick = html("input", { type: "checkbox", "aria-label": `Show the curve of ${tuning.spec.name || tuning.id}`, checked: ticked.has(tuning.id) || tuning.id === chosen, disabled: tuning.id === chosen });
    tick.addEventListener("change", () => { if (tick.checked) ticked.add(tuning.id); else ticked.delete(tuning.id); load(); });
    return [tick, html("a", { href: `#/tuning/${encodeURIComponent(tuning.id)}` }, tuning.spec.name || tuning.id.slice(0, 8)), method(tuning.spec), ringsOn(tuning.spec), phase(tuning.phase), `${tuning.step} of ${tuning.steps}`,
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
    put(curves, card("Curves", null, html("div", { class: "charts" }, draw(loss, "Training loss"), ...(validation.some((each) => each.points.length) ? [draw(validation, "Validation loss")] : []), draw(norm, "Gradient norm"))));
  }

  function drawOne(tuning) {
    if (!tuning) { one.replaceChildren(); return; }
    const answer = html("p", { role: "status", class: "facts" });
    const ask = (what) => async () => { try { await postJson(`/v1/tunings/${encodeURIComponent(tuning.id)}/${what}`, {}); seen = ""; await load(); } catch (problem) { answer.textContent = refusal(problem); } };
    const actions = { running: [["Pause", "pause"], ["Cancel", "cancel"]], paused: [["Go on", "resume"], ["Cancel", "cancel"]] }[tuning.phase] ?? [];
    put(one, card(`Session ${tuning.spec.name || tuning.id.slice(0, 8)}`, phase(tuning.phase),
      facts([["Id", tuning.id], ["Model", `${tuning.spec.model}${tuning.modelParameters ? `, ${count(tuning.modelParameters)} parameters` : ""}`], ["Data", tuning.spec.data], ["Method", method(tuning.spec)], tuning.parameters && ["Trained parameters", count(tuning.parameters)],
        ["Circuits run", count(tuning.circuits)], ["Time", span(tuning.seconds)], tuning.secondsLeft > 0 && ["Left", span(tuning.secondsLeft)], ["Seed", String(tuning.spec.seed)], tuning.paused && ["Paused because", tuning.paused.message],
        tuning.checkpoints.length > 0 && ["Checkpoints", tuning.checkpoints.slice(-5).map((each) => `step ${each.step} (${each.digest.slice(0, 12)}…)`).join(", ")]]),
      html("details", {}, html("summary", {}, "All settings"), html("pre", { class: "code" }, JSON.stringify(tuning.spec, null, 2))),
      html("p", { class: "controls" }, ...actions.filter(([, what]) => may(`${what}Tuning`)).map(([text, what]) => button(text, ask(what)))), answer));
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
