// What the journal holds: the events of an entity, and completed jobs run again from it.

import { fetchJson, postJson, refusal } from "/page/api.js";
import { button, card, choice, count, html, note, shortId, span, table } from "/page/dom.js";
import { eventTable } from "/page/events.js";
import { ifMay, may } from "/page/who.js";

const AT_ONCE = 20;
const KINDS = [["job", "Job"], ["tuning", "Tuning session"], ["qubit", "Qubit"], ["coupler", "Coupler"]];

export function create(root) {
  const entity = entityCard();
  const replays = replayCard();
  root.append(entity.root, ...ifMay("getPastQueue", queueCard), replays);
  return { show: ([kind, id]) => { if (kind && id) entity.show(kind, id); } };
}

function entityCard() {
  let kind = "job";
  const id = html("input", { type: "text", size: "30", placeholder: "id of a job", "aria-label": "Which one" });
  const body = html("div", { role: "status" });
  const places = { job: "id of a job", tuning: "id of a session", qubit: "number of a qubit, like 5", coupler: "two qubits, like 5-11" };
  const kinds = choice("Kind of entity", "audit-kind", KINDS, "job", (value) => { kind = value; id.placeholder = places[value]; });
  const form = html("form", { class: "controls" }, kinds, id, html("button", { type: "submit" }, "Show its events"));
  form.addEventListener("submit", (event) => { event.preventDefault(); location.hash = `#/audit/${kind}/${encodeURIComponent(id.value.trim())}`; });
  const root = card("The events of one entity", null, html("p", { class: "facts" }, "Nothing is ever overwritten: what an entity is follows from its events, each linked to the one before by SHA-256."), form, body);
  root.classList.add("wide");
  return {
    root,
    async show(wanted, which) {
      kind = wanted;
      id.value = which;
      kinds.querySelector(`input[value="${CSS.escape(wanted)}"]`)?.click();
      try {
        const events = await read(wanted, which);
        body.replaceChildren(...(events.length ? [...(may("getPastEntity") ? [await slider(wanted, which)] : []), eventTable(events)] : [note("It has no events.")]));
      } catch (problem) {
        body.replaceChildren(note(refusal(problem)));
      }
    },
  };
}

// How the entity stood after any of its events; the arrow keys walk through its past.
async function slider(kind, id) {
  const address = `/v1/audit/entities/${kind}/${encodeURIComponent(pastId(kind, id))}`;
  const most = (await fetchJson(address)).standing.sequence;
  const told = html("p", { class: "facts", role: "status" });
  const state = html("pre", { class: "code", tabindex: "0", "aria-label": "Its state then" });
  const range = html("input", { type: "range", min: "1", max: String(most), value: String(most), "aria-label": "After which of its events" });
  const draw = async () => {
    const number = range.value;
    try {
      const then = await fetchJson(`${address}?at=sequence:${number}`);
      if (number !== range.value) return;
      told.textContent = `After event ${then.standing.sequence} of ${most}, ${then.standing.lastEvent}, ${then.standing.lastEventAt}: ${then.standing.phase}`;
      state.textContent = JSON.stringify(then.state, null, 2);
    } catch (problem) {
      told.textContent = refusal(problem);
      state.textContent = "";
    }
  };
  range.addEventListener("input", draw);
  draw();
  return html("div", { class: "past" }, html("label", {}, html("span", {}, "Its state after event"), range), told, html("details", {}, html("summary", {}, "The state"), state));
}

const pastId = (kind, id) => kind === "qubit" ? `wukong-q${id}` : kind === "coupler" ? `wukong-c${id.split("-").map(Number).sort((a, b) => a - b).join("-")}` : id;

async function read(kind, id) {
  const safe = encodeURIComponent(id);
  if (kind === "job") return (await fetchJson(`/v1/jobs/${safe}/log`)).events;
  if (kind === "tuning") return (await fetchJson(`/v1/tunings/${safe}/curve`)).steps.map((step, i) => ({ sequence: i + 1, at: step.at, event: step.event ?? "step-taken", data: step }));
  return (await fetchJson(`/v1/chips/wukong/${kind}s/${safe}/events?limit=100`)).events;
}

