// A list of any length: only the rows that can be seen exist.

/** Browsers give up on taller elements; beyond it, one pixel of scrolling is more than one. */
const TALLEST = 8_000_000;
const ROW = 30;

class VirtualList {
  #length = 0;
  #active = -1;
  #first = -1;

  /** `row(index)` gives the cells of a row; `open(index)` is called for a click or Enter. */
  constructor(label, row, open) {
    this.row = row;
    this.open = open;
    this.space = element("div", { role: "presentation" });
    this.rows = element("div", { role: "presentation" });
    this.node = element("div", {
      class: "list", role: "listbox", tabindex: "0", "aria-label": label,
      onscroll: () => this.#draw(false),
      onkeydown: (event) => this.#key(event),
      onclick: (event) => this.#click(event),
    }, this.space, this.rows);
    new ResizeObserver(() => this.#draw(true)).observe(this.node);
  }

  show(length) {
    this.#length = length;
    this.#active = -1;
    this.space.style.height = `${Math.min(length * ROW, TALLEST)}px`;
    this.node.scrollTop = 0;
    this.#draw(true);
  }

  /** Pixels of the whole list for one pixel of scrolling. */
  get #scale() {
    const visible = this.node.clientHeight;
    const all = this.#length * ROW - visible;
    const scrolled = Math.min(this.#length * ROW, TALLEST) - visible;
    return scrolled > 0 ? Math.max(all / scrolled, 1) : 1;
  }

  #draw(anew) {
    const top = this.node.scrollTop;
    const first = Math.max(Math.floor((top * this.#scale) / ROW) - 4, 0);
    if (!anew && first === this.#first) return;
    this.#first = first;
    const last = Math.min(first + Math.ceil(this.node.clientHeight / ROW) + 9, this.#length);
    const shift = top - top * this.#scale;
    const rows = [];
    for (let index = first; index < last; index += 1) {
      rows.push(element("div", {
        class: index === this.#active ? "row active" : "row",
        role: "option", id: `row-${index}`, "data-index": index,
        "aria-selected": index === this.#active ? "true" : "false",
        "aria-setsize": this.#length, "aria-posinset": index + 1,
        style: `top:${index * ROW + shift}px;height:${ROW}px`,
      }, ...this.row(index)));
    }
    this.rows.replaceChildren(...rows);
  }

  #activate(index) {
    this.#active = Math.min(Math.max(index, 0), this.#length - 1);
    const top = (this.#active * ROW) / this.#scale;
    const { scrollTop, clientHeight } = this.node;
    if (top < scrollTop || top + ROW > scrollTop + clientHeight) {
      this.node.scrollTop = Math.max(top - clientHeight / 2, 0);
    }
    this.#draw(true);
    this.node.setAttribute("aria-activedescendant", `row-${this.#active}`);
  }

  #key(event) {
    const page = Math.floor(this.node.clientHeight / ROW);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps && this.#length > 0) {
      event.preventDefault();
      this.#activate(this.#active + steps[event.key]);
    } else if (event.key === "Enter" && this.#active >= 0) {
      this.open(this.#active);
    }
  }

  #click(event) {
    const row = event.target.closest(".row");
    if (row) {
      this.#activate(Number(row.dataset.index));
      this.open(this.#active);
    }
  }
}
