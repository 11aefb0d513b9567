// The page: tabs, search, theme, and the address bar, which always says what is shown.

class Page {
  #type = -1;
  #views = new Map();

  constructor(heap) {
    this.heap = heap;
    this.search = document.getElementById("search");
    const open = (id) => { location.hash = `object=${id}`; };
    this.object = new ObjectView(heap, document.getElementById("object"), open);
    this.types = new TypesView(heap, (type) => { location.hash = `type=${type}`; });
    this.objects = new ObjectsView(heap, open);
    this.tabs = [
      ["types", "Types", () => this.types.node],
      ["objects", "Objects", () => this.objects.node],
      ["outside", "From outside", () => outsideView(heap, open)],
      ["circles", "Circles", () => circlesView(heap, open)],
      ["history", "History", () => historyView(heap)],
    ];
    this.#drawTabs();
    this.#choose("types");
    const searched = settled(() => this.#searched(), 120);
    this.search.addEventListener("input", searched);
    window.addEventListener("hashchange", () => this.#follow());
    this.#follow();
  }

  // ---- tabs ----------------------------------------------------------------------------------

  #drawTabs() {
    const list = document.getElementById("tabs");
    for (const [name, title] of this.tabs) {
      list.append(element("button", {
        type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`,
        onclick: () => this.#choose(name), onkeydown: (event) => this.#tabKey(event, name),
      }, title));
      document.getElementById("panels").append(
        element("div", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}` }));
    }
  }

  #choose(chosen) {
    for (const [name, , make] of this.tabs) {
      const tab = document.getElementById(`tab-${name}`);
      tab.setAttribute("aria-selected", name === chosen);
      tab.tabIndex = name === chosen ? 0 : -1;
      const panel = document.getElementById(`panel-${name}`);
      panel.hidden = name !== chosen;
      if (name === chosen && !this.#views.has(name)) {
        this.#views.set(name, true);
        panel.append(make());
      }
    }
    if (chosen === "objects") this.objects.refresh();
    this.chosen = chosen;
  }

  #tabKey(event, name) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = this.tabs.findIndex((tab) => tab[0] === name);
    const [next] = this.tabs[(at + step + this.tabs.length) % this.tabs.length];
    this.#choose(next);
    document.getElementById(`tab-${next}`).focus();
  }

  // ---- what is shown ---------------------------------------------------------------------

  #searched() {
    const matches = this.heap.search(this.search.value);
    this.types.search(matches);
    this.objects.choose(matches, this.#type);
    if (this.chosen === "objects") this.objects.refresh();
    else if (this.chosen !== "types") this.#choose("objects");
  }

  #filter(type) {
    this.#type = type;
    const clear = () => { location.hash = ""; };
    replaceAll(document.getElementById("filter"), type < 0 ? null
      : element("button", { type: "button", class: "chip", title: "All types again", onclick: clear },
        element("span", {}, short(this.heap.types[type].name)), "×"));
    this.#searched();
  }

  #follow() {
    const [name, value] = location.hash.slice(1).split("=");
    const number = Number(value);
    const isNumber = /^\d+$/.test(value || "");
    if (name === "object" && isNumber && number < this.heap.length) {
      this.object.show(number);
      document.getElementById("object-title").focus({ preventScroll: true });
    } else if (name === "type" && isNumber && number < this.heap.types.length) {
      this.#filter(number);
      this.#choose("objects");
    } else if (this.#type >= 0) {
      this.#filter(-1);
    }
  }
}

function drawSummary(heap) {
  const { summary } = heap;
  const tiles = [
    ["Objects", count(summary.objects)],
    ["In slots of", bytes(summary.bytes)],
    ["Edges", count(summary.edges)],
    ["Held from outside", count(summary.held)],
    ["Garbage", count(summary.garbage)],
    ["Reserved", bytes(summary.stats.reserved_bytes)],
  ];
  replaceAll(document.getElementById("tiles"), ...tiles.map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value))));
  document.getElementById("subtitle").textContent =
    `A heap of gc-core: ${plural(heap.types.length, "type", "types")}, ${plural(summary.stats.pages, "page", "pages")}`;
  if (!summary.complete) {
    const warning = document.getElementById("warning");
    warning.textContent = "Not all of the heap could be read when the snapshot was taken.";
    warning.hidden = false;
  }
}

/** Follows the system until the button says otherwise. */
function startTheme() {
  const button = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const apply = () => {
    const theme = chosen || (dark.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    button.textContent = theme === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", `Change to ${theme === "dark" ? "light" : "dark"} colours`);
  };
  button.addEventListener("click", () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    apply();
  });
  dark.addEventListener("change", apply);
  apply();
}

startTheme();
{
  const heap = new Heap();
  drawSummary(heap);
  new Page(heap);
  document.documentElement.dataset.ready = "true";
}
