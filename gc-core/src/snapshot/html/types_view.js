// All types, with bars.

const TYPE_COLUMNS = [
  ["name", "Type", ""],
  ["objects", "Objects", "number"],
  ["bytes", "Own bytes", "number"],
  ["retained", "Retained", "number"],
];

/** More are not drawn: a search finds them. */
const MOST_TYPES = 500;

class TypesView {
  #sort = "retained";
  #descending = true;
  #search = () => true;

  constructor(heap, open) {
    this.heap = heap;
    this.open = open;
    this.head = element("tr");
    this.body = element("tbody");
    this.note = element("p", { class: "muted", role: "status" });
    const widths = [undefined, "16%", "19%", "19%"].map((width) => element("col", { style: width && `width:${width}` }));
    const table = element("table", { id: "types" },
      element("colgroup", {}, ...widths), element("thead", {}, this.head), this.body);
    this.node = element("div", {}, element("div", { class: "scroll" }, table), this.note);
    this.#draw();
  }

  search(matches) {
    this.#search = matches.type;
    this.#draw();
  }

  #order(column) {
    this.#descending = this.#sort === column ? !this.#descending : column !== "name";
    this.#sort = column;
    this.#draw();
    this.head.querySelector(`[data-column="${column}"]`).focus();
  }

  #draw() {
    replaceAll(this.head, ...TYPE_COLUMNS.map(([column, title, kind]) => element("th", {
      class: kind, scope: "col",
      "aria-sort": this.#sort === column ? (this.#descending ? "descending" : "ascending") : "none",
    }, element("button", { type: "button", "data-column": column, onclick: () => this.#order(column) }, title))));
    const sign = this.#descending ? -1 : 1;
    const key = this.#sort;
    const rows = this.heap.types.map((type, index) => ({ type, index })).filter(({ index }) => this.#search(index));
    rows.sort((one, other) => {
      const [a, b] = [one.type[key], other.type[key]];
      return sign * (typeof a === "string" ? a.localeCompare(b) : a - b);
    });
    const most = this.heap.types.reduce((most, type) => Math.max(most, type.retained), 1);
    replaceAll(this.body, ...rows.slice(0, MOST_TYPES).map(({ type, index }) => this.#row(type, index, most)));
    const more = rows.length > MOST_TYPES ? `; the first ${count(MOST_TYPES)} are shown` : "";
    this.note.textContent = `${plural(rows.length, "type", "types")}${more}`;
  }

  #row(type, index, most) {
    const share = (value) => `width:${Math.max((100 * value) / most, value > 0 ? 0.5 : 0)}%`;
    return element("tr", {},
      element("td", { title: type.name },
        element("button", { type: "button", class: "link", onclick: () => this.open(index) }, short(type.name)),
        element("div", { class: "bar", "aria-hidden": "true" },
          element("i", { style: share(type.retained) }), element("i", { style: share(Math.min(type.bytes, type.retained)) }))),
      element("td", { class: "number" }, count(type.objects)),
      element("td", { class: "number" }, bytes(type.bytes)),
      element("td", { class: "number" }, bytes(type.retained)));
  }
}
