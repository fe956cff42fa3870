// What is measured on a chip and what was, who is on it now, and its clock.

import { fetchJson, postJson, refusal } from "/page/api.js";
import { button, card, count, facts, html, note, phase, put, shortId, span, table } from "/page/dom.js";
import { may } from "/page/who.js";

const RUNS = 20;
const SIGNS = 4; // ways to draw a ring

/** The card; it rings on this map what is being measured and who is there. */
export function calibrationCard(map) {
  const state = html("div", {});
  const known = html("div", {});
  const actions = html("div", { class: "controls" });
  const answer = html("p", { role: "status", class: "facts" });
  const tables = html("div", { class: "stack" });
  const root = card("Calibration", state, known, actions, answer, tables);
  let rings = { held: [], placed: [] };
  let offered;

  const ring = (change) => {
    rings = { ...rings, ...change };
    map.ring([...rings.held, ...rings.placed]);
  };

  async function lookWhoIsThere(chip) {
    const board = await fetchJson(`${of(chip)}/placements`);
    ring({ placed: board.jobs.map((job, i) => ({ name: job.jobId ? `job ${shortId(job.jobId)}` : "another's job", kind: `placed-${i % SIGNS}`, qubits: job.lanes.flat() })) });
    return board;
  }

  async function look(chip) {
    const [metrics, { runs }, clock, automatic, board] = await Promise.all([fetchJson(`${of(chip)}/metrics`), fetchJson(`${of(chip)}/calibration-runs`), fetchJson(`${of(chip)}/clock`), fetchJson(`${of(chip)}/automatic-calibration`), lookWhoIsThere(chip)]);
    ring({ held: [{ name: "being measured", kind: "held", qubits: metrics.heldQubits }] });
    const running = runs.find((run) => run.phase === "running");
    put(state, running ? phase("running", `run ${running.number}: ${running.experiments} experiments, ${running.measurements} places measured`) : html("span", { class: "facts" }, "nothing is being measured"));
    put(known, facts([["The chip's clock", `${clock.virtualTime.replace("T", " ").slice(0, 19)}, ${clock.rate === 0 ? "standing still" : `${clock.rate} s a second`}`],
      ["Age of the calibration", span(metrics.versionAgeSeconds)], ["By itself", automatic.enabled ? "yes" : "no"],
      ["Chip time", `${span(metrics.chipSeconds.jobs)} for users' jobs, ${span(metrics.chipSeconds.requested + metrics.chipSeconds.automatic)} for calibration`],
      ["On the chip now", board.jobs.length ? `${count(board.jobs.length)} jobs, ${count(board.waiting)} wait for it` : "no job"],
      ["Users' jobs", `${count(metrics.jobs)}, ${count(board.total.sideBySide)} of ${count(board.total.jobs)} lately side by side`],
      metrics.out.length > 0 && ["Taken out", metrics.out.map((one) => `${one.part.join("–")} (${one.reason})`).join(", ")]]));
    offer(chip, running);
    const measured = metrics.ages.filter((one) => one.parts);
    put(tables, ...(runs.length ? [
      table(["#Run", "Scope", "By", "State", "#Experiments", "#Places", "#Chip time", "Gave"], runs.slice(0, RUNS).map((run) => [run.number, run.scope, run.by, phase(run.phase), count(run.experiments), count(run.measurements), span(run.chipSeconds), run.version ? `version ${run.version}` : run.reason ?? ""]), { label: "Calibrations" }),
      ...(measured.length ? [table(["Experiment", "#Parts", "Oldest", "Newest"], measured.map((one) => [one.node, one.parts, span(one.oldestSeconds), span(one.newestSeconds)]), { label: "Ages of what is known" })] : [])]
      : [note("It is as it was published; nothing has been measured here yet.")]));
  }

  // Buttons stay the same elements for as long as they do the same.
  function offer(chip, running) {
    const wanted = `${chip} ${running?.number}`;
    if (wanted === offered) return;
    offered = wanted;
    const ask = (path, body) => async () => {
      try { await postJson(`${of(chip)}${path}`, body); answer.textContent = ""; await look(chip); } catch (problem) { answer.textContent = refusal(problem); }
    };
    const all = running ? [["cancelCalibration", "Cancel the calibration", `/calibration-runs/${running.number}/cancel`, {}]]
      : [["startCalibration", "Calibrate all", "/calibration-runs", { scope: "full" }], ["startCalibration", "Maintain what is due", "/calibration-runs", { scope: "maintain" }]];
    all.push(["setClock", "An hour passes", "/clock", { advanceSeconds: 3600 }], ["setClock", "A day passes", "/clock", { advanceSeconds: 86_400 }]);
    put(actions, ...all.filter(([operation]) => may(operation)).map(([, text, path, body]) => button(text, ask(path, body), { "data-of": wanted })));
  }

  return { root, look, lookWhoIsThere };
}

const of = (chip) => `/v1/chips/${encodeURIComponent(chip)}`;
