// The heap: columns of numbers, each part read when it is first asked for.

class Heap {
  #parts = new Map();

  /** Reads a part once; `make` turns it into what is kept. */
  #part(name, make = (value) => value) {
    if (!this.#parts.has(name)) {
      const node = document.getElementById(`data-${name}`);
      this.#parts.set(name, make(JSON.parse(node.textContent)));
      node.remove();
    }
    return this.#parts.get(name);
  }

  #derived(name, make) {
    if (!this.#parts.has(name)) {
      this.#parts.set(name, make());
    }
    return this.#parts.get(name);
  }

  get summary() { return this.#part("summary"); }
  get types() { return this.#part("types"); }
  get cycles() { return this.#part("cycles"); }
  get unexplained() { return this.#part("unexplained"); }
  get history() { return this.#part("history"); }

  get objects() {
    return this.#part("objects", (columns) => ({
      type: Uint32Array.from(columns.type),
      bytes: Float64Array.from(columns.bytes),
      retained: Float64Array.from(columns.retained),
      dominator: Int32Array.from(columns.dominator),
      strong: Uint32Array.from(columns.strong),
      external: Uint32Array.from(columns.external),
      weak: new Map(columns.weak),
      garbage: new Set(columns.garbage),
      unreadable: new Set(columns.unreadable),
      foreign: columns.foreign,
    }));
  }

  get edges() {
    return this.#part("edges", (edges) => ({
      start: Uint32Array.from(edges.start),
      target: Uint32Array.from(edges.target),
    }));
  }

  /** The edges the other way round. */
  get referrers() {
    return this.#derived("referrers", () => {
      const { start, target } = this.edges;
      const length = start.length - 1;
      const from = new Uint32Array(length + 1);
      for (const id of target) from[id + 1] += 1;
      for (let id = 0; id < length; id += 1) from[id + 1] += from[id];
      const next = from.slice();
      const source = new Uint32Array(target.length);
      for (let id = 0; id < length; id += 1) {
        for (let at = start[id]; at < start[id + 1]; at += 1) {
          source[next[target[at]]] = id;
          next[target[at]] += 1;
        }
      }
      return { start: from, target: source };
    });
  }

  get labels() {
    return this.#part("labels", ({ object, text }) => new Map(object.map((id, at) => [id, text[at]])));
  }

  get sites() {
    return this.#part("sites", ({ place, object, at }) => new Map(object.map((id, index) => [id, place[at[index]]])));
  }

  get length() { return this.summary.objects; }

  typeName(id) { return this.types[this.objects.type[id]].name; }
  label(id) { return this.labels.get(id); }
  isHeld(id) { return this.objects.external[id] > 0; }
  isGarbage(id) { return this.objects.garbage.has(id); }

  /** Number, short type and label. */
  title(id, length = 60) {
    const label = this.label(id);
    return `#${id} ${short(this.typeName(id))}${label === undefined ? "" : ` ${quoted(label, length)}`}`;
  }

  targets(id) { return this.edges.target.subarray(this.edges.start[id], this.edges.start[id + 1]); }
  sources(id) { return this.referrers.target.subarray(this.referrers.start[id], this.referrers.start[id + 1]); }

  /** Shortest paths from the nearest objects that are held from outside; also how many such there are. */
  holders(id, limit) {
    const onward = new Int32Array(this.length).fill(-1);
    onward[id] = id;
    const reached = [id];
    const paths = [];
    let holders = 0;
    for (let next = 0; next < reached.length; next += 1) {
      const at = reached[next];
      if (this.isHeld(at)) {
        holders += 1;
        if (paths.length < limit) paths.push(pathAlong(onward, at));
      }
      for (const source of this.sources(at)) {
        if (onward[source] === -1) {
          onward[source] = at;
          reached.push(source);
        }
      }
    }
    return { holders, paths };
  }

  /** Whether a type or an object answers to a text: its name, its label, or its number after `#`. */
  search(text) {
    const wanted = text.trim().toLowerCase();
    const number = /^#(\d+)$/.exec(wanted);
    if (number) {
      const id = Number(number[1]);
      const type = id < this.length ? this.objects.type[id] : -1;
      return { type: (index) => index === type, object: (other) => other === id };
    }
    const named = this.types.map((type) => type.name.toLowerCase().includes(wanted));
    const labelled = new Set();
    const types = new Set();
    if (wanted !== "") {
      for (const [id, label] of this.labels) {
        if (label.toLowerCase().includes(wanted)) {
          labelled.add(id);
          types.add(this.objects.type[id]);
        }
      }
    }
    return {
      type: (index) => named[index] || types.has(index),
      object: (id) => named[this.objects.type[id]] || labelled.has(id),
    };
  }
}

function pathAlong(onward, from) {
  const path = [from];
  for (let at = from; onward[at] !== at; at = onward[at]) path.push(onward[at]);
  return path;
}
