// Lines over an axis, drawn as SVG: each series has a dash of its own beside its colour, the
// nearest point is told in words, and the same figures are there as a table.

import { html, svg, table } from "/page/dom.js";

const WIDTH = 640;
const HEIGHT = 260;
const LEFT = 92;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 34;
const ROWS = 200;

/** Round numbers between two limits, about as many as asked for. */
export function ticks(low, high, many) {
  if (!(high > low)) return [low];
  const rough = (high - low) / many;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  const all = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high + step * 1e-9; tick += step) all.push(Math.abs(tick) < step * 1e-9 ? 0 : tick);
  return all;
}

/**
 * A chart of [{name, points: [[x, y], ...], band?: [[x, low, high], ...]}].
 *
 * options: label (what it shows, in words), xLabel, yLabel, writeX, writeY, fromZero.
 */
export function lineChart(series, options) {
  const { writeX = String, writeY = String } = options;
  const drawn = series.filter((one) => one.points.length);
  const told = html("p", { class: "told", "aria-live": "polite" });
  if (!drawn.length) return html("div", { class: "chart" }, html("p", { class: "empty" }, "Nothing to draw yet."));
  const xs = drawn.flatMap((one) => one.points.map((point) => point[0]));
  const ys = drawn.flatMap((one) => [...one.points.map((point) => point[1]), ...(one.band ?? []).flatMap(([, low, high]) => [low, high])]);
  const [minX, maxX] = widened(Math.min(...xs), Math.max(...xs), 0);
  const [minY, maxY] = options.fromZero ? [0, 1.05 * Math.max(...ys) || 1] : widened(Math.min(...ys), Math.max(...ys), 0.05);
  const toX = (value) => LEFT + ((value - minX) / (maxX - minX)) * (WIDTH - LEFT - RIGHT);
  const toY = (value) => HEIGHT - BOTTOM - ((value - minY) / (maxY - minY)) * (HEIGHT - TOP - BOTTOM);
  const path = (points) => points.map(([px, py], i) => `${i ? "L" : "M"}${toX(px).toFixed(1)} ${toY(py).toFixed(1)}`).join("");

  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, tabindex: "0", role: "img", "aria-label": `${options.label}. ${summary(drawn, writeY)}` });
  for (const tick of ticks(minY, maxY, 5)) {
    picture.append(svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: toY(tick), y2: toY(tick) }), svg("text", { class: "axis y", x: LEFT - 6, y: toY(tick) + 4 }, writeY(tick)));
  }
  let before;
  for (const tick of ticks(minX, maxX, 6)) {
    const text = writeX(tick);
    if (text !== before) picture.append(svg("text", { class: "axis x", x: toX(tick), y: HEIGHT - BOTTOM + 16 }, text));
    before = text;
  }
  if (options.xLabel) picture.append(svg("text", { class: "axis x", x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 3 }, options.xLabel));
  drawn.forEach((one, i) => {
    if (one.band?.length) {
      const [up, down] = [one.band.map(([bx, , high]) => [bx, high]), one.band.map(([bx, low]) => [bx, low]).reverse()];
      picture.append(svg("path", { class: `band series-${i % 6}`, d: `${path(up)}L${path(down).slice(1)}Z` }));
    }
    picture.append(svg("path", { class: `line series-${i % 6}`, d: path(one.points) }));
    if (one.points.length < 60) for (const [px, py] of one.points) picture.append(svg("circle", { class: `dot series-${i % 6}`, cx: toX(px), cy: toY(py), r: 2.6 }));
  });
  const cursor = svg("line", { class: "cursor", y1: TOP, y2: HEIGHT - BOTTOM, x1: -10, x2: -10 });
  picture.append(cursor);

  const stops = [...new Set(xs)].sort((a, b) => a - b);
  let at = stops.length - 1;
  const tell = (index) => {
    at = Math.max(0, Math.min(stops.length - 1, index));
    const value = stops[at];
    cursor.setAttribute("x1", toX(value));
    cursor.setAttribute("x2", toX(value));
    const parts = drawn.map((one) => [one, one.points.find(([px]) => px === value)]).filter(([, point]) => point).map(([one, [, py]]) => `${one.name} ${writeY(py)}`);
    told.textContent = `${options.xLabel ? `${options.xLabel} ` : ""}${writeX(value)}: ${parts.join(" · ")}`;
  };
  picture.addEventListener("pointermove", (event) => {
    const box = picture.getBoundingClientRect();
    const value = minX + (((event.clientX - box.left) / box.width) * WIDTH - LEFT) / (WIDTH - LEFT - RIGHT) * (maxX - minX);
    tell(nearest(stops, value));
  });
  picture.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -stops.length, End: stops.length }[event.key];
    if (step) { event.preventDefault(); tell(at + step); }
  });
  return html("div", { class: "chart" }, legend(drawn, options.yLabel), picture, told, asTable(drawn, options, writeX, writeY));
}

function widened(low, high, share) {
  if (high > low) return [low - share * (high - low), high + share * (high - low)];
  const by = Math.abs(low) * 0.05 || 1;
  return [low - by, high + by];
}

function nearest(sorted, value) {
  let best = 0;
  sorted.forEach((one, i) => { if (Math.abs(one - value) < Math.abs(sorted[best] - value)) best = i; });
  return best;
}

const summary = (series, write) => series.map((one) => `${one.name}: from ${write(one.points[0][1])} to ${write(one.points.at(-1)[1])}`).join("; ");

function legend(series, yLabel) {
  return html("p", { class: "legend" }, ...(yLabel ? [html("strong", {}, yLabel)] : []), ...(series.length > 1 || !yLabel ? series.map((one, i) =>
    html("span", { class: "key" }, svg("svg", { viewBox: "0 0 28 8", width: 28, height: 8, "aria-hidden": "true" }, svg("path", { class: `line series-${i % 6}`, d: "M0 4H28" })), one.name)) : []));
}

function asTable(series, options, writeX, writeY) {
  const details = html("details", {}, html("summary", {}, "The same as a table"));
  details.addEventListener("toggle", () => {
    if (!details.open || details.childElementCount > 1) return;
    const rows = [...new Set(series.flatMap((one) => one.points.map((point) => point[0])))].sort((a, b) => a - b).slice(-ROWS);
    details.append(table([options.xLabel ?? "at", ...series.map((one) => `#${one.name}`)],
      rows.map((value) => [writeX(value), ...series.map((one) => { const point = one.points.find(([px]) => px === value); return point ? writeY(point[1]) : "–"; })]), { label: options.label }));
  });
  return details;
}
