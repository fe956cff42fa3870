// The jobs table, which follows /v1/events, and the result of the chosen job.

import { showUsed } from "/page/chip.js";
import { byId, clock, count, fetchJson, html, percent, took } from "/page/dom.js";

const ROWS = 30;
const BARS = 32;
const PAUSE_MS = 250;
const GLYPHS = { submitted: "◷", running: "▶", completed: "✓", failed: "✕", cancelled: "⊘" };

let jobs = [];
let chosen = decodeURIComponent(location.hash.replace(/^#job=/, ""));
let waiting = false;
let again = false;

export function startJobs() {
  window.addEventListener("hashchange", () => choose(decodeURIComponent(location.hash.replace(/^#job=/, ""))));
  load();
  if (chosen) showResult();
  follow();
}

/** Shows this job's result as soon as there is one. */
export function choose(id) {
  chosen = id;
  if (location.hash !== `#job=${id}`) history.replaceState(null, "", `#job=${id}`);
  draw();
  showResult();
}

// Events only say that something happened; however many come, the list is read four times a second at most.
export function refresh() {
  if (waiting) { again = true; return; }
  waiting = true;
  setTimeout(async () => {
    await load();
    waiting = false;
    if (again) { again = false; refresh(); }
  }, PAUSE_MS);
}

function follow() {
  const state = (name) => { byId("connection").dataset.state = name; byId("connection").textContent = name; };
  const events = new EventSource("/v1/events");
  events.onopen = () => { state("live"); refresh(); };
  events.onerror = () => {
    state("reconnecting");
    // A browser gives up on an error answer, such as "starting"; this page does not.
    if (events.readyState === EventSource.CLOSED) setTimeout(follow, 1000);
  };
  for (const name of ["job-submitted", "job-compiled", "shard-completed", "job-completed", "job-failed", "job-cancelled"]) {
    events.addEventListener(name, (event) => {
      refresh();
      if (name !== "shard-completed" && JSON.parse(event.data).jobId === chosen) showResult();
    });
  }
}

async function load() {
  try {
    jobs = (await fetchJson(`/v1/jobs?limit=${ROWS}`)).jobs;
    draw();
  } catch (problem) {
    byId("jobs-facts").textContent = problem.detail || "The list could not be read.";
  }
}

function draw() {
  byId("no-jobs").hidden = jobs.length > 0;
  const under = jobs.filter((job) => !job.endedAt).length;
  byId("jobs-facts").textContent = jobs.length === 0 ? "" : `the newest ${jobs.length}${under ? `, ${under} under way` : ""}`;
  const focused = document.activeElement?.dataset?.job;
  byId("rows").replaceChildren(...jobs.map(row));
  if (focused) byId("rows").querySelector(`[data-job="${CSS.escape(focused)}"]`)?.focus();
}

function row(job) {
  const open = html("button", { type: "button", class: "link", "data-job": job.id }, job.id.slice(0, 8));
  open.title = job.id;
  const tr = html("tr", { class: job.id === chosen ? "chosen" : undefined },
    html("td", {}, open), html("td", {}, job.name || "–"), html("td", {}, job.target), html("td", {}, state(job)),
    html("td", { class: "number" }, count(job.shots)), html("td", { class: "number" }, count(job.programs)),
    html("td", {}, clock(job.submittedAt)), html("td", { class: "number" }, job.endedAt ? took(job.submittedAt, job.endedAt) : ""));
  tr.addEventListener("click", () => choose(job.id));
  return tr;
}

function state(job) {
  const text = job.phase === "running" && job.progress?.shards > 1
    ? `running ${job.progress.shardsCompleted}/${job.progress.shards}`
    : job.phase === "submitted" && job.queue ? `queued, ${job.queue.position} of ${job.queue.depth}` : job.phase;
  return html("span", { class: `phase ${job.phase}` }, html("span", { "aria-hidden": "true" }, GLYPHS[job.phase] || "·"), ` ${text}`);
}

async function showResult() {
  const id = chosen;
  byId("circuits").replaceChildren();
  byId("result-title").textContent = `Result of ${id.slice(0, 8)}`;
  const shown = await result(id).catch((problem) => [note(problem.detail || "The server did not answer.")]);
  if (id === chosen) byId("result-body").replaceChildren(...shown);
}

async function result(id) {
  const address = `/v1/jobs/${encodeURIComponent(id)}`;
  const job = await fetchJson(address);
  if (id !== chosen) return [];
  showUsed([], job.target);
  if (job.failure) return [note(`Failed (${job.failure.code}): ${job.failure.message}`)];
  if (job.phase !== "completed") return [note(job.endedAt ? "Cancelled, so there is no result." : `The job is ${job.phase}; its result will show here.`)];
  const all = await fetchJson(`${address}/result`);
  if (id !== chosen) return [];
  if (all.results.length > 1) byId("circuits").replaceChildren(circuitChoice(all));
  return histogram(all, all.results[0]);
}

const note = (text) => html("p", { class: "empty" }, text);

function circuitChoice(result) {
  const select = html("select", {}, ...result.results.map((circuit) => html("option", { value: circuit.circuit }, String(circuit.circuit))));
  select.addEventListener("change", () => byId("result-body").replaceChildren(...histogram(result, result.results[Number(select.value)])));
  return html("label", {}, "Circuit ", select);
}

function histogram(result, circuit) {
  showUsed((circuit.initialLayout || []).filter((qubit) => qubit >= 0));
  const all = Object.entries(circuit.counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const most = all.length ? all[0][1] : 1;
  const rows = all.slice(0, BARS).map(([bits, shots]) => {
    const bar = html("span", { class: "bar" });
    bar.style.width = `${(100 * shots) / most}%`;
    return html("tr", {}, html("th", { scope: "row" }, bits || "(no bits)"), html("td", { class: "bars" }, bar),
      html("td", { class: "number" }, count(shots)), html("td", { class: "number" }, percent(shots / circuit.shots, 1)));
  });
  const facts = [
    ["Engine", `${circuit.engine}, version ${circuit.engineVersion}`],
    ["Calibration", result.calibrationVersion ? `version ${result.calibrationVersion}` : "none, ideal"],
    ...(circuit.initialLayout ? [["Qubits used", placed(circuit.initialLayout)]] : []),
    ...(circuit.durationSeconds > 0 ? [["Pulse time", `${Math.round(circuit.durationSeconds * 1e9)} ns`]] : []),
    ...(circuit.truncationError > 0 ? [["Truncation error", `${circuit.truncationError.toPrecision(2)}`]] : []),
    ["Digest", circuit.digest],
  ];
  return [
    html("div", { class: "scroll" }, html("table", { class: "histogram" }, html("tbody", {}, ...rows))),
    ...(all.length > BARS ? [html("p", { class: "empty" }, `and ${count(all.length - BARS)} more bitstrings`)] : []),
    html("dl", {}, ...facts.flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)])),
  ];
}

const placed = (layout) => layout.map((qubit, i) => [i, qubit]).filter(([, qubit]) => qubit >= 0).map(([i, qubit]) => (i === qubit ? `${qubit}` : `${i} → ${qubit}`)).join(", ");
