// What is held from outside, and circles.

function objectLink(heap, id, open) {
  return element("button", {
    type: "button", class: "link", "data-object": id, title: heap.typeName(id), onclick: () => open(id),
  }, heap.title(id));
}

/** References that nothing accounts for, with what may own them. */
function outsideView(heap, open) {
  if (heap.unexplained.length === 0) {
    return element("p", { class: "empty" }, "Nothing is held from outside but what the program knows of.");
  }
  const cards = heap.unexplained.map(({ object, references, suspects }) => element("div", { class: "card" },
    objectLink(heap, object, open),
    element("span", { class: "held" }, ` ${plural(references, "reference", "references")} from outside`),
    suspects.length === 0
      ? element("p", { class: "muted" }, "by a variable, a static, or a handle that was forgotten")
      : element("ul", {}, ...suspects.slice(0, 4).map((suspect) => element("li", {}, suspect)))));
  return element("div", { id: "outside" },
    element("p", { class: "muted" }, "Who owns such a reference cannot be seen. Below each are parts of objects that the collector does not look into, the likeliest first."),
    heap.unexplained.length < heap.summary.held
      ? element("p", { class: "muted" }, `Listed: ${count(heap.unexplained.length)} of ${count(heap.summary.held)}. The program knows who holds the others, or they are too many; the list of objects has all.`)
      : null,
    element("div", { class: "scroll" }, ...cards));
}

function circlesView(heap, open) {
  if (heap.cycles.length === 0) {
    return element("p", { class: "empty" }, "There are no circles.");
  }
  const cards = heap.cycles.map((cycle) => element("div", { class: "card" },
    element("strong", {}, `${plural(cycle.size, "object", "objects")}, ${bytes(cycle.bytes)}`),
    cycle.external > 0
      ? element("span", { class: "held" }, ` ${plural(cycle.external, "reference", "references")} from outside`)
      : null,
    element("ul", { class: "plain" }, ...cycle.objects.slice(0, 5).map((id) => element("li", {}, objectLink(heap, id, open)))),
    cycle.size > 5 ? element("p", { class: "muted" }, `… ${count(cycle.size - 5)} more`) : null));
  return element("div", { id: "circles", class: "scroll" }, ...cards);
}
