// The shell: which view the address names, who looks, the theme, and whether the cloud is heard.
//
// A view is a module with a function that fills a root element once, and returns what the shell
// needs of it: show(words) whenever the address names it, hide() when another takes its place.

import { button, byId, card, html, note } from "/page/dom.js";
import { forget, reconsider } from "/page/key.js";
import { follow, onConnection } from "/page/stream.js";
import { identify, may, me } from "/page/who.js";

const VIEWS = {
  "": { tab: "Cloud", load: () => import("/page/home.js") },
  chip: { tab: "Chip", load: () => import("/page/chip.js") },
  jobs: { tab: "Jobs", load: () => import("/page/jobs.js") },
  tuning: { tab: "Tuning", load: () => import("/page/tuning.js") },
  audit: { tab: "Audit", load: () => import("/page/audit.js") },
  operator: { tab: "Operator", load: () => import("/page/operator.js"), needs: "getMetrics" },
};
const LOOK_MS = 1000;
const THEMES = ["system", "light", "dark"];

const made = new Map();
let current;
let turn = 0;

function startTheme() {
  const button = byId("theme");
  const show = (theme) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };
  let theme = localStorage.getItem("theme") ?? "system";
  show(theme);
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    localStorage.setItem("theme", theme);
    show(theme);
  });
}

function startTabs() {
  byId("tabs").append(...Object.entries(VIEWS).filter(([, view]) => may(view.needs)).map(([name, view]) => html("a", { href: `#/${name}`, "data-view": name }, view.tab)));
}

/** Whose key it is, and how to be rid of it: afterwards nothing of what was shown is left. */
function tellWho() {
  const key = me();
  if (!key) return;
  byId("who").replaceChildren(html("span", { title: `key ${key.id}` }, html("strong", {}, key.tenant), `, ${key.role}`), button("Log out", () => { forget(); location.reload(); }));
  byId("who").hidden = false;
}

function tellNobody() {
  byId("view").replaceChildren(card("This server wants a key", null, note("Without one it shows nothing. Whoever runs it makes keys: ./somersault keys create"),
    html("p", { class: "controls" }, button("Log in", () => { reconsider(); return start(); }, { class: "main" }))));
}

/** The view that the address names, and the words after it. */
function addressed() {
  const [name, ...words] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return [name in VIEWS ? name : "", words];
}

async function route() {
  const mine = ++turn;
  const [known, words] = addressed();
  for (const tab of byId("tabs").children) {
    if (tab.dataset.view === known) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const view = await viewOf(known);
  if (mine !== turn) return;
  if (current && current !== view) {
    current.hide?.();
    current.root.hidden = true;
  }
  current = view;
  view.root.hidden = false;
  document.title = known ? `${VIEWS[known].tab} · Somersault` : "Somersault";
  view.show?.(words);
}

async function viewOf(name) {
  if (!made.has(name)) {
    const module = await VIEWS[name].load().catch(startAnew);
    if (!made.has(name)) {
      const root = html("div", { class: `view view-${name || "home"}` });
      byId("view").append(root);
      made.set(name, { root, ...(may(VIEWS[name].needs) ? module.create(root) : closed(root, VIEWS[name])) });
    }
  }
  return made.get(name);
}

/**
 * The server went away while the view's script was on its way. A browser asks for a script that
 * failed again only with the whole page; there is nothing on it yet that could be lost.
 */
async function startAnew() {
  byId("view").replaceChildren(note("The server went away before the page was whole. It comes back with the server."));
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (await fetch("/health/ready").then((answer) => answer.ok, () => false)) location.reload();
  }
}

function closed(root, view) {
  root.append(card(view.tab, null, note(`This is not for the role ${me().role}.`)));
  return {};
}

async function start() {
  VIEWS[addressed()[0]].load().catch(() => {}); // it comes while the server is asked who this is
  if (!(await identify())) { tellNobody(); return; }
  byId("view").replaceChildren();
  tellWho();
  startTabs();
  window.addEventListener("hashchange", route);
  follow();
  await route();
}

onConnection((state) => {
  byId("connection").dataset.state = state;
  byId("connection").textContent = state;
});
// Its address would name a view, and no place on the page.
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); byId("view").focus(); });
startTheme();
start();
