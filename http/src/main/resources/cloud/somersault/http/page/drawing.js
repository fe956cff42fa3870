// The circuit of the program in the editor, drawn by the server a moment after the last key.
// A program with errors has no drawing: the last good one stays, paler, until it is mended.

import { ask } from "/page/api.js";
import { byId } from "/page/dom.js";

const PAUSE_MS = 350;

let picture;
let sheet;
let timer;
let asked = 0;

let found = () => {};

/** Begins to draw; calls with the problem of a program that can't be read, or with nothing. */
export function startDrawing(tell) {
  found = tell;
  picture = byId("drawing").attachShadow({ mode: "open" });
  new MutationObserver(followTheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** To be called at every change; only the last of several quick ones is drawn. */
export function drawSoon() {
  clearTimeout(timer);
  timer = setTimeout(draw, PAUSE_MS);
}

async function draw() {
  const turn = ++asked;
  try {
    const response = await ask("/v1/drawings", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "image/svg+xml" },
      body: JSON.stringify({ program: byId("program").value, format: "svg" }),
    });
    const text = await response.text();
    if (turn !== asked) return;
    if (response.ok) { show(text); found(); } else { keep(); found(JSON.parse(text)); }
  } catch {
    if (turn === asked) keep();
  }
}

function keep() {
  if (!picture.childElementCount) return;
  byId("drawing").classList.add("old");
  byId("drawing-note").hidden = false;
}

/** The page's policy allows no style inside of a document, so the drawing's own is adopted. */
function show(text) {
  const bare = text.replace(/<style>([^]*?)<\/style>/, (_, style) => {
    adopt(style);
    return "";
  });
  const drawing = new DOMParser().parseFromString(bare, "image/svg+xml").documentElement;
  picture.replaceChildren(document.importNode(drawing, true));
  byId("drawing").hidden = false;
  byId("drawing").classList.remove("old");
  byId("drawing-note").hidden = true;
}

function adopt(style) {
  if (sheet) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(`${style} .ss-page { fill: none; }`);
  picture.adoptedStyleSheets = [sheet];
  followTheme();
}

/** The drawing's dark colours are for dark systems; here the page's own switch goes before. */
function followTheme() {
  if (!sheet) return;
  const dark = { dark: "all", light: "not all" }[document.documentElement.dataset.theme];
  for (const rule of sheet.cssRules) {
    if (rule instanceof CSSMediaRule) rule.media.mediaText = dark ?? "(prefers-color-scheme: dark)";
  }
}
