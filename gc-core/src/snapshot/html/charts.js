// Pauses and memory over time.

const CHART = { width: 640, height: 240, left: 64, right: 14, top: 12, bottom: 34 };

/** A value's place between the ends of an axis. */
function scale(low, high, from, to) {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

function chart(label, ...content) {
  return drawn("svg", { viewBox: `0 0 ${CHART.width} ${CHART.height}`, role: "img", "aria-label": label }, ...content);
}

function axisText(x, y, anchor, text) {
  return drawn("text", { class: "axis-text", x, y, "text-anchor": anchor }, text);
}

/** Horizontal lines at round heights. */
function grid(most, y, text) {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((part) => [
    drawn("line", { class: "axis", x1: CHART.left, x2: CHART.width - CHART.right, y1: y(most * part), y2: y(most * part) }),
    axisText(CHART.left - 6, y(most * part) + 4, "end", text(most * part)),
  ]);
}

function memoryChart(samples) {
  const last = samples[samples.length - 1];
  const most = samples.reduce((most, sample) => Math.max(most, sample[2], sample[3]), 1);
  const x = scale(samples[0][0], last[0], CHART.left, CHART.width - CHART.right);
  const y = scale(0, most, CHART.height - CHART.bottom, CHART.top);
  const line = (column) => samples.map((sample, index) => `${index ? "L" : "M"}${x(sample[0]).toFixed(1)} ${y(sample[column]).toFixed(1)}`).join("");
  const label = `Memory over ${time(last[0] * 1e6)}: at the end ${bytes(last[2])} in ${plural(last[1], "object", "objects")}, ${bytes(last[3])} reserved.`;
  return element("figure", { id: "memory" },
    element("figcaption", {}, "Memory over time"),
    chart(label, ...grid(most, y, bytes),
      drawn("path", { class: "area", d: `${line(2)}L${x(last[0])} ${y(0)}L${x(samples[0][0])} ${y(0)}Z` }),
      drawn("path", { class: "curve second", d: line(3) }), drawn("path", { class: "curve", d: line(2) }),
      axisText(CHART.left, CHART.height - 12, "start", time(samples[0][0] * 1e6)),
      axisText(CHART.width - CHART.right, CHART.height - 12, "end", time(last[0] * 1e6))),
    element("p", { class: "muted" }, element("span", { class: "key" }), "objects ",
      element("span", { class: "key second" }), "reserved by pages"),
    element("p", {}, label));
}

/** Columns of a factor of two each. */
function pauseChart(pauses) {
  const exponents = pauses.map(([longest]) => Math.floor(Math.log2(Math.max(longest, 1))));
  const [low, high] = [Math.min(...exponents), Math.max(...exponents)];
  const columns = new Array(high - low + 1).fill(0);
  pauses.forEach(([, number], index) => { columns[exponents[index] - low] += number; });
  const most = Math.max(...columns);
  const x = scale(0, columns.length, CHART.left, CHART.width - CHART.right);
  const y = scale(0, most, CHART.height - CHART.bottom, CHART.top);
  const all = pauses.reduce((sum, [, number]) => sum + number, 0);
  /** The longest pause of a share of all. */
  const share = (part) => {
    let left = part * all;
    return pauses.find(([, number]) => (left -= number) <= 0)[0];
  };
  const label = `${plural(all, "pause", "pauses")}: half of them up to ${time(share(0.5))}, 99 of 100 up to ${time(share(0.99))}, the longest ${time(pauses[pauses.length - 1][0])}.`;
  const every = Math.ceil(columns.length / 8);
  const steps = most < 4 ? [0, most] : [0, Math.round(most / 2), most];
  return element("figure", { id: "pauses" },
    element("figcaption", {}, "Pauses"),
    chart(label,
      ...steps.flatMap((step) => [
        drawn("line", { class: "axis", x1: CHART.left, x2: CHART.width - CHART.right, y1: y(step), y2: y(step) }),
        axisText(CHART.left - 6, y(step) + 4, "end", count(step))]),
      ...columns.map((number, index) => drawn("rect", {
        class: "column", x: x(index) + 1, width: Math.max(Math.min(x(1) - x(0) - 2, 90), 1), y: y(number), height: y(0) - y(number),
      }, drawn("title", {}, `${time(2 ** (low + index))} to ${time(2 ** (low + index + 1))}: ${count(number)}`))),
      ...columns.map((_, index) => (index % every ? null : axisText(x(index), CHART.height - 12, "start", `≥ ${time(2 ** (low + index))}`)))),
    element("p", {}, label));
}

function recentTable(recent) {
  const head = ["Collection", "Looked at", "Freed", "Bytes", "Time"];
  const kind = (index) => (index > 0 ? "number" : "");
  const rows = recent.slice().reverse().map((one) =>
    [one.scope, count(one.examined), count(one.freed), bytes(one.freed_bytes), time(one.time)]);
  return element("div", { class: "scroll recent" }, element("table", {},
    element("caption", {}, "The last collections, the newest first"),
    element("thead", {}, element("tr", {}, ...head.map((title, index) => element("th", { scope: "col", class: kind(index) }, title)))),
    element("tbody", {}, ...rows.map((row) =>
      element("tr", {}, ...row.map((text, index) => element("td", { class: kind(index) }, text)))))));
}

function historyView(heap) {
  const { samples, pauses, recent } = heap.history;
  const { stats } = heap.summary;
  const node = element("div", {},
    element("p", {}, `${plural(stats.collections, "collection", "collections")} until the snapshot, ${time(stats.total_pause)} in all, the longest pause ${time(stats.max_pause)}; ${plural(stats.freed, "value", "values")} freed by them.`));
  if (pauses.length > 0) node.append(pauseChart(pauses));
  node.append(samples.length > 1 ? memoryChart(samples)
    : element("p", { class: "muted" }, "The program noted no memory over time: a Recorder does."));
  if (recent.length > 0) node.append(recentTable(recent));
  return node;
}
