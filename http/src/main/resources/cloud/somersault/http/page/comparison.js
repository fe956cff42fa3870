// Completed sessions of one model and task beside one another, method by method: means over seeds
// with the 95 % interval of the mean, and how far each lies from LoRA.

import { card, count, html, note, span, table } from "/page/dom.js";

// Student's t, two-sided 95 %, by degrees of freedom from 1; beyond them the normal's 1.96 is near.
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086];
const LORA = "lora";

/** How a method is called, sizes included. */
export const method = (spec) => [spec.method.kind, spec.method.rank && `rank ${spec.method.rank}`, spec.method.fusion === "hadamard" && "hadamard", spec.method.frozenAngles && "frozen"].filter(Boolean).join(", ");

/** What the rings of qubits run on, where a method has any. */
export const ringsOn = (spec) => (spec.method.kind === "qtha" ? spec.quantum?.target ?? "exact" : "none");

/** The card for those that were taught the same as this one; nothing when there are not two to compare. */
export function comparisonCard(tunings, chosen) {
  if (!chosen) return undefined;
  const task = (each) => JSON.stringify([each.spec.model, each.spec.data, each.steps]);
  const alike = tunings.filter((each) => each.phase === "completed" && task(each) === task(chosen));
  const rows = rowsOf(alike);
  if (rows.length < 2) return undefined;
  const judged = rows.every((row) => row.validation) ? "validation" : "loss";
  rows.sort((a, b) => a[judged].mean - b[judged].mean);
  const lora = rows.find((row) => row.kind === LORA);
  const most = Math.max(...rows.map((row) => row[judged].mean));
  return card("Methods compared", html("span", { class: "facts" }, `${count(alike.length)} completed sessions, ${count(chosen.steps)} steps each`),
    table(["Method", "Rings on", "#Rate", "#Seeds", "#Trained", "#Loss", "#Validation", "Less is better", "#Beside LoRA", "#A step"], rows.map((row) =>
      [row.method, row.target, String(row.rate), count(row.seeds), count(row.parameters), written(row.loss), written(row.validation), bar(row[judged].mean / most), beside(row, lora, judged), span(row.secondsPerStep)]), { label: "Methods compared" }),
    note(`Losses after the last step; ± is the 95 % interval of the mean over seeds (Student's t). Same model, task and number of steps; the bars show ${judged === "validation" ? "validation loss" : "training loss"}. Few seeds say little: ./somersault tune compare chooses rates by the same budget and tests which differences are beyond chance.`));
}

function rowsOf(tunings) {
  const groups = Map.groupBy(tunings, (each) => [method(each.spec), ringsOn(each.spec), each.spec.training.learningRate].join("|"));
  return [...groups.values()].map((group) => ({
    kind: group[0].spec.method.kind, method: method(group[0].spec), target: ringsOn(group[0].spec), rate: group[0].spec.training.learningRate ?? "usual",
    seeds: new Set(group.map((each) => each.spec.seed)).size, parameters: group[0].parameters ?? 0,
    loss: mean(group.map((each) => each.loss)), validation: mean(group.map((each) => each.validationLoss)), secondsPerStep: mean(group.map((each) => each.secondsPerStep))?.mean ?? 0,
  })).filter((row) => row.loss);
}

/** {mean, margin} of what is there; the margin is missing for one value alone. */
export function mean(values) {
  const there = values.filter((value) => value !== undefined && value !== null);
  if (!there.length) return undefined;
  const middle = there.reduce((sum, value) => sum + value, 0) / there.length;
  if (there.length === 1) return { mean: middle };
  const variance = there.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (there.length - 1);
  return { mean: middle, margin: (STUDENT[there.length - 2] ?? 1.96) * Math.sqrt(variance / there.length) };
}

const written = (value) => (value ? `${value.mean.toFixed(4)}${value.margin === undefined ? "" : ` ± ${value.margin.toFixed(4)}`}` : "–");

function beside(row, lora, judged) {
  if (!lora) return "–";
  if (row === lora) return "itself";
  const percent = 100 * (row[judged].mean / lora[judged].mean - 1);
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)} %`;
}

function bar(share) {
  const element = html("span", { class: "bar" });
  element.style.width = `${100 * share}%`;
  return html("div", { class: "gauge", "aria-hidden": "true" }, element);
}
