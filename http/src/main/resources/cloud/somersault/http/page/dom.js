// Making elements, and the few ways of writing numbers that all parts of the page share.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

export const html = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

export const percent = (value, digits = 2) => `${(100 * value).toFixed(digits)} %`;

export const micros = (seconds) => `${(1e6 * seconds).toFixed(1)} µs`;

export const count = (number) => number.toLocaleString("en");

export function took(fromText, toText) {
  const ms = new Date(toText) - new Date(fromText);
  return ms < 1000 ? `${ms} ms` : ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

export function clock(text) {
  const at = new Date(text);
  const today = new Date().toDateString() === at.toDateString();
  return today ? at.toLocaleTimeString("en-GB") : at.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** The JSON of an address; a problem document is thrown. */
export async function fetchJson(address, options = {}) {
  const response = await fetch(address, options);
  const body = await response.json();
  if (!response.ok) throw body;
  return body;
}
