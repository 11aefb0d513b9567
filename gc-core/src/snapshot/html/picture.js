// What lies around one object: who holds it on the left, what it holds on the right.

const NODE = { width: 172, height: 40, across: 218, down: 50 };

/** More objects at one distance are only counted. */
const MOST_IN_COLUMN = 9;

/** A longer path is not drawn beyond its last objects. */
const LONGEST_PATH = 7;

class Picture {
  #box = { x: 0, y: 0, width: 1, height: 1 };
  #drag = null;

  constructor(heap, open) {
    this.heap = heap;
    this.open = open;
    this.id = 0;
    this.steps = element("select", { "aria-label": "How far to look", onchange: () => this.show(this.id) },
      ...[1, 2, 3].map((steps) => element("option", { value: steps, selected: steps === 1 }, plural(steps, "step", "steps"))));
    this.svg = drawn("svg", {
      role: "group", tabindex: "0",
      "aria-label": "Picture. Arrow keys move it, plus and minus zoom, 0 shows all; each object in it can be chosen.",
      onwheel: (event) => this.#wheel(event),
      onpointerdown: (event) => this.#press(event),
      onpointermove: (event) => this.#move(event),
      onpointerup: () => this.#release(),
      onpointercancel: () => this.#release(),
      onkeydown: (event) => this.#key(event),
    });
    const button = (text, label, act) =>
      element("button", { type: "button", class: "quiet", "aria-label": label, title: label, onclick: act }, text);
    this.node = element("div", {},
      element("div", { class: "picture-tools" }, this.steps,
        button("+", "Zoom in", () => this.#zoom(0.8)), button("−", "Zoom out", () => this.#zoom(1.25)),
        button("All", "Show all", () => this.#fit()),
        element("span", { class: "muted" }, "Holders are on the left, what is held is on the right; orange is the path from outside.")),
      element("div", { class: "picture" }, this.svg));
  }

  show(id) {
    this.id = id;
    this.places = new Map([[id, { column: 0, row: 0 }]]);
    this.columns = new Map([[0, 1]]);
    this.hidden = [];
    this.#placePath(id);
    const steps = Number(this.steps.value);
    this.#spread(steps, 1, (at) => this.heap.targets(at));
    this.#spread(steps, -1, (at) => this.heap.sources(at));
    this.#draw();
    this.#fit();
  }

  /** The shortest path from outside is always in the picture. */
  #placePath(id) {
    const [path] = this.heap.holders(id, 1).paths;
    this.path = path === undefined ? [] : path.slice(-LONGEST_PATH);
    this.path.slice(0, -1).reverse().forEach((other, step) => this.#place(other, -1 - step));
  }

  #place(id, column) {
    const row = this.columns.get(column) || 0;
    this.places.set(id, { column, row });
    this.columns.set(column, row + 1);
  }

  /** Places what can be reached in one direction, column by column; what retains most comes first. */
  #spread(steps, direction, neighbours) {
    const { retained } = this.heap.objects;
    let from = [this.id];
    for (let step = 1; step <= steps; step += 1) {
      const column = step * direction;
      const found = new Set();
      for (const at of from) {
        for (const other of neighbours(at)) {
          if (!this.places.has(other)) found.add(other);
        }
      }
      const ids = Array.from(found).sort((one, other) => retained[other] - retained[one] || one - other);
      const room = MOST_IN_COLUMN - (this.columns.get(column) || 0);
      for (const other of ids.slice(0, room)) this.#place(other, column);
      if (ids.length > room) {
        this.hidden.push({ column, row: this.columns.get(column), number: ids.length - room });
      }
      from = Array.from(this.places.keys()).filter((id) => this.places.get(id).column === column);
    }
  }