function queueCard() {
  const at = html("input", { type: "text", size: "26", placeholder: "2026-03-06T07:41:31Z or event:123", "aria-label": "At which moment" });
  const body = html("div", { role: "status" });
  const form = html("form", { class: "controls" }, at, html("button", { type: "submit" }, "Show the queue then"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const moment = at.value.trim();
    try {
      const then = await fetchJson(`/v1/audit/queue${moment ? `?at=${encodeURIComponent(moment)}` : ""}`);
      const row = (place, job, since) => [place, html("a", { href: `#/jobs/${encodeURIComponent(job.id)}` }, job.name || shortId(job.id)), job.tenant, job.target, count(job.priority), since];
      const rows = [...then.running.map((one) => row("runs", one.job, one.startedAt)), ...then.waiting.map((one) => row(`${one.position}.`, one.job, one.job.submittedAt))];
      body.replaceChildren(
        html("p", { class: "facts" }, `${then.at}: ${then.running.length} running, ${then.waiting.length} waiting, ${then.tenants.length} tenants`),
        rows.length ? table(["Place", "Job", "Tenant", "Target", "#Priority", "Since"], rows, { label: "The queue then" }) : note("Nobody was there."));
    } catch (problem) {
      body.replaceChildren(note(refusal(problem)));
    }
  });
  return card("The queue at a moment", null, html("p", { class: "facts" }, "Who waited, in each tenant's line, and who ran; now, when no moment is named."), form, body);
}

function replayCard() {
  const body = html("div", { role: "status" });
  const run = button(`Run the newest ${AT_ONCE} again`, async () => {
    const { jobs } = await fetchJson(`/v1/jobs?phase=completed&limit=${AT_ONCE}`);
    if (!jobs.length) { body.replaceChildren(note("No job is completed yet.")); return; }
    const rows = [];
    const draw = (left) => body.replaceChildren(
      html("p", { class: rows.every((row) => row[3] === "✓ equal") ? "verdict good" : "verdict bad" }, `${rows.filter((row) => row[3] === "✓ equal").length} of ${rows.length} gave the same digest${left ? `, ${left} to go` : ""}`),
      table(["Job", "Recorded", "Replayed", "Verdict", "#Shots", "#Took"], rows, { label: "Replays" }));
    for (const [i, job] of jobs.entries()) {
      try {
        const told = await postJson(`/v1/jobs/${encodeURIComponent(job.id)}/replays`, {});
        rows.push([html("a", { href: `#/jobs/${encodeURIComponent(job.id)}` }, job.name || shortId(job.id)), html("code", {}, told.recordedDigest.slice(0, 16)), html("code", {}, told.replayedDigest.slice(0, 16)), told.equal ? "✓ equal" : "✕ differs", count(told.shots), span(told.seconds)]);
      } catch (problem) {
        rows.push([job.name || shortId(job.id), "–", "–", refusal(problem), "", ""]);
      }
      draw(jobs.length - i - 1);
    }
  });
  const everything = button("Run everything again", async () => {
    try {
      let told = await postJson("/v1/audit/replays", {});
      for (;;) {
        body.replaceChildren(
          html("p", { class: told.different + told.impossible === 0 ? "verdict good" : "verdict bad" }, `${count(told.equal)} of ${count(told.jobs)} jobs gave the same digest${told.endedAt ? "" : ", and it goes on"}`),
          ...(told.findings.length ? [table(["Job", "Reason", "What was found"], told.findings.slice(0, 50).map((one) => [html("a", { href: `#/jobs/${encodeURIComponent(one.jobId)}` }, shortId(one.jobId)), one.reason, one.sentence]), { label: "What is not equal" })] : []));
        if (told.endedAt) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
        told = await fetchJson(`/v1/audit/replays/${told.id}`);
      }
    } catch (problem) {
      body.replaceChildren(note(refusal(problem)));
    }
  });
  return card("Replay", html("span", { class: "controls" }, run, ...ifMay("requestReplay", () => everything)), html("p", { class: "facts" }, `A job is computed again from its program, the chip's calibration and truth of that moment, and its seed; the counts must have the same digest.`), body);
}
