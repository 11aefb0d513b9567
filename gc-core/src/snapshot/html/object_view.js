// One object: what it costs, who holds it, why it is alive.

/** So many edges or paths are shown before one has to ask for more. */
const FIRST_EDGES = 50;
const FIRST_PATHS = 3;

/** Of a longer path, the middle is left out. */
const LONGEST = 24;

class ObjectView {
  constructor(heap, host, open) {
    this.heap = heap;
    this.host = host;
    this.open = open;
    this.picture = new Picture(heap, open);
  }

  show(id) {
    const { heap } = this;
    const label = heap.label(id);
    const tags = [];
    if (heap.isHeld(id)) tags.push(element("span", { class: "tag held" }, "held from outside"));
    if (heap.isGarbage(id)) tags.push(element("span", { class: "tag" }, "garbage"));
    if (heap.objects.unreadable.has(id)) tags.push(element("span", { class: "tag" }, "could not be read"));
    replaceAll(this.host,
      element("h2", { tabindex: "-1", id: "object-title" }, `#${id} ${short(heap.typeName(id))} `, ...tags),
      label === undefined ? null : element("p", { id: "object-label" }, "“", element("bdi", {}, label), "”"),
      element("p", { class: "muted", style: "overflow-wrap:anywhere" }, heap.typeName(id)),
      this.#facts(id),
      element("h3", {}, "Why it is alive"), this.#why(id),
      element("h3", {}, "What lies around it"), this.picture.node,
      element("div", { class: "split" },
        this.#edges("Held by", heap.sources(id), "held-by"), this.#edges("Holds", heap.targets(id), "holds")));
    this.picture.show(id);
  }

  link(id) {
    return element("button", {
      type: "button", class: "link", "data-object": id, title: this.heap.typeName(id), onclick: () => this.open(id),
    }, this.heap.title(id));
  }

  #facts(id) {
    const { objects, sites } = this.heap;
    const dominator = objects.dominator[id];
    const foreign = objects.foreign.filter((other) => other === id).length;
    const facts = [
      ["Own size", bytes(objects.bytes[id])],
      ["Retained", bytes(objects.retained[id])],
      ["References", count(objects.strong[id])],
      ["… from outside", count(objects.external[id])],
      ["Weak references", count(objects.weak.get(id) || 0)],
      ["Freed along with", dominator < 0 ? "nothing else" : this.link(dominator)],
      sites.has(id) ? ["Made at", sites.get(id)] : null,
      foreign > 0 ? ["Edges into other heaps", count(foreign)] : null,
    ];
    return element("dl", { class: "facts" }, ...facts.filter((fact) => fact !== null).map(([name, value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, value))));
  }

  #why(id) {
    const { holders, paths } = this.heap.holders(id, 20);
    if (holders === 0) {
      return element("p", { id: "why" }, "It is not: nothing from outside leads to it, and the next collection frees it.");
    }
    const node = element("div", { id: "why" },
      element("p", { class: "muted" }, `${plural(holders, "object", "objects")} held from outside ${holders === 1 ? "leads" : "lead"} to it.`));
    node.append(...this.#inParts(paths, FIRST_PATHS, (path) => this.#path(path), "paths"));
    return node;
  }

  #path(path) {
    const step = (id, index) => {
      const outside = this.heap.objects.external[id];
      const note = index === 0 ? element("span", { class: "held" }, ` ${plural(outside, "reference", "references")} from outside`) : null;
      return element("li", {}, this.link(id), note);
    };
    if (path.length <= LONGEST) {
      return element("ol", { class: "path" }, ...path.map(step));
    }
    const half = LONGEST / 2;
    const gap = element("li", { class: "muted" }, `… ${count(path.length - LONGEST)} more steps`);
    return element("ol", { class: "path" },
      ...path.slice(0, half).map(step), gap, ...path.slice(-half).map((id) => step(id, half)));
  }

  #edges(title, ids, name) {
    const times = new Map();
    for (const id of ids) times.set(id, (times.get(id) || 0) + 1);
    const list = element("ul", { class: "plain", id: name });
    const item = ([id, number]) => element("li", {}, this.link(id), number > 1 ? ` × ${count(number)}` : null);
    list.append(...this.#inParts(Array.from(times), FIRST_EDGES, item, "objects"));
    return element("div", {}, element("h3", {}, `${title} `, element("span", { class: "muted" }, count(times.size))), list);
  }

  /** The first items, and a button that puts the next ones in its place. */
  #inParts(items, number, draw, name) {
    const nodes = items.slice(0, number).map(draw);
    if (items.length > number) {
      const rest = items.slice(number);
      const button = element("button", { type: "button", class: "quiet" }, `${count(rest.length)} more ${name}`);
      const holder = nodes[0] instanceof HTMLLIElement ? element("li", {}, button) : button;
      button.addEventListener("click", () => holder.replaceWith(...this.#inParts(rest, number, draw, name)));
      nodes.push(holder);
    }
    return nodes;
  }
}
