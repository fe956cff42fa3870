// The key of a server that wants one: asked for once, kept for this tab only, never in an address.

import { html } from "/page/dom.js";

const NAME = "somersault-key";

let asking;

const headers = (options) => {
  const key = sessionStorage.getItem(NAME);
  return key ? { ...options.headers, Authorization: `Bearer ${key}` } : options.headers;
};

/** As fetch does; where a key is needed or refused, the person is asked for one, and it is tried again. */
export async function ask(address, options = {}) {
  for (;;) {
    const used = sessionStorage.getItem(NAME);
    const response = await fetch(address, { ...options, headers: headers(options) });
    if (response.status !== 401) return response;
    if (sessionStorage.getItem(NAME) === used && !(await askForKey(used))) return response;
  }
}

/** One dialog, however many requests were turned away. False when it was closed without a key. */
function askForKey(refused) {
  asking ??= new Promise((resolve) => {
    const field = html("input", { type: "password", autocomplete: "off", required: true, size: "40", "aria-label": "Key" });
    const form = html("form", { method: "dialog" },
      html("h2", {}, "This server wants a key"),
      html("p", { class: "facts" }, refused ? "The key was refused: it is unknown, revoked or expired." : "It is kept for this tab only. Its makers call it som_…"),
      html("p", { class: "controls" }, field, html("button", { type: "submit" }, "Use it"), html("button", { type: "button" }, "Without one")));
    const dialog = html("dialog", { class: "key-dialog" }, form);
    const end = (found) => { dialog.remove(); asking = undefined; resolve(found); };
    form.addEventListener("submit", (event) => { event.preventDefault(); sessionStorage.setItem(NAME, field.value.trim()); end(true); });
    form.querySelector("button[type=button]").addEventListener("click", () => { sessionStorage.removeItem(NAME); end(false); });
    dialog.addEventListener("cancel", () => end(false));
    document.body.append(dialog);
    dialog.showModal();
  });
  return asking;
}
