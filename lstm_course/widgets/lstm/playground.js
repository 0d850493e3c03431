const SVG = "http://www.w3.org/2000/svg";
const stream = makeStream(20);
const z = { i: 0, f: 1, o: 0 };
const own = { x: 1, c: 0 };
let past = [];
let free = false;

const byId = (id) => document.getElementById(id);

/* --- controls ----------------------------------------------------------- */

const GATES = [
  ["i", "input gate"], ["f", "forget gate"], ["o", "output gate"],
];
const OWN = [["x", "input x", 1.5], ["c", "old state c", 2]];

function slider(home, id, text, limit, step, value, color, onMove) {
  const box = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const shown = document.createElement("output");
  label.htmlFor = id;
  label.textContent = text;
  label.style.color = `var(--${color})`;
  label.append(shown);
  shown.htmlFor = id;
  shown.id = `${id}-shown`;
  Object.assign(input, {
    type: "range", id, min: -limit, max: limit, step, value,
  });
  input.style.color = `var(--${color})`;
  input.addEventListener("input", () => {
    onMove(Number(input.value));
    draw();
  });
  box.append(label, input);
  home.append(box);
}

for (const [name, text] of GATES) {
  slider(byId("gates"), `z-${name}`, text, 10, 0.5, z[name], name,
    (value) => { z[name] = value; });
}
for (const [name, text, limit] of OWN) {
  slider(byId("own"), `own-${name}`, text, limit, 0.05, own[name], "ink",
    (value) => { own[name] = value; });
}

document.querySelectorAll("input[name=mode]").forEach((radio) => {
  radio.addEventListener("change", () => {
    free = radio.value === "free" && radio.checked;
    draw();
  });
});

function stepOnce() {
  if (free) {
    own.c = Math.max(-2, Math.min(2, moment().c));
    byId("own-c").value = own.c;
  } else if (past.length < STEPS) {
    past.push({ x: stream[past.length], ...moment() });
  }
}

byId("step").addEventListener("click", () => { stepOnce(); draw(); });
byId("run").addEventListener("click", () => {
  do stepOnce();
  while (past.length < STEPS && !isMark(past.length + 1));
  draw();
});
byId("back").addEventListener("click", () => { past.pop(); draw(); });
byId("again").addEventListener("click", () => { past = []; draw(); });

function isMark(t) {
  return MARKS.has(t) || t === ASKED;
}

/* --- the moment: what the next step would do ----------------------------- */

function heard() {
  return free ? own.x : stream[Math.min(past.length, STEPS - 1)];
}

function held() {
  if (free) return own.c;
  return past.length ? past[past.length - 1].c : 0;
}

function moment() {
  return advance(heard(), held(), z);
}

/* --- drawing ------------------------------------------------------------- */

function part(home, kind, attributes, text) {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  if (text !== undefined) element.textContent = text;
  home.append(element);
  return element;
}

function blank(svg, height) {
  const width = Math.max(280, svg.clientWidth);
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return width;
}

function flow(svg, name, value, points) {
  const color = `var(--${name})`;
  const width = 1 + 6 * Math.min(1, Math.abs(value));
  const size = 6 + width / 2;
  const [x, y] = points.at(-1);
  const [px, py] = points.at(-2);
  const [dx, dy] = [Math.sign(x - px), Math.sign(y - py)];
  const line = [...points.slice(0, -1), [x - 1.5 * size * dx, y - 1.5 * size * dy]];
  part(svg, "polyline", {
    points: line.map((point) => point.join(",")).join(" "),
    fill: "none", stroke: color, "stroke-width": width,
    "stroke-dasharray": name === "h" ? "8 4" : "none",
    "data-flow": name,
  });
  part(svg, "path", {
    d: `M${size},0L${-size},${-size * 0.75}L${-size},${size * 0.75}Z`,
    transform: `translate(${x - size * dx},${y - size * dy})`
      + ` rotate(${Math.atan2(dy, dx) * 180 / Math.PI})`,
    fill: color,
  });
}

function tag(svg, name, value, x, y, anchor = "start", text = name) {
  const label = part(svg, "text", {
    x, y, "text-anchor": anchor, style: `fill: var(--${name})`,
  });
  part(label, "tspan", { "font-weight": 700 }, text);
  part(label, "tspan", { x, dy: 15, "data-value": text }, say(value));
}

function knot(svg, x, y, sign) {
  part(svg, "circle", {
    cx: x, cy: y, r: 12, fill: "var(--page)", stroke: "var(--ink)",
    "stroke-width": 1.5,
  });
  part(svg, "text", { x, y: y + 5, "text-anchor": "middle" }, sign);
}

function box(svg, name, x, y, text) {
  part(svg, "rect", {
    x: x - 21, y: y - 13, width: 42, height: 26, rx: 5,
    fill: "var(--page)", stroke: `var(--${name})`, "stroke-width": 2,
  });
  part(svg, "text", { x, y: y + 5, "text-anchor": "middle" }, text);
}

