// The cloud at a glance: the chip, a program to run, the newest jobs, a result.

import { fetchJson, refusal } from "/page/api.js";
import { card, choice, clock, count, html, note, phase, renew, shortId, took } from "/page/dom.js";
import { corrected, histogram, runFacts } from "/page/histogram.js";
import { ChipMap, FIGURES } from "/page/map.js";
import { gently, onJobEvent, repeatedly } from "/page/stream.js";
import { submitCard, offerTargets } from "/page/submit.js";

const ROWS = 12;
const LOOK_MS = 5000;

export function create(root) {
  const chip = chipCard();
  const result = resultCard(chip);
  const jobs = jobsCard((id) => result.choose(id));
  root.append(html("div", { class: "stack" }, chip.root, jobs.root), html("div", { class: "stack" }, submitCard((job) => result.choose(job.id)), result.root));
  onJobEvent((name, data) => {
    if (!root.hidden) jobs.refresh();
    if (name !== "shard-completed" && data.jobId === result.chosen()) result.refresh();
  });
  let stop;
  return {
    show() {
      jobs.now();
      stop?.();
      stop = repeatedly(chip.look, LOOK_MS);
    },
    hide() { stop?.(); },
  };
}

function chipCard() {
  const title = html("h2", { id: "home-chip" }, "Chip");
  const told = html("p", { class: "facts" });
  const map = new ChipMap((part) => { location.hash = `#/chip/${encodeURIComponent(map.chip.chip)}/${part.id ?? `${part.first}-${part.second}`}`; });
  const figures = choice("Figure shown on the map", "home-figure", FIGURES.slice(0, 5).map((one) => [one.id, one.label]), "cz",
    (id) => map.show(map.chip, FIGURES.find((one) => one.id === id)));
  const root = html("section", { "aria-labelledby": "home-chip" }, html("div", { class: "head" }, title, told), html("div", { class: "head" }, figures, map.legend), map.map, map.part);
  let name = "wukong";
  let offered = "";
  const look = async () => {
    const chips = (await fetchJson("/v1/chips")).chips;
    const names = chips.map((one) => one.chip);
    if (offered !== names.join()) offerTargets(names);
    offered = names.join();
    if (!names.includes(name)) name = names[0];
    const now = chips.find((one) => one.chip === name);
    if (map.chip?.chip !== name || map.chip.version !== now.version) await show();
  };
  const show = async () => {
    const calibration = await fetchJson(`/v1/chips/${encodeURIComponent(name)}/calibration`);
    const working = (parts) => parts.filter((part) => part.inService).length;
    title.textContent = `Chip ${calibration.chip}`;
    told.textContent = `${working(calibration.qubits)} of ${calibration.qubits.length} qubits and ${working(calibration.couplers)} of ${calibration.couplers.length} couplers in service` +
      ` · calibration ${calibration.version}, measured ${calibration.measuredAt.slice(0, 10)}`;
    map.show(calibration);
  };
  return {
    root,
    /** Shows what is known of the chip, if something newer is. */
    look,
    /** Rings the qubits that a job ran on, on the chip that it ran on. */
    async used(target, qubits) {
      if (target !== "ideal" && target !== name) { name = target; await show().catch(() => {}); }
      map.ring([{ name: "used by the chosen job", kind: "used", qubits }]);
    },
  };
}

function jobsCard(choose) {
  const told = html("p", { class: "facts" });
  const rows = html("tbody", {});
  const none = html("p", { class: "empty" }, "No jobs yet. Run the Bell program: it takes a moment.");
  const head = html("tr", {}, ...["Job", "Name", "Target", "State"].map((text) => html("th", { scope: "col" }, text)), html("th", { scope: "col", class: "number" }, "Shots"), html("th", { scope: "col" }, "Submitted"), html("th", { scope: "col", class: "number" }, "Took"));
  const root = card("Jobs", told, html("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Jobs" }, html("table", {}, html("thead", {}, head), rows)), none, html("p", {}, html("a", { href: "#/jobs" }, "All jobs")));
  const load = async () => {
    try {
      const { jobs } = await fetchJson(`/v1/jobs?limit=${ROWS}`);
      none.hidden = jobs.length > 0;
      told.textContent = jobs.length ? `the newest ${jobs.length}` : "";
      renew(rows, jobs.map((job) => jobRow(job, choose)));
    } catch (problem) {
      told.textContent = refusal(problem);
    }
  };
  return { root, now: load, refresh: gently(load) };
}

/** A job as a row: its name opens its result, its id the whole story. */
export function jobRow(job, choose) {
  const open = html("button", { type: "button", class: "link", "aria-label": `Result of job ${job.name || job.id}` }, shortId(job.id));
  open.addEventListener("click", () => choose(job.id));
  return html("tr", {},
    html("td", {}, open), html("td", {}, job.name || "–"), html("td", {}, job.target), html("td", {}, jobState(job)),
    html("td", { class: "number" }, count(job.shots)), html("td", {}, clock(job.submittedAt)),
    html("td", { class: "number" }, job.endedAt ? took(job.submittedAt, job.endedAt) : ""));
}

export function jobState(job) {
  const text = job.phase === "running" && job.progress?.shards > 1
    ? `running ${job.progress.shardsCompleted}/${job.progress.shards}`
    : job.phase === "submitted" && job.queue ? `queued, ${job.queue.position} of ${job.queue.depth}` : job.phase;
  return phase(job.phase, text);
}

function resultCard(chip) {
  const title = html("h2", { id: "home-result" }, "Result");
  const circuits = html("div", {});
  const body = html("div", {}, note("Choose a job to see its counts."));
  const root = html("section", { "aria-labelledby": "home-result", id: "result" }, html("div", { class: "head" }, title, circuits), body);
  let chosen = "";

  const refresh = async () => {
    const id = chosen;
    circuits.replaceChildren();
    title.textContent = `Result of ${shortId(id)}`;
    const shown = await read(id).catch((problem) => [note(refusal(problem))]);
    if (id === chosen) body.replaceChildren(...shown, html("p", {}, html("a", { href: `#/jobs/${encodeURIComponent(id)}` }, "The whole job: programs, events, replay")));
  };

  const read = async (id) => {
    const address = `/v1/jobs/${encodeURIComponent(id)}`;
    const job = await fetchJson(address);
    chip.used(job.target, []);
    if (job.failure) return [note(`Failed (${job.failure.code}): ${job.failure.message}`)];
    if (job.phase !== "completed") return [note(job.endedAt ? "Cancelled, so there is no result." : `The job is ${job.phase}; its result will show here.`)];
    const result = await fetchJson(`${address}/result`);
    const draw = async (circuit) => {
      chip.used(job.target, (circuit.initialLayout ?? []).filter((qubit) => qubit >= 0));
      return [histogram(circuit, await corrected(result, circuit)), runFacts(result, circuit)];
    };
    if (result.results.length > 1 && id === chosen) {
      const select = html("select", {}, ...result.results.map((circuit) => html("option", { value: circuit.circuit }, String(circuit.circuit))));
      select.addEventListener("change", async () => body.replaceChildren(...(await draw(result.results[Number(select.value)]))));
      circuits.replaceChildren(html("label", {}, "Circuit ", select));
    }
    return draw(result.results[0]);
  };

  return {
    root,
    chosen: () => chosen,
    refresh,
    choose(id) { chosen = id; refresh(); if (matchMedia("(max-width: 1000px)").matches) root.scrollIntoView({ block: "start" }); },
  };
}
