// Who looks at the page, and what that one may do. The server's own API document says which roles
// an operation is for, so nothing here has to agree with it.

import { fetchJson } from "/page/api.js";
import { onNewKey } from "/page/key.js";

const AGAIN_MS = 500;

let own; // the key, as the server knows it; none on a server that is open
let roles;

/**
 * Finds out, and asks for a key if one is needed; waits while the server starts. False when a key
 * is needed and there is none.
 */
export async function identify() {
  for (;;) {
    try {
      own = (await fetchJson("/v1/limits")).key;
      if (own) roles = rolesOf(await fetchJson("/openapi.json"));
      onNewKey(() => location.reload()); // another's key may see less
      return true;
    } catch (problem) {
      if (problem?.status === 401) return false;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

const rolesOf = (document) => new Map(Object.values(document.paths).flatMap((path) => Object.values(path))
  .filter((operation) => operation?.operationId).map((operation) => [operation.operationId, operation["x-roles"] ?? []]));

/** The key's {id, tenant, role}, if there is one. */
export const me = () => own;

/** Whether this operation of the API is for who looks; none is for everybody. */
export const may = (operation) => !own || !operation || (roles.get(operation) ?? []).includes(own.role);

/** What is to be shown to who may, or nothing. */
export const ifMay = (operation, make) => (may(operation) ? [make()] : []);