function drawCell() {
  const svg = byId("cell");
  const width = blank(svg, 262);
  const now = moment();
  const at = (share) => share * width;
  const [F, I, G, T, O] = [0.17, 0.34, 0.5, 0.72, 0.86].map(at);
  const [top, middle, gates, bus] = [48, 118, 192, 244];
  const right = width - 6;

  part(svg, "polyline", {
    points: `6,${bus} ${O},${bus}`, fill: "none", stroke: "var(--muted)",
  });
  for (const x of [F, I, G, O]) {
    part(svg, "line", {
      x1: x, x2: x, y1: bus, y2: gates + 13, stroke: "var(--muted)",
    });
  }
  part(svg, "text", { x: 6, y: bus - 7 }, `x = ${say(heard())}`);

  const old = held();
  flow(svg, "c", old, [[6, top], [F - 12, top]]);
  flow(svg, "c", now.f * old, [[F + 12, top], [G - 12, top]]);
  flow(svg, "c", now.c, [[G + 12, top], [right, top]]);
  flow(svg, "c", now.c, [[T, top], [T, middle], [O - 12, middle]]);
  flow(svg, "h", now.h, [[O + 12, middle], [right, middle]]);
  flow(svg, "f", now.f, [[F, gates], [F, top + 12]]);
  flow(svg, "i", now.i, [[I, gates], [I, middle], [G - 12, middle]]);
  flow(svg, "g", now.g, [[G, gates], [G, middle + 12]]);
  flow(svg, "g", now.i * now.g, [[G, middle - 12], [G, top + 12]]);
  flow(svg, "o", now.o, [[O, gates], [O, middle + 12]]);

  knot(svg, F, top, "×");
  knot(svg, G, top, "+");
  knot(svg, G, middle, "×");
  knot(svg, O, middle, "×");
  box(svg, "f", F, gates, "σ");
  box(svg, "i", I, gates, "σ");
  box(svg, "g", G, gates, "tanh");
  box(svg, "o", O, gates, "σ");
  part(svg, "rect", {
    x: T - 20, y: (top + middle) / 2 - 11, width: 40, height: 22, rx: 4,
    fill: "var(--page)", stroke: "var(--ink)",
  });
  part(svg, "text", {
    x: T, y: (top + middle) / 2 + 5, "text-anchor": "middle",
  }, "tanh");

  tag(svg, "c", old, 6, 15, "start", "old c");
  tag(svg, "c", now.c, right, 15, "end", "c");
  tag(svg, "h", now.h, right, middle - 24, "end", "h");
  tag(svg, "f", now.f, F + 9, gates - 40);
  tag(svg, "i", now.i, I + 9, gates - 40);
  tag(svg, "g", now.g, G + 9, gates - 40);
  tag(svg, "o", now.o, O + 9, gates - 40);
  svg.setAttribute("aria-label",
    `The cell. Input ${say(heard())}, old state ${say(old)}. `
    + `Gates: input ${say(now.i)}, forget ${say(now.f)}, output `
    + `${say(now.o)}. Candidate ${say(now.g)}. New state ${say(now.c)}, `
    + `said ${say(now.h)}.`);
}

