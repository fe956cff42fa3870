// The shell: which view the address names, the theme, and whether the cloud is heard.
//
// A view is a module with a function that fills a root element once, and returns what the shell
// needs of it: show(words) whenever the address names it, hide() when another takes its place.

import { byId, html } from "/page/dom.js";
import { onConnection } from "/page/stream.js";

const VIEWS = {
  "": { tab: "Cloud", load: () => import("/page/home.js") },
  chip: { tab: "Chip", load: () => import("/page/chip.js") },
  jobs: { tab: "Jobs", load: () => import("/page/jobs.js") },
  tuning: { tab: "Tuning", load: () => import("/page/tuning.js") },
  audit: { tab: "Audit", load: () => import("/page/audit.js") },
  operator: { tab: "Operator", load: () => import("/page/operator.js") },
};
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
  byId("tabs").append(...Object.entries(VIEWS).map(([name, view]) => html("a", { href: `#/${name}`, "data-view": name }, view.tab)));
}

async function route() {
  const mine = ++turn;
  const [name, ...words] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const known = name in VIEWS ? name : "";
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
    const module = await VIEWS[name].load();
    if (!made.has(name)) {
      const root = html("div", { class: `view view-${name || "home"}` });
      byId("view").append(root);
      made.set(name, { root, ...module.create(root) });
    }
  }
  return made.get(name);
}

onConnection((state) => {
  byId("connection").dataset.state = state;
  byId("connection").textContent = state;
});
startTheme();
startTabs();
window.addEventListener("hashchange", route);
route();
