// One stream of all job events for the whole page, and whether it is heard.

import { ask } from "/page/api.js";

const NAMES = new Set(["job-submitted", "job-compiled", "shard-completed", "job-completed", "job-failed", "job-cancelled"]);
const AGAIN_MS = 1000;
const SILENCE_MS = 30_000; // the server says something every ten seconds

const listeners = new Set();
const watchers = new Set();
let state = "connecting";

/** Calls with every event: its name, what is stored of it. Returns how to stop. */
export function onJobEvent(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls with "connecting", "live" or "reconnecting", now and at every change. */
export function onConnection(watcher) {
  watchers.add(watcher);
  watcher(state);
}

function become(next) {
  state = next;
  watchers.forEach((watcher) => watcher(next));
}

/**
 * Follows for as long as the page is open. Read with fetch and not by an EventSource, which can't
 * bring a key; as that does, it comes back with the number of the last event that it has heard.
 * A page that one leaves hangs up: a browser keeps it for the way back, and the few lines that it
 * has to one server would all be taken up by such pages.
 */
export async function follow() {
  let heard;
  let cut;
  window.addEventListener("pagehide", () => cut?.abort());
  for (;;) {
    cut = new AbortController();
    const hangUp = cut.abort.bind(cut);
    try {
      const response = await ask("/v1/events", { signal: cut.signal, cache: "no-store", headers: { Accept: "text/event-stream", ...(heard ? { "Last-Event-ID": heard } : {}) } });
      if (response.ok) {
        become("live");
        tell("connected", {});
        await read(response.body, hangUp, (event) => {
          heard = event.id ?? heard;
          if (NAMES.has(event.name)) tell(event.name, JSON.parse(event.data));
        });
      }
    } catch {
      // Nobody answered, or the stream was cut, as when the server restarts.
    }
    become("reconnecting");
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/**
 * The server-sent events of a body: lines of "field: value", an empty one after each event. When
 * nothing at all comes, not even the server's heartbeat, the line is dead, whatever it looks like.
 */
async function read(body, hangUp, happened) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = {};
  for (;;) {
    const silence = setTimeout(hangUp, SILENCE_MS);
    const { value, done } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const [, field, text] = line.match(/^(id|event|data): ?(.*?)\r?$/) ?? [];
      if (field === "id") event.id = text;
      else if (field === "event") event.name = text;
      else if (field === "data") event.data = event.data === undefined ? text : `${event.data}\n${text}`;
      else if (line.trim() === "" && event.data !== undefined) { happened(event); event = {}; }
    }
  }
}

function tell(name, data) {
  for (const listener of listeners) {
    try { listener(name, data); } catch (broken) { reportError(broken); }
  }
}

/**
 * A function that runs a task soon, at most once in each pause and never twice at a time: however
 * many events come, a list is read four times a second at most.
 */
export function gently(task, pause = 250) {
  let waiting = false;
  let again = false;
  return function soon() {
    if (waiting) { again = true; return; }
    waiting = true;
    setTimeout(async () => {
      try { await task(); } catch { /* the next event asks again */ }
      waiting = false;
      if (again) { again = false; soon(); }
    }, pause);
  };
}

/** Runs a task now and then again and again, until the returned function is called. */
export function repeatedly(task, pause) {
  let on = true;
  (async () => {
    while (on) {
      try { await task(); } catch { /* the server may be restarting */ }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  return () => { on = false; };
}
