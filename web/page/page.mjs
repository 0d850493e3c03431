// The page: its controls, and the loop that writes.

import {
  engineCalled, fetchModel, fetchText, tensors,
} from "./browser.mjs";
import { readSymbol } from "./engines.mjs";
import { GatesView } from "./gates.mjs";
import { TextView } from "./text.mjs";
import { write } from "./writing.mjs";

const ENGINES = {
  plain: "plain JavaScript",
  cpu: "TensorFlow.js, cpu",
  wasm: "TensorFlow.js, wasm",
};
const SIGNALS = {
  i: "input gate: how much is written",
  f: "forget gate: how much is kept",
  g: "candidate: what would be written",
  o: "output gate: how much is said",
  c: "state",
  h: "said (dashed)",
};
const WATCHED = 30; // characters a second
const SLICE = 12; // milliseconds of work before the page is drawn again
const SPOKEN = 4000; // milliseconds between two readings by a screen reader

const byId = (id) => document.getElementById(id);
const picked = (name) => document.querySelector(`[name=${name}]:checked`).value;
const nextFrame = () => new Promise(requestAnimationFrame);

let model = null;
let text = null;
let gates = null;
let engine = null;
let stopped = false;

/* --- controls ------------------------------------------------------------ */

function options() {
  return {
    prompt: byId("prompt").value,
    temperature: Number(byId("temperature").value),
    topP: Number(byId("top-p").value),
    length: whole("length", "Characters"),
    seed: whole("seed", "Seed"),
  };
}

function whole(id, title) {
  const { value, min, max } = byId(id);
  const number = Number(value);
  const fits = number >= Number(min) && number <= Number(max);
  if (value === "" || !Number.isInteger(number) || !fits) {
    throw new RangeError(
      `${title}: expected a whole number from ${min} to ${max}`,
    );
  }
  return number;
}

function showValues() {
  for (const id of ["temperature", "top-p"]) {
    byId(`${id}-shown`).value = Number(byId(id).value).toFixed(2);
  }
}

function showTensors() {
  const count = tensors();
  if (count !== null) byId("tensors").value = String(count);
}

/** Run what a button asks for; one thing at a time, and say what is wrong. */
async function during(work) {
  const buttons = [byId("write"), byId("compare")];
  for (const button of buttons) button.disabled = true;
  byId("stop").disabled = false;
  byId("problem").textContent = "";
  stopped = false;
  try {
    await work();
  } catch (error) {
    byId("status").textContent = "";
    byId("problem").textContent = error.message;
    if (!(error instanceof RangeError)) console.error(error);
  }
  for (const button of buttons) button.disabled = false;
  byId("stop").disabled = true;
  showTensors();
}

async function useEngine(name) {
  engine?.dispose();
  engine = null;
  engine = await engineCalled(name, model);
}

/* --- writing ------------------------------------------------------------- */

/**
 * Write with the engine in use; hand over what is new before every drawing.
 *
 * Returns the steps and the milliseconds that each took on average.
 */
async function writeAll(wanted, pace, onSteps) {
  const steps = [];
  const source = write(engine, model.about.alphabet, wanted.prompt, wanted);
  let worked = 0;
  let ended = false;
  const began = performance.now();
  while (!ended && !stopped) {
    const fresh = [];
    const due = (performance.now() - began) * (WATCHED / 1000);
    const most = pace === "watch" ? Math.ceil(due) - steps.length : Infinity;
    const start = performance.now();
    while (fresh.length < most && performance.now() - start < SLICE) {
      const { value, done } = source.next();
      ended = done;
      if (done) break;
      fresh.push(value);
    }
    worked += performance.now() - start;
    steps.push(...fresh);
    if (fresh.length) onSteps(fresh, worked / steps.length, steps.length);
    await nextFrame();
  }
  return { steps, each: worked / steps.length };
}

async function writeText({ pace = picked("pace"), aloud = true } = {}) {
  const wanted = options();
  const name = picked("engine");
  byId("status").textContent = "Getting ready …";
  await useEngine(name);
  text.start(wanted.prompt);
  gates.start();
  const speaker = new Speaker(byId("spoken"));
  const { steps, each } = await writeAll(
    wanted, pace, (fresh, soFar, count) => {
      text.add(fresh);
      gates.add(fresh.map(observed));
      if (aloud) speaker.add(fresh);
      byId("status").textContent =
        `${count} of ${wanted.length} characters, ${ENGINES[name]}:`
        + ` ${soFar.toFixed(3)} ms each`;
    },
  );
  const mean = steps.reduce((sum, { bits }) => sum + bits, 0) / steps.length;
  const end = `${stopped ? "Stopped" : "Done"}: ${steps.length} characters,`
    + ` ${ENGINES[name]}: ${each.toFixed(3)} ms each, with`
    + ` ${mean.toFixed(2)} bits of surprise on average.`;
  if (steps.length) byId("status").textContent = end;
  if (aloud) speaker.end(end);
}