  #at({ column, row }) {
    return { x: column * NODE.across, y: (row - (this.columns.get(column) - 1) / 2) * NODE.down };
  }

  #draw() {
    const arrow = drawn("marker", {
      id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto",
    }, drawn("path", { class: "arrow", d: "M0 0 L8 4 L0 8 z" }));
    const edges = [];
    for (const [id, place] of this.places) {
      const drawnTo = new Set();
      for (const target of this.heap.targets(id)) {
        if (this.places.has(target) && !drawnTo.has(target)) {
          drawnTo.add(target);
          edges.push(this.#edge(id, place, target, this.places.get(target)));
        }
      }
    }
    const nodes = Array.from(this.places, ([id, place]) => this.#node(id, place));
    const more = this.hidden.map((place) => {
      const { x, y } = this.#at(place);
      return drawn("text", { class: "more", x, y: y + 6, "text-anchor": "middle" }, `… ${count(place.number)} more`);
    });
    replaceAll(this.svg, drawn("defs", {}, arrow), ...edges, ...nodes, ...more);
  }

  #edge(id, place, target, to) {
    const [from, end] = [this.#at(place), this.#at(to)];
    const half = NODE.width / 2;
    const step = this.path.indexOf(id);
    const isPath = step >= 0 && this.path[step + 1] === target;
    const own = isPath ? " is-path" : id === this.id || target === this.id ? " is-own" : "";
    let path;
    if (id === target) {
      path = `M${from.x - 20} ${from.y - 19} c-12 -34 52 -34 40 0`;
    } else if (to.column > place.column) {
      const bend = (end.x - from.x) / 2 - half / 2;
      path = `M${from.x + half} ${from.y} C${from.x + half + bend} ${from.y} ${end.x - half - bend} ${end.y} ${end.x - half} ${end.y}`;
    } else if (to.column === place.column) {
      path = `M${from.x + half} ${from.y} C${from.x + half + 46} ${from.y} ${end.x + half + 46} ${end.y} ${end.x + half} ${end.y}`;
    } else {
      const below = Math.max(from.y, end.y) + 40;
      path = `M${from.x} ${from.y + 19} C${from.x} ${below} ${end.x} ${below} ${end.x} ${end.y + 19}`;
    }
    const back = to.column <= place.column && !isPath ? " is-back" : "";
    return drawn("path", { class: `edge${own}${back}`, d: path, "marker-end": "url(#arrow)" });
  }

  #node(id, place) {
    const { x, y } = this.#at(place);
    const { heap } = this;
    const label = heap.label(id);
    const classes = ["node"];
    if (heap.isHeld(id)) classes.push("is-held");
    if (heap.isGarbage(id)) classes.push("is-garbage");
    if (id === this.id) classes.push("is-chosen");
    const open = () => this.open(id);
    const outside = heap.isHeld(id) ? `, ${plural(heap.objects.external[id], "reference", "references")} from outside` : "";
    return drawn("g", {
      class: classes.join(" "), transform: `translate(${x - NODE.width / 2} ${y - NODE.height / 2})`,
      role: "button", tabindex: "0", "data-object": id, "aria-label": `${heap.title(id)}${outside}`,
      onclick: open,
      onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } },
    },
    drawn("title", {}, `${heap.typeName(id)}${label === undefined ? "" : `\n${cut(label, 200)}`}`),
    drawn("rect", { width: NODE.width, height: NODE.height, rx: 6 }),
    drawn("text", { x: 9, y: 16 }, cut(`#${id} ${short(heap.typeName(id))}`, 23)),
    drawn("text", { class: "small", x: 9, y: 30 },
      label === undefined ? `retains ${bytes(heap.objects.retained[id])}` : quoted(label, 23)));
  }

  // ---- moving and zooming ------------------------------------------------------------------

  #fit() {
    const points = Array.from(this.places.values()).concat(this.hidden).map((place) => this.#at(place));
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs) - NODE.width / 2 - 20, Math.min(...ys) - 48];
    const width = Math.max(Math.max(...xs) + NODE.width / 2 + 20 - left, 620);
    const height = Math.max(Math.max(...ys) + 60 - top, 200);
    const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
    // The window is as high as what is in it needs, within bounds.
    const shown = (height / width) * (this.svg.clientWidth || width);
    this.svg.style.height = `${Math.min(Math.max(shown, 150), 460)}px`;
    this.#look({ x: middle - width / 2, y: top - (height - (Math.max(...ys) + 60 - top)) / 2, width, height });
  }

  #look(box) {
    this.#box = box;
    this.svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  }

  #zoom(factor, at) {
    const { x, y, width, height } = this.#box;
    const middle = at || { x: x + width / 2, y: y + height / 2 };
    const scale = Math.min(Math.max(width * factor, 120), 40_000) / width;
    this.#look({
      x: middle.x - (middle.x - x) * scale, y: middle.y - (middle.y - y) * scale,
      width: width * scale, height: height * scale,
    });
  }

  #point(event) {
    const at = new DOMPoint(event.clientX, event.clientY);
    return at.matrixTransform(this.svg.getScreenCTM().inverse());
  }

  /** The wheel scrolls the page, unless the picture has the focus or Ctrl is held. */
  #wheel(event) {
    if (event.ctrlKey || this.svg.contains(document.activeElement)) {
      event.preventDefault();
      this.#zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, this.#point(event));
    }
  }

  #press(event) {
    this.#drag = { from: this.#point(event), moved: false, pointer: event.pointerId };
  }

  #move(event) {
    if (this.#drag === null) return;
    const at = this.#point(event);
    const [x, y] = [this.#drag.from.x - at.x, this.#drag.from.y - at.y];
    if (!this.#drag.moved && Math.hypot(x, y) < 4) return;
    if (!this.#drag.moved) {
      // Only now: a captured pointer would take the click from the object below it.
      this.#drag.moved = true;
      this.svg.setPointerCapture(this.#drag.pointer);
      this.svg.classList.add("dragged");
    }
    this.#look({ ...this.#box, x: this.#box.x + x, y: this.#box.y + y });
  }

  #release() {
    this.#drag = null;
    this.svg.classList.remove("dragged");
  }

  #key(event) {
    const { x, y, width, height } = this.#box;
    const moves = {
      ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1],
    };
    if (event.key in moves) {
      const [right, down] = moves[event.key];
      this.#look({ ...this.#box, x: x + right * width, y: y + down * height });
    } else if (event.key === "+" || event.key === "=") {
      this.#zoom(0.8);
    } else if (event.key === "-") {
      this.#zoom(1.25);
    } else if (event.key === "0") {
      this.#fit();
    } else {
      return;
    }
    event.preventDefault();
  }
}
