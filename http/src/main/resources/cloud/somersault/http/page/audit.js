// What the journal holds: the events of an entity, and completed jobs run again from it.

import { button, card, choice, count, fetchJson, html, note, postJson, refusal, shortId, span, table } from "/page/dom.js";
import { eventTable } from "/page/events.js";

const AT_ONCE = 20;
const KINDS = [["job", "Job"], ["tuning", "Tuning session"], ["qubit", "Qubit"], ["coupler", "Coupler"]];

export function create(root) {
  const entity = entityCard();
  const replays = replayCard();
  root.append(entity.root, replays);
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
        body.replaceChildren(events.length ? eventTable(events) : note("It has no events."));
      } catch (problem) {
        body.replaceChildren(note(refusal(problem)));
      }
    },
  };
}

async function read(kind, id) {
  const safe = encodeURIComponent(id);
  if (kind === "job") return (await fetchJson(`/v1/jobs/${safe}/log`)).events;
  if (kind === "tuning") return (await fetchJson(`/v1/tunings/${safe}/curve`)).steps.map((step, i) => ({ sequence: i + 1, at: step.at, event: step.event ?? "step-taken", data: step }));
  return (await fetchJson(`/v1/chips/wukong/${kind}s/${safe}/events?limit=100`)).events;
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
  return card("Replay", run, html("p", { class: "facts" }, `A job is computed again from its program, the chip's calibration and truth of that moment, and its seed; the counts must have the same digest.`), body);
}
