// For who runs it: is every part well, which nodes there are, how fast it is, who waits. Read from
// health, the nodes and metrics.

import { ask, fetchJson } from "/page/api.js";
import { lineChart } from "/page/chart.js";
import { card, count, facts, html, note, phase, put, span, table } from "/page/dom.js";
import { repeatedly } from "/page/stream.js";

const EVERY_MS = 2000;
const KEPT = 150;

export function create(root) {
  const health = html("div", {});
  const nodes = html("div", {});
  const rates = html("div", {});
  const queue = html("div", {});
  const requests = html("div", {});
  const healthCard = card("Health", null, health);
  const ratesCard = card("Rates", null, rates);
  const queueCard = card("Queue and workers", null, queue);
  const nodesCard = card("Nodes", null, nodes);
  root.append(html("div", { class: "stack" }, healthCard, nodesCard), queueCard, ratesCard, card("Requests", null, requests));
  const seen = [];
  let stop;

  async function load() {
    const ready = await fetch("/health/ready").then((answer) => answer.json());
    drawHealth(ready);
    const [cloud, metrics] = await Promise.all([fetchJson("/v1/nodes"), ask("/metrics").then((answer) => answer.text())]);
    drawNodes(cloud.nodes);
    const now = { at: Date.now(), meters: parse(metrics) };
    seen.push(now);
    if (seen.length > KEPT) seen.shift();
    drawRates();
    drawQueue(now.meters);
    drawRequests(now.meters);
  }

  function drawHealth(ready) {
    const checks = ready.checks ?? [];
    put(health, checks.length ? table(["Part", "State", "Says"], checks.map((check) => [check.name, phase(check.ready ? "completed" : "failed", check.ready ? "well" : "not ready"), check.detail]), { label: "Checks" }) : note(ready.detail ?? "No answer."));
  }

  function drawNodes(all) {
    put(nodes, table(["Node", "Roles", "State", "This page"], all.map((node) => [html("code", {}, node.address), node.roles.join(", "), phase(node.reachable && node.status === "up" ? "completed" : "failed", node.reachable ? node.status : `${node.status}, not reached`), node.answersThis ? "comes from it" : ""]), { label: "Nodes" }));
  }

  function drawRates() {
    const per = (name) => seen.slice(1).map((one, i) => [(one.at - seen.at(-1).at) / 1000, (sum(one.meters, name) - sum(seen[i].meters, name)) / ((one.at - seen[i].at) / 1000)]).filter(([, rate]) => rate >= 0); // counters begin anew with the server
    const jobs = [{ name: "accepted", points: per("somersault_jobs_accepted_total") }, { name: "ended", points: per("somersault_jobs_ended_seconds_count") }];
    const options = { xLabel: "seconds before now", writeX: (value) => String(Math.round(value)), writeY: (value) => value.toPrecision(3), fromZero: true };
    const commits = [{ name: "writes", points: per("somersault_journal_commit_writes_sum") }, { name: "commits", points: per("somersault_journal_commit_seconds_count") }];
    const open = rates.querySelector("details[open]");
    if (open) return;
    rates.replaceChildren(html("div", { class: "charts" }, lineChart(jobs, { ...options, label: "Jobs a second", yLabel: "Jobs a second" }), lineChart(commits, { ...options, label: "Journal a second", yLabel: "Journal a second" })));
  }

  function drawQueue(meters) {
    const mean = (name) => { const many = sum(meters, `${name}_count`); return many ? span(sum(meters, `${name}_sum`) / many) : "–"; };
    const lanes = meters.filter((meter) => meter.name === "somersault_shard_seconds_count").map((meter) => [meter.labels.lane, count(meter.value), meter.value ? span(value(meters, "somersault_shard_seconds_sum", meter.labels.lane) / meter.value) : "–"]);
    const tenants = meters.filter((meter) => meter.name === "somersault_queue_jobs").map((meter) => [meter.labels.tenant, count(meter.value), span(value(meters, "somersault_queue_running_seconds", meter.labels.tenant))]);
    put(queue,
      facts([["Threads that ask for work", count(sum(meters, "somersault_queue_threads"))], ["Pieces with the workers", count(sum(meters, "somersault_queue_shards_out"))],
        ["A job takes", mean("somersault_jobs_ended_seconds")], ["A commit of the journal takes", mean("somersault_journal_commit_seconds")], ["Job entities in memory", count(value(meters, "somersault_entities", "all"))],
        ["Processor use", `${(100 * sum(meters, "process_cpu_usage")).toFixed(0)} %`], ["Heap in use", `${(meters.filter((meter) => meter.name === "jvm_memory_used_bytes" && meter.labels.area === "heap").reduce((all, meter) => all + meter.value, 0) / 1e6).toFixed(0)} MB`],
        ["Up for", span(sum(meters, "process_uptime_seconds"))]]),
      table(["Lane", "#Pieces", "#A piece takes"], lanes, { label: "Lanes" }),
      tenants.length ? table(["Tenant", "#Waiting", "#Work with the workers"], tenants, { label: "Tenants" }) : note("Nobody waits."));
  }

  function drawRequests(meters) {
    const rows = meters.filter((meter) => meter.name === "somersault_http_requests_seconds_count").map((meter) => {
      const total = meters.find((other) => other.name === "somersault_http_requests_seconds_sum" && other.labels.operation === meter.labels.operation && other.labels.status === meter.labels.status)?.value ?? 0;
      return [meter.labels.operation, meter.labels.status, meter.value, meter.value ? total / meter.value : 0];
    }).sort((a, b) => b[2] - a[2]);
    put(requests, table(["Operation", "#Status", "#Requests", "#Mean time"], rows.map(([operation, status, many, mean]) => [operation, status, count(many), span(mean)]), { label: "Requests" }));
  }

  return {
    show() { stop?.(); stop = repeatedly(load, EVERY_MS); },
    hide() { stop?.(); },
  };
}

const sum = (meters, name) => meters.filter((meter) => meter.name === name).reduce((all, meter) => all + meter.value, 0);

const value = (meters, name, label) => meters.find((meter) => meter.name === name && Object.values(meter.labels).includes(label))?.value ?? 0;

/** Prometheus text as [{name, labels, value}]. */
export function parse(text) {
  return text.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => {
    const [, name, labels, number] = line.match(/^([^{ ]+)(?:\{(.*)\})? (.+)$/) ?? [];
    return { name, labels: Object.fromEntries([...(labels ?? "").matchAll(/([a-zA-Z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text])), value: Number(number) };
  }).filter((meter) => meter.name);
}