function drawTrace() {
  const svg = byId("trace");
  const width = blank(svg, 218);
  const left = 34;
  const cell = (width - left - 4) / STEPS;
  const x = (t) => left + (t - 0.5) * cell;

  part(svg, "text", { x: 0, y: 40 }, "x");
  stream.forEach((value, index) => {
    const mark = MARKS.has(index + 1);
    const high = Math.min(2.2, Math.abs(value)) * 14;
    part(svg, "rect", {
      x: x(index + 1) - cell * 0.38, width: cell * 0.76,
      y: value > 0 ? 36 - high : 36, height: high,
      fill: mark ? "var(--mark)" : "var(--muted)",
      opacity: mark || index < past.length ? 1 : 0.35,
    });
  });
  for (const [t, text] of [[FIRST, "+1"], [SECOND, "−1"], [ASKED, "say"]]) {
    part(svg, "text", {
      x: x(t), y: t === SECOND ? 64 : 13,
      "text-anchor": t === ASKED ? "end" : "middle",
      style: "fill: var(--mark); font-weight: 700",
    }, text);
  }

  ["i", "f", "o"].forEach((name, row) => {
    const y = 74 + 14 * row;
    part(svg, "text", {
      x: 0, y: y + 10, style: `fill: var(--${name}); font-weight: 700`,
    }, name);
    part(svg, "rect", {
      x: left, y, width: STEPS * cell, height: 11, fill: "none",
      stroke: "var(--faint)",
    });
    past.forEach((step, index) => {
      part(svg, "rect", {
        x: left + index * cell, y, width: cell + 0.3, height: 11,
        fill: `var(--${name})`, opacity: step[name],
      });
    });
  });

  const zero = 166;
  const height = (value) => zero - 42 * Math.max(-1.15, Math.min(1.15, value));
  for (const [value, text] of [[1, "1"], [0, "0"], [-1, "−1"]]) {
    part(svg, "line", {
      x1: left, x2: width - 4, y1: height(value), y2: height(value),
      stroke: "var(--faint)",
    });
    part(svg, "text", {
      x: left - 5, y: height(value) + 4, "text-anchor": "end",
    }, text);
  }
  for (const [name, wide, dash] of [["c", 3, "none"], ["h", 2.2, "6 3"]]) {
    const points = [[x(0.5), height(0)]].concat(
      past.map((step, index) => [x(index + 1), height(step[name])]),
    );
    part(svg, "polyline", {
      points: points.map((point) => point.join(",")).join(" "),
      fill: "none", stroke: `var(--${name})`, "stroke-width": wide,
      "stroke-dasharray": dash, "data-line": name,
    });
    if (past.length) {
      const end = past.at(-1);
      const above = end[name] > end[name === "c" ? "h" : "c"];
      part(svg, "text", {
        x: Math.min(points.at(-1)[0] + 6, width - 12),
        y: points.at(-1)[1] + (above ? -7 : 15),
        style: `fill: var(--${name}); font-weight: 700`,
      }, name);
    }
  }
  if (past.length < STEPS) {
    part(svg, "rect", {
      x: x(past.length + 1) - cell / 2, y: 2, width: cell, height: 212,
      fill: "var(--ink)", opacity: 0.13,
    });
  }
  const last = past.at(-1);
  svg.setAttribute("aria-label",
    `${past.length} of ${STEPS} steps done.`
    + (last ? ` c is ${say(last.c)}, h is ${say(last.h)}.` : ""));
}

function drawStatus() {
  const { problem, reached } = judge(past);
  const status = byId("status");
  status.className = reached ? "good" : problem ? "bad" : "";
  const next = past.length + 1;
  const coming = MARKS.has(next) ? "the bit" : next === ASKED
    ? "you are asked" : "noise";
  let text = `Next: step ${next}, ${coming} (x = ${say(heard())}).`;
  if (free) text = "Your own input and state. The stream waits.";
  else if (reached) {
    text = "Goal reached: held for fifty steps, overwritten, and said "
      + "only when asked.";
  } else if (problem) {
    text = `${problem} Step back to where it went wrong, or start over.`;
  }
  if (status.textContent !== text) status.textContent = text;
}

function drawControls() {
  for (const [name] of GATES) {
    const value = say(z[name]).replace(/0$/, "");
    byId(`z-${name}-shown`).textContent =
      `z = ${value}, ${name} = ${sigmoid(z[name]).toFixed(4)}`;
  }
  for (const [name] of OWN) {
    const input = byId(`own-${name}`);
    input.disabled = !free;
    if (!free) input.value = name === "x" ? heard() : held();
    else input.value = own[name];
    byId(`own-${name}-shown`).textContent =
      say(name === "x" ? heard() : held());
  }
  const over = !free && past.length === STEPS;
  byId("step").disabled = over;
  byId("run").disabled = free || over;
  byId("back").disabled = free || !past.length;
  byId("again").disabled = free || !past.length;
}

function draw() {
  drawControls();
  drawCell();
  drawTrace();
  drawStatus();
}

/* --- theme and size: those of the page around ---------------------------- */

function outside() {
  try {
    return window.parent === window ? null : window.parent.document.body;
  } catch {
    return null;
  }
}

function isDark() {
  const body = outside();
  if (body?.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false";
  const parts = body && getComputedStyle(body).backgroundColor.match(/[\d.]+/g);
  if (parts && (parts.length < 4 || Number(parts[3]) > 0)) {
    const [red, green, blue] = parts.map(Number);
    return 0.3 * red + 0.6 * green + 0.1 * blue < 128;
  }
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

function setTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

function fit() {
  try {
    const height = document.querySelector("main").offsetHeight + 8;
    if (window.frameElement) window.frameElement.style.height = `${height}px`;
  } catch { /* another origin: the frame keeps its height and scrolls */ }
}

setTheme();
window.matchMedia("(prefers-color-scheme: dark)")
  .addEventListener("change", setTheme);
const around = outside();
if (around) {
  new MutationObserver(setTheme).observe(around, {
    attributes: true, attributeFilter: ["data-jp-theme-light", "class"],
  });
}
let drawnAt = 0;
new ResizeObserver(() => {
  if (document.body.clientWidth !== drawnAt) {
    drawnAt = document.body.clientWidth;
    draw();
  }
  fit();
}).observe(document.querySelector("main"));
draw();
fit();
