// The editor: an example to start from, and errors shown at the line where they are.

import { byId, fetchJson, html } from "/page/dom.js";
import { drawSoon, startDrawing } from "/page/drawing.js";
import { choose } from "/page/jobs.js";

const EXAMPLES = {
  "Bell pair": `OPENQASM 3.0;
include "stdgates.inc";

// Two qubits that always agree.
qubit[2] q;
bit[2] c;

h q[0];
cx q[0], q[1];
c = measure q;
`,
  "GHZ on 5": `OPENQASM 2.0;
include "qelib1.inc";
qreg q[5];
creg c[5];
h q[0];
cx q[0], q[1];
cx q[1], q[2];
cx q[2], q[3];
cx q[3], q[4];
measure q -> c;
`,
  "Bell pair in OriginIR": `QINIT 2
CREG 2
H q[0]
CNOT q[0],q[1]
MEASURE q[0],c[0]
MEASURE q[1],c[1]
`,
  "A program with an error": `OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
h q[0];
cx q[0], q[2];
c = measure q;
`,
};

export function startSubmit() {
  const example = byId("example");
  example.append(...Object.keys(EXAMPLES).map((name) => html("option", {}, name)));
  example.addEventListener("change", () => write(EXAMPLES[example.value]));
  byId("program").addEventListener("input", () => { clearErrors(); number(); drawSoon(); });
  byId("program").addEventListener("scroll", () => { byId("gutter").scrollTop = byId("program").scrollTop; });
  byId("program").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("form").requestSubmit();
  });
  byId("form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  startDrawing();
  write(EXAMPLES[example.value]);
}

function write(text) {
  byId("program").value = text;
  clearErrors();
  number();
  drawSoon();
}

function number(marked = new Set()) {
  const lines = byId("program").value.split("\n").length;
  byId("gutter").replaceChildren(...Array.from({ length: lines }, (_, i) => html("li", { class: marked.has(i + 1) ? "wrong" : undefined }, String(i + 1))));
  byId("gutter").scrollTop = byId("program").scrollTop;
}

function clearErrors() {
  byId("errors").hidden = true;
  byId("errors").replaceChildren();
}

async function submit() {
  const button = byId("run");
  const seed = byId("seed").value.trim();
  button.disabled = true;
  clearErrors();
  number();
  try {
    const job = await fetchJson("/v1/jobs", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID?.() ?? String(Math.random()) },
      body: JSON.stringify({
        name: byId("example").value,
        target: byId("target").value,
        shots: Number(byId("shots").value),
        ...(/^[0-9]+$/.test(seed) ? { seed: Number(seed) } : {}),
        program: byId("program").value,
      }),
    });
    choose(job.id);
  } catch (problem) {
    showErrors(problem.title ? problem : { title: "The server did not answer", detail: "It may be restarting; try again in a moment." });
  } finally {
    button.disabled = false;
  }
}

function showErrors(problem) {
  const diagnostics = problem.diagnostics || [];
  number(new Set(diagnostics.map((one) => one.line)));
  byId("errors").replaceChildren(
    html("p", {}, html("strong", {}, problem.title), ` ${diagnostics.length ? "" : problem.detail || ""}`),
    ...diagnostics.map(diagnosticItem),
    ...(problem.hint && !diagnostics.some((one) => one.hint === problem.hint) ? [html("p", { class: "hint" }, problem.hint)] : []));
  byId("errors").hidden = false;
}

function diagnosticItem(one) {
  const go = html("button", { type: "button", class: "link" }, `line ${one.line}, column ${one.column}`);
  go.addEventListener("click", () => select(one.line));
  return html("div", { class: "diagnostic" }, html("p", {}, go, ` ${one.message}`),
    html("pre", {}, `${one.sourceLine}\n${" ".repeat(Math.max(0, one.column - 1))}^`),
    ...(one.hint ? [html("p", { class: "hint" }, one.hint)] : []));
}

function select(line) {
  const program = byId("program");
  const lines = program.value.split("\n");
  const from = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  program.focus();
  program.setSelectionRange(from, from + (lines[line - 1] || "").length);
}
