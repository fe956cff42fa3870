// One stream of all job events for the whole page, and whether it is heard.

const NAMES = ["job-submitted", "job-compiled", "shard-completed", "job-completed", "job-failed", "job-cancelled"];

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

function follow() {
  const events = new EventSource("/v1/events");
  events.onopen = () => { become("live"); tell("connected", {}); };
  events.onerror = () => {
    become("reconnecting");
    // A browser gives up on an error answer, such as "starting"; this page does not.
    if (events.readyState === EventSource.CLOSED) setTimeout(follow, 1000);
  };
  for (const name of NAMES) events.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
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
  return function ask() {
    if (waiting) { again = true; return; }
    waiting = true;
    setTimeout(async () => {
      try { await task(); } catch { /* the next event asks again */ }
      waiting = false;
      if (again) { again = false; ask(); }
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
