// A program to run: an example to start from, errors shown at the line where they are, its circuit.

import { fetchJson } from "/page/api.js";
import { byId, html } from "/page/dom.js";
import { drawSoon, startDrawing } from "/page/drawing.js";
import { may, me } from "/page/who.js";

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

let accepted = () => {};

/** The card with the editor; calls with the job once it is accepted. */
export function submitCard(then) {
  accepted = then;
  const example = html("select", { id: "example" }, ...Object.keys(EXAMPLES).map((name) => html("option", {}, name)));
  const program = html("textarea", { id: "program", "aria-label": "Program", "aria-describedby": "errors", spellcheck: "false", autocomplete: "off", wrap: "off", rows: "18" });
  const form = html("form", { id: "form" },
    html("div", { class: "editor" }, html("ol", { id: "gutter", "aria-hidden": "true" }), html("div", { class: "page" }, html("div", { id: "marks", "aria-hidden": "true" }), program)),
    html("div", { class: "controls" },
      html("label", {}, "Target ", html("select", { id: "target" }, html("option", { value: "ideal" }, "ideal"))),
      html("label", {}, "Shots ", html("input", { id: "shots", type: "number", min: "1", max: "1000000", value: "1000" })),
      html("label", {}, "Seed ", html("input", { id: "seed", type: "text", inputmode: "numeric", placeholder: "drawn", size: "8" })),
      may("submitJob") ? html("button", { id: "run", type: "submit", class: "main", title: "Ctrl+Enter in the program" }, "Run") : html("span", { class: "hint" }, `The role ${me().role} runs nothing; programs are checked and drawn.`)),
    html("div", { id: "drawing", class: "drawing", hidden: true }),
    html("p", { id: "drawing-note", class: "hint", role: "status", hidden: true }, "The last program that could be read; the one above has an error."),
    html("div", { id: "errors", class: "errors", role: "alert", hidden: true }));
  const card = html("section", { id: "submit", "aria-labelledby": "submit-title" },
    html("div", { class: "head" }, html("h2", { id: "submit-title" }, "Run a program"), html("label", {}, "Example ", example)), form);
  example.addEventListener("change", () => write(EXAMPLES[example.value]));
  program.addEventListener("input", () => { clearErrors(); number(); drawSoon(); });
  program.addEventListener("scroll", followScroll);
  program.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (may("submitJob")) submit(); });
  queueMicrotask(() => { startDrawing(showDiagnostics); write(EXAMPLES[example.value]); });
  return card;
}

/** What a program can be run on: the ideal computer and these chips. */
export function offerTargets(chips) {
  const target = byId("target");
  const chosen = target.value;
  target.replaceChildren(...["ideal", ...chips].map((one) => html("option", { value: one, selected: one === chosen }, one)));
}

function followScroll() {
  byId("gutter").scrollTop = byId("program").scrollTop;
  byId("marks").style.transform = `translate(${-byId("program").scrollLeft}px, ${-byId("program").scrollTop}px)`;
}

function write(text) {
  byId("program").value = text;
  clearErrors();
  number();
  drawSoon();
}

/** Numbers the lines; where one is wrong, the reason stands at its end. */
function number(diagnostics = []) {
  const wrong = new Map(diagnostics.map((one) => [one.line, one]));
  const lines = byId("program").value.split("\n");
  byId("gutter").replaceChildren(...lines.map((_, i) => html("li", { class: wrong.has(i + 1) ? "wrong" : undefined }, String(i + 1))));
  byId("marks").replaceChildren(...lines.map((line, i) => {
    const one = wrong.get(i + 1);
    if (!one) return html("div", {}, "\u200b");
    const from = Math.max(0, one.column - 1);
    const word = line.slice(from).match(/^\w+|^./)?.[0] ?? " ";
    return html("div", { class: "wrong" }, line.slice(0, from), html("u", {}, word), line.slice(from + word.length), html("em", {}, `  ${one.message}`));
  }));
  followScroll();
}

/** What the server finds wrong while one writes: shown in place only, until it is to be run. */
function showDiagnostics(problem) {
  number(problem?.diagnostics ?? []);
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
    number();
    accepted(job);
  } catch (problem) {
    showErrors(problem.title ? problem : { title: "The server did not answer", detail: "It may be restarting; try again in a moment." });
  } finally {
    button.disabled = false;
  }
}

function showErrors(problem) {
  const diagnostics = problem.diagnostics || [];
  number(diagnostics);
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
