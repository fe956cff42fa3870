// Starts the parts of the page; each part asks the API for itself.

import { byId } from "/page/dom.js";
import { startChip } from "/page/chip.js";
import { startJobs } from "/page/jobs.js";
import { startSubmit } from "/page/submit.js";

const THEMES = ["system", "light", "dark"];

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

async function untilThere(start) {
  for (;;) {
    try {
      return await start();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

startTheme();
startSubmit();
startJobs();
untilThere(startChip);
