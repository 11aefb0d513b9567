"use strict";

// Elements, texts and figures. Text only ever becomes text nodes: no name can become markup.

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== false && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function drawn(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function replaceAll(host, ...children) {
  host.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

/** A number with its thousands apart. */
function count(number) {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

function bytes(number) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  while (number >= 1024 && unit + 1 < units.length) {
    number /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? number : number.toFixed(1)}\u202f${units[unit]}`;
}

/** A time given in nanoseconds. */
function time(nanoseconds) {
  const units = [["s", 1e9], ["ms", 1e6], ["µs", 1e3], ["ns", 1]];
  const [name, size] = units.find(([, size]) => nanoseconds >= size) || units[3];
  return `${Number((nanoseconds / size).toPrecision(3))}\u202f${name}`;
}

/** A type's name without the paths of modules. */
function short(name) {
  return name.replace(/[\p{L}\p{N}_]+(?:::[\p{L}\p{N}_]+)+/gu, (path) => path.slice(path.lastIndexOf("::") + 2));
}

function cut(text, length) {
  const characters = Array.from(text);
  return characters.length > length ? characters.slice(0, length - 1).join("") + "…" : text;
}

/** A label between quotes. The marks around it keep its writing direction to itself. */
function quoted(label, length) {
  return `“\u2068${cut(label, length)}\u2069”`;
}

function plural(number, one, many) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** Waits until calls stop coming. */
function settled(run, milliseconds) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), milliseconds);
  };
}
