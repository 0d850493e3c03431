// The gates of a few units while they write, a column for each character.

import { named } from "./text.mjs";

const GATES = ["i", "f", "g", "o"];
const COLUMN = 13;
const STRIP = 17;
const LEFT = 22;
const PLOT = 74;
const GAP = 8;
const HEIGHT = GATES.length * STRIP + GAP + PLOT + GAP + 16;

export class GatesView {
  #home;
  #panels = [];
  #steps = [];

  /** units are the first choices: objects { unit, about }. */
  constructor(home, units, count) {
    this.#home = home;
    for (const [place, { unit, about }] of units.entries()) {
      this.#panels.push(this.#panel(place, unit, about, count));
    }
    new ResizeObserver(() => this.draw()).observe(home);
    window.matchMedia("(prefers-color-scheme: dark)")
      .addEventListener("change", () => this.draw());
  }

  start() {
    this.#steps = [];
    this.draw();
  }

  /** Add steps: objects { character, i, f, g, o, c, h }. */
  add(steps) {
    this.#steps.push(...steps);
    this.draw();
  }

  draw() {
    for (const panel of this.#panels) draw(panel, this.#steps);
  }

  #panel(place, unit, about, count) {
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const note = document.createElement("span");
    const canvas = document.createElement("canvas");
    const panel = { canvas, input };
    Object.assign(input, {
      type: "number", min: 0, max: count - 1, value: unit, id: `unit-${place}`,
    });
    canvas.setAttribute("role", "img");
    label.append("Unit ", input);
    note.textContent = about;
    input.addEventListener("input", () => {
      note.textContent = Number(input.value) === unit ? about : "";
      draw(panel, this.#steps);
    });
    caption.append(label, note);
    figure.append(caption, canvas);
    this.#home.append(figure);
    return panel;
  }
}

function draw({ canvas, input }, steps) {
  const unit = Math.trunc(Number(input.value));
  const right = Math.min(Math.max(unit, Number(input.min)), Number(input.max));
  if (right !== Number(input.value)) return;
  const width = canvas.clientWidth;
  const scale = window.devicePixelRatio || 1;
  canvas.width = width * scale;
  canvas.height = HEIGHT * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const colors = palette(canvas);
  const shown = steps.slice(-Math.floor((width - LEFT) / COLUMN));
  drawGates(pen, colors, shown, unit, width);
  drawLines(pen, colors, shown, unit, width);
  drawCharacters(pen, colors, shown);
  canvas.setAttribute("aria-label", describe(shown.at(-1), unit));
}

function palette(element) {
  const style = getComputedStyle(element);
  const names = [...GATES, "c", "h", "ink", "muted", "faint"];
  return Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  );
}

function drawGates(pen, colors, shown, unit, width) {
  GATES.forEach((name, row) => {
    const bottom = (row + 1) * STRIP;
    const high = STRIP - 3;
    letter(pen, colors[name], name, bottom - 4);
    pen.fillStyle = colors.faint;
    pen.fillRect(LEFT, bottom, width - LEFT, 1);
    pen.fillStyle = colors[name];
    shown.forEach((step, column) => {
      const value = step[name][unit];
      const x = LEFT + column * COLUMN;
      if (name === "g") { // from −1 to 1: up or down from the middle
        pen.fillRect(x, bottom - high / 2, COLUMN - 1, (-value * high) / 2);
      } else {
        pen.fillRect(x, bottom, COLUMN - 1, -value * high);
      }
    });
  });
}

function drawLines(pen, colors, shown, unit, width) {
  const top = GATES.length * STRIP + GAP;
  const most = Math.max(1, ...shown.map((step) => Math.abs(step.c[unit])));
  const y = (value) => top + PLOT / 2 - (value / most) * (PLOT / 2 - 3);
  pen.fillStyle = colors.faint;
  pen.fillRect(LEFT, y(0), width - LEFT, 1);
  for (const [name, thick, dash] of [["c", 2.6, []], ["h", 1.8, [5, 3]]]) {
    pen.strokeStyle = colors[name];
    pen.lineWidth = thick;
    pen.setLineDash(dash);
    pen.beginPath();
    shown.forEach((step, column) => {
      pen.lineTo(LEFT + (column + 0.5) * COLUMN, y(step[name][unit]));
    });
    pen.stroke();
  }
  pen.setLineDash([]);
  letter(pen, colors.c, "c", y(0) - 6);
  letter(pen, colors.h, "h", y(0) + 16);
}

function drawCharacters(pen, colors, shown) {
  pen.font = "12px ui-monospace, monospace";
  pen.textAlign = "center";
  pen.fillStyle = colors.ink;
  shown.forEach(({ character }, column) => {
    const glyph = { " ": "·", "\n": "↵" }[character] ?? character;
    pen.fillText(glyph, LEFT + (column + 0.5) * COLUMN, HEIGHT - 4);
  });
}

function letter(pen, color, name, y) {
  pen.font = "bold 13px system-ui, sans-serif";
  pen.textAlign = "left";
  pen.fillStyle = color;
  pen.fillText(name, 4, y);
}

function describe(step, unit) {
  if (!step) return `Unit ${unit}: nothing written yet.`;
  const say = (name) => `${name} ${step[name][unit].toFixed(2)}`;
  return `Unit ${unit} at ${named(step.character)}: `
    + `${[...GATES, "c", "h"].map(say).join(", ")}.`;
}