/** Return a step with its gates: those of lstm.mjs, whatever the engine. */
function observed({ character, symbol, before }) {
  return { character, ...readSymbol(symbol, before, model) };
}

/** Reads to a screen reader, in pieces far enough apart to be heard. */
class Speaker {
  #home;
  #waiting = "";
  #last = performance.now();

  constructor(home) {
    this.#home = home;
    home.textContent = "";
  }

  add(steps) {
    this.#waiting += steps.map(({ character }) => character).join("");
    if (performance.now() - this.#last > SPOKEN) this.#say("");
  }

  end(message) {
    this.#say(message);
  }

  #say(message) {
    this.#home.textContent = `${this.#waiting} ${message}`;
    this.#waiting = "";
    this.#last = performance.now();
  }
}

/* --- comparing ----------------------------------------------------------- */

async function compare() {
  const wanted = options();
  const rows = byId("comparison").tBodies[0];
  rows.replaceChildren();
  let first = null;
  for (const [name, title] of Object.entries(ENGINES)) {
    byId("status").textContent = `Comparing: ${title} …`;
    await useEngine(name);
    const { steps, each } = await writeAll(wanted, "fast", () => {});
    if (stopped) break;
    const symbols = steps.map(({ symbol }) => symbol);
    first ??= symbols;
    rows.append(row(title, sameAs(first, symbols), each.toFixed(3)));
    byId("comparison").hidden = false;
    showTensors();
  }
  byId("status").textContent = stopped
    ? "Stopped."
    : "Compared: the table is under “Three engines, one text”.";
}

function sameAs(first, symbols) {
  const place = symbols.findIndex((symbol, k) => symbol !== first[k]);
  if (place < 0) return `the same ${symbols.length} characters`;
  return `differs from character ${place + 1}`;
}

function row(title, ...cells) {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = title;
  line.append(head, ...cells.map((content) => {
    const cell = document.createElement("td");
    cell.textContent = content;
    return cell;
  }));
  return line;
}

/* --- start --------------------------------------------------------------- */

function showSignals() {
  for (const [name, meaning] of Object.entries(SIGNALS)) {
    const entry = document.createElement("span");
    const letter = document.createElement("b");
    letter.textContent = name;
    letter.dataset.signal = name;
    entry.append(letter, ` ${meaning}`);
    byId("signals").append(entry);
  }
}

async function showSources() {
  for (const name of ["plain", "tensorflow"]) {
    const file = name === "plain" ? "lstm.mjs" : "tensorflow.mjs";
    byId(`${name}-source`).textContent = await fetchText(file);
  }
}

function describeModel({ units, bits_per_character: bits }) {
  byId("about").textContent = `An LSTM of ${units} units has read`
    + " Pride and Prejudice, one character after the other, and learnt to"
    + ` say which comes next. On pages it has not seen it needs`
    + ` ${bits.held_out.toFixed(2)} bits a character. Everything is computed`
    + " here, in your browser; nothing is sent anywhere.";
}

async function start() {
  showValues();
  showSignals();
  for (const id of ["temperature", "top-p"]) {
    byId(id).addEventListener("input", showValues);
  }
  await showSources();
  model = await fetchModel();
  const { about } = model;
  describeModel(about);
  text = new TextView(byId("text"), byId("legend"), byId("inspect"),
    about.alphabet);
  const units = about.telling_units.map(({ unit, follows, correlation }) => ({
    unit,
    about: `its state follows ${follows} (correlation`
      + ` ${correlation.toFixed(2).replace("-", "−")})`,
  }));
  gates = new GatesView(byId("units"), units, about.units);
  byId("controls").addEventListener("submit", (event) => {
    event.preventDefault();
    during(() => writeText());
  });
  byId("compare").addEventListener("click", () => during(compare));
  byId("stop").addEventListener("click", () => { stopped = true; });
  await during(() => writeText({ pace: "fast", aloud: false }));
}

start().catch((error) => {
  byId("problem").textContent = `The page cannot start: ${error.message}`;
  throw error;
});
