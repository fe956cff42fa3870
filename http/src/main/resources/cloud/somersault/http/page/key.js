// The key of a server that wants one: asked for in a dialog, kept for this tab alone, sent in a
// header and never in an address. It is neither logged nor written anywhere else.

import { html } from "/page/dom.js";

const NAME = "somersault-key";
const PRINTABLE = /^[\x21-\x7e]+$/;

let inMemory; // where a browser keeps nothing for a tab
let asking;
let declined = false;
let replaced = () => {};

/** The key in use, if there is one. */
export function key() {
  try { return sessionStorage.getItem(NAME) ?? inMemory; } catch { return inMemory; }
}

function keep(text) {
  inMemory = text;
  try { sessionStorage.setItem(NAME, text); } catch { /* then memory is enough */ }
}

export function forget() {
  inMemory = undefined;
  try { sessionStorage.removeItem(NAME); } catch { /* nothing was kept */ }
}

/** Calls when a person has given another key. */
export const onNewKey = (then) => { replaced = then; };

/** The next request that needs a key asks again. */
export const reconsider = () => { declined = false; };

/**
 * One dialog, however many requests were turned away. False when it was closed without a key, and
 * from then on without a dialog: whoever wants none isn't asked at every request.
 */
export function askForKey(refused) {
  if (declined) return Promise.resolve(false);
  asking ??= new Promise((resolve) => show(refused, (given) => {
    asking = undefined;
    if (given) { keep(given); replaced(); } else { declined = true; forget(); }
    resolve(Boolean(given));
  }));
  return asking;
}

function show(refused, ended) {
  const field = html("input", { type: "password", id: "key", autocomplete: "off", spellcheck: "false", required: true, size: "44", "aria-describedby": "key-hint" });
  const without = html("button", { type: "button" }, "Without one");
  const form = html("form", { method: "dialog" },
    html("h2", { id: "key-title" }, "This server wants a key"),
    ...(refused ? [html("p", { class: "errors", role: "alert" }, html("strong", {}, "The key was refused: "), "it is unknown, revoked or expired.")] : []),
    html("label", { for: "key" }, "Key"), field,
    html("p", { id: "key-hint", class: "hint" }, "It begins with som_. It is kept for this tab only, until you log out or close the tab."),
    html("p", { class: "controls" }, html("button", { type: "submit", class: "main" }, "Log in"), without));
  const dialog = html("dialog", { class: "key-dialog", "aria-labelledby": "key-title" }, form);
  const end = (given) => { dialog.remove(); ended(given); };
  field.addEventListener("input", () => field.setCustomValidity(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = field.value.trim();
    if (PRINTABLE.test(given)) end(given);
    else { field.setCustomValidity("A key has letters, digits and _ only."); field.reportValidity(); }
  });
  without.addEventListener("click", () => end(""));
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); end(""); });
  document.body.append(dialog);
  dialog.showModal();
}
