// All jobs, to look through; and one job whole: its life, result, programs, events, its replay.

import { fetchJson, postJson, refusal } from "/page/api.js";
import { button, card, choice, clock, count, facts, html, note, put, shortId, span, table, took } from "/page/dom.js";
import { eventTable } from "/page/events.js";
import { corrected, histogram, runFacts } from "/page/histogram.js";
import { jobState } from "/page/home.js";
import { gently, onJobEvent, repeatedly } from "/page/stream.js";
import { may, me } from "/page/who.js";

const PAGE = 50;
const QUEUE_MS = 2000;
const IN_LINE = 10;
const PHASES = [["", "all"], ["submitted", "queued"], ["running", "running"], ["completed", "completed"], ["failed", "failed"], ["cancelled", "cancelled"]];

export function create(root) {
  const list = jobList();
  const queue = queueCard();
  const one = html("div", { class: "stack" });
  root.append(queue.root, list.root, one);
  let shown = "";
  let stop;
  const story = gently(() => shown && tellJob(one, shown, () => shown));
  onJobEvent((name, data) => {
    if (root.hidden) return;
    if (!shown) list.refresh();
    else if (data.jobId === shown || name === "connected") story();
  });
  return {
    show([id]) {
      shown = id ?? "";
      list.root.hidden = Boolean(shown);
      queue.root.hidden = Boolean(shown) || !may("getPastQueue");
      one.hidden = !shown;
      stop?.();
      if (!queue.root.hidden) stop = repeatedly(queue.look, QUEUE_MS);
      if (shown) { one.replaceChildren(note("Reading the job…")); tellJob(one, shown, () => shown); } else list.now();
    },
    hide() { stop?.(); },
  };
}

function jobList() {
  let phaseWanted = "";
  let tenant = "";
  let pages = [""];
  const told = html("p", { class: "facts" });
  const body = html("div", {});
  const newer = button("Newer", () => { pages.pop(); return load(); });
  const older = button("Older", () => { pages.push(next); return load(); });
  let next;
  const load = async () => {
    const query = new URLSearchParams({ limit: PAGE });
    if (phaseWanted) query.set("phase", phaseWanted);
    if (tenant) query.set("tenant", tenant);
    if (pages.at(-1)) query.set("cursor", pages.at(-1));
    try {
      const page = await fetchJson(`/v1/jobs?${query}`);
      next = page.next;
      told.textContent = `${page.jobs.length} jobs, newest first${pages.length > 1 ? `, page ${pages.length}` : ""}`;
      put(body, page.jobs.length ? table(["Job", "Name", "Tenant", "Target", "State", "#Shots", "#Programs", "Submitted", "#Took"],
        page.jobs.map((job) => [html("a", { href: `#/jobs/${encodeURIComponent(job.id)}` }, shortId(job.id)), job.name || "–", job.tenant, job.target, jobState(job), count(job.shots), count(job.programs), clock(job.submittedAt), job.endedAt ? took(job.submittedAt, job.endedAt) : ""]),
        { label: "Jobs" }) : note("No jobs like these."));
    } catch (problem) {
      told.textContent = refusal(problem);
    }
    newer.disabled = pages.length < 2;
    older.disabled = !next;
  };
  const tenants = html("input", { type: "search", placeholder: "any tenant", size: "14" });
  tenants.addEventListener("change", () => { tenant = tenants.value.trim(); pages = [""]; load(); });
  const filter = html("div", { class: "head" }, choice("Phase", "jobs-phase", PHASES, "", (value) => { phaseWanted = value; pages = [""]; load(); }), ...(me()?.role === "user" ? [] : [html("label", {}, "Tenant ", tenants)]));
  const root = card("All jobs", told, filter, body, html("p", { class: "controls" }, newer, older));
  return { root, now: load, refresh: gently(load) };
}

// Who runs and who waits now, each in its tenant's line.
function queueCard() {
  const told = html("p", { class: "facts", role: "status" });
  const body = html("div", {});
  return {
    root: card("The queue now", told, body),
    async look() {
      try {
        const { running, waiting, tenants } = await fetchJson("/v1/audit/queue");
        const text = `${count(running.length)} running, ${count(waiting.length)} waiting${waiting.length ? ` of ${tenants.length} tenants` : ""}`;
        if (told.textContent !== text) told.textContent = text;
        const row = (place, { job }, since) => [place, html("a", { href: `#/jobs/${encodeURIComponent(job.id)}` }, shortId(job.id)), job.name || "–", job.tenant, job.target, count(job.priority), clock(since)];
        const rows = [...running.slice(0, IN_LINE).map((one) => row("runs", one, one.startedAt)), ...waiting.slice(0, IN_LINE).map((one) => row(`${one.position}. in line`, one, one.job.submittedAt))];
        put(body, ...(rows.length ? [table(["Place", "Job", "Name", "Tenant", "Target", "#Priority", "Since"], rows, { label: "The queue now" })] : [note("Nobody runs or waits.")]));
      } catch (problem) {
        told.textContent = refusal(problem);
      }
    },
  };
}

