// All objects, or those of one type.

const ORDERS = [
  ["retained", "retained bytes"],
  ["bytes", "own bytes"],
  ["external", "references from outside"],
  ["strong", "references"],
];

class ObjectsView {
  #search = null;
  #type = -1;
  #ids = new Uint32Array(0);
  #stale = true;

  constructor(heap, open) {
    this.heap = heap;
    this.list = new VirtualList("Objects", (index) => this.#cells(this.#ids[index]), (index) => open(this.#ids[index]));
    this.order = element("select", { id: "order", onchange: () => this.show() },
      ...ORDERS.map(([name, title]) => element("option", { value: name }, title)));
    this.held = element("input", { type: "checkbox", id: "only-held", onchange: () => this.show() });
    this.garbage = element("input", { type: "checkbox", id: "only-garbage", onchange: () => this.show() });
    this.note = element("p", { class: "muted", role: "status", id: "objects-note" });
    const head = ["Number", "Type and label", "Own", "Retained", "Outside"].map((title, index) =>
      element("span", { class: index > 1 ? "number" : "" }, title));
    this.node = element("div", {},
      element("div", { class: "list-tools" },
        element("label", {}, "By ", this.order),
        element("label", {}, this.held, " held from outside"),
        element("label", {}, this.garbage, " garbage")),
      element("div", { class: "list-head", "aria-hidden": "true" }, ...head), this.list.node, this.note);
  }

  /** What to show from now on; drawn when it is looked at. */
  choose(matches, type) {
    this.#search = matches;
    this.#type = type;
    this.#stale = true;
  }

  refresh() {
    if (this.#stale) this.show();
  }

  show() {
    this.#stale = false;
    const { objects } = this.heap;
    const found = [];
    for (let id = 0; id < this.heap.length; id += 1) {
      if ((this.#type < 0 || objects.type[id] === this.#type)
        && (this.#search === null || this.#search.object(id))
        && (!this.held.checked || this.heap.isHeld(id))
        && (!this.garbage.checked || this.heap.isGarbage(id))) found.push(id);
    }
    const key = objects[this.order.value];
    this.#ids = Uint32Array.from(found).sort((one, other) => key[other] - key[one] || one - other);
    this.note.textContent = plural(found.length, "object", "objects");
    this.list.show(found.length);
  }

  #cells(id) {
    const { objects } = this.heap;
    const name = this.heap.typeName(id);
    const label = this.heap.label(id);
    const outside = objects.external[id];
    return [
      element("span", { class: "muted" }, `#${id}`),
      element("span", { class: this.heap.isGarbage(id) ? "is-garbage" : "", title: label === undefined ? name : `${label}\n${name}` },
        short(name), label === undefined ? null : element("span", { class: "muted" }, ` ${quoted(label, 200)}`)),
      element("span", { class: "number" }, bytes(objects.bytes[id])),
      element("span", { class: "number" }, bytes(objects.retained[id])),
      element("span", { class: outside > 0 ? "number held" : "number muted" }, count(outside)),
    ];
  }
}
