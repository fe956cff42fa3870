// Asking the server: the key goes along, problem documents are thrown.

import { askForKey, key } from "/page/key.js";

/** As fetch does; where a key is needed or refused, the person is asked for one, and it is tried again. */
export async function ask(address, options = {}) {
  const used = key();
  const response = await fetch(address, used ? { ...options, headers: { ...options.headers, Authorization: `Bearer ${used}` } } : options);
  if (response.status !== 401) return response;
  return key() !== used || (await askForKey(Boolean(used))) ? ask(address, options) : response;
}

/** The JSON of an address; a problem document is thrown. */
export async function fetchJson(address, options = {}) {
  const response = await ask(address, options);
  const body = await response.json();
  if (!response.ok) throw body;
  return body;
}

export const postJson = (address, body) =>
  fetchJson(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** What went wrong, for a person. */
export const refusal = (problem) => problem?.detail || problem?.title ||
  (problem instanceof TypeError && /fetch|network/i.test(problem.message) ? "The server did not answer; it may be restarting." : String(problem));