async function tellJob(root, id, current) {
  const address = `/v1/jobs/${encodeURIComponent(id)}`;
  try {
    const job = await fetchJson(address);
    const [log, result, program] = await Promise.all([fetchJson(`${address}/log`), job.phase === "completed" ? fetchJson(`${address}/result`) : null, fetchJson(`${address}/program`)]);
    if (current() !== id) return;
    put(root, lifeCard(job, log, address), ...(result ? [resultCard(job, result)] : []), programCard(job, program, address), auditCard(job, address), card("Events", html("p", { class: "facts" }, "what the journal holds of this job"), eventTable(log.events)));
  } catch (problem) {
    if (current() === id) root.replaceChildren(card("Job", null, note(refusal(problem)), html("p", {}, html("a", { href: "#/jobs" }, "All jobs"))));
  }
}

function lifeCard(job, log, address) {
  const moments = [["submitted", job.submittedAt], ["began", job.startedAt], [job.phase, job.endedAt]].filter(([, at]) => at);
  const ended = Boolean(job.endedAt);
  return card(`Job ${job.name || shortId(job.id)}`, jobState(job),
    html("ol", { class: "life" }, ...moments.map(([what, at], i) => html("li", {}, html("strong", {}, what), ` ${clock(at)}`, ...(i ? [html("span", {}, `after ${took(moments[i - 1][1], at)}`)] : [])))),
    ...(job.failure ? [note(`Failed (${job.failure.code}): ${job.failure.message}`)] : []),
    facts([["Id", job.id], ["Tenant", job.tenant], ["Target", job.target], ["Shots", count(job.shots)], ["Programs", count(job.programs)], ["Seed", String(job.seed)], ["Priority", String(job.priority)],
      job.progress?.shards > 0 && ["Shards", `${job.progress.shardsCompleted} of ${job.progress.shards}`], job.queue?.startsInSeconds !== undefined && ["Expected to begin in", span(job.queue.startsInSeconds)],
      job.calibrationVersion && ["Calibration", html("a", { href: `#/chip/${encodeURIComponent(job.target)}/version-${job.calibrationVersion}` }, `version ${job.calibrationVersion}`)],
      job.resultDigest && ["Digest of the counts", job.resultDigest]]),
    ...(ended || !may("cancelJob") ? [] : [html("p", {}, button("Cancel", () => postJson(`${address}/cancel`, {}).catch(() => {})))]));
}

function resultCard(job, result) {
  const body = html("div", {});
  const draw = async (circuit) => body.replaceChildren(histogram(circuit, await corrected(result, circuit)), runFacts(result, circuit));
  draw(result.results[0]);
  const select = html("select", {}, ...result.results.map((circuit) => html("option", { value: circuit.circuit }, String(circuit.circuit))));
  select.addEventListener("change", () => draw(result.results[Number(select.value)]));
  return card("Counts", result.results.length > 1 ? html("label", {}, "Circuit ", select) : null, body);
}

function programCard(job, first, address) {
  const source = html("pre", { class: "code", tabindex: "0" });
  const compiled = html("pre", { class: "code", tabindex: "0" });
  const show = (program) => {
    source.textContent = program.source;
    compiled.textContent = program.compiled ?? (job.phase === "completed" ? "Run as it was submitted: the ideal target wants no compiling." : "Not compiled yet: it waits for its turn.");
  };
  show(first);
  const select = html("input", { type: "number", min: "0", max: String(job.programs - 1), value: "0" });
  select.addEventListener("change", async () => show(await fetchJson(`${address}/program?circuit=${Number(select.value)}`)));
  return card("Program", job.programs > 1 ? html("label", {}, "Circuit ", select) : null,
    html("div", { class: "pair" }, html("div", {}, html("h3", {}, `As submitted, ${first.language}`), source), html("div", {}, html("h3", {}, "As compiled"), compiled)));
}

function auditCard(job, address) {
  const answer = html("div", { role: "status" });
  const replay = button("Run it again from the log", async () => {
    answer.replaceChildren(note("Running…"));
    try {
      const told = await postJson(`${address}/replays`, {});
      answer.replaceChildren(
        html("p", { class: told.equal ? "verdict good" : "verdict bad" }, told.equal ? "✓ The same counts" : "✕ Other counts", ` · ${count(told.circuits)} circuits, ${count(told.shots)} shots in ${span(told.seconds)}`),
        facts([["Recorded", told.recordedDigest], ["Replayed", told.replayedDigest], ["Says", told.explanation]]));
    } catch (problem) {
      answer.replaceChildren(note(refusal(problem)));
    }
  });
  return card("Proof", job.phase === "completed" && may("replayJob") ? replay : null, job.phase === "completed" ? answer : note("There is nothing to prove before a job is completed."));
}

