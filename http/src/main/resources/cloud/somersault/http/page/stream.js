// One stream of all job events for the whole page, and whether it is heard.

import { ask } from "/page/key.js";

const NAMES = ["job-submitted", "job-compiled", "shard-completed", "job-completed", "job-failed", "job-cancelled"];
const AGAIN_MS = 1000;

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

// Read with fetch and not an EventSource, which can't bring a key.
async function follow() {
  let seen = "";
  for (;;) {
    try {
      const response = await ask("/v1/events", { headers: { Accept: "text/event-stream", ...(seen ? { "Last-Event-ID": seen } : {}) } });
      if (!response.ok) throw new Error(String(response.status));
      become("live");
      tell("connected", {});
      await readEvents(response.body, (event) => {
        seen = event.id ?? seen;
        if (NAMES.includes(event.name)) tell(event.name, JSON.parse(event.data));
      });
    } catch {
      // It ended, or nobody answered, as during a restart.
    }
    become("reconnecting");
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Server-sent events of a body: lines of "field: value", an empty line after each event. */
async function readEvents(body, happened) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = {};
  for (;;) {
    const { value, done } = await reader.read();
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
  listeners.forEach((listener) => listener(name, data));
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

follow();
