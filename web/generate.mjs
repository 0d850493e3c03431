// Write text with the exported character model, in Node.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Told, run, whole, writeJson } from "./command.mjs";
import { engineCalled, modelIn } from "./node.mjs";
import { write } from "./writing.mjs";

const MODEL = fileURLToPath(new URL("dist/model", import.meta.url));

const USAGE = `\
usage: node generate.mjs [options]

  --model FOLDER     what make web exported (default: dist/model, beside this)
  --engine NAME      plain, cpu or wasm: plain JavaScript, or TensorFlow.js on
                     one of its backends (default: plain)
  --prompt TEXT      what the model reads first (default: "It is a truth ")
  --temperature T    0 writes the likeliest each time (default: 0.7)
  --top-p P          the share of probability to choose from (default: 0.95)
  --seed N           a whole number below 2**32 (default: 0)
  --length N         how many characters to write (default: 400)
  --json             print the text, the surprise of each character in bits
                     and the milliseconds that each took`;

const TEXT = { type: "string" };
const OPTIONS = {
  model: { ...TEXT, default: MODEL },
  engine: { ...TEXT, default: "plain" },
  prompt: { ...TEXT, default: "It is a truth " },
  temperature: { ...TEXT, default: "0.7" },
  "top-p": { ...TEXT, default: "0.95" },
  seed: { ...TEXT, default: "0" },
  length: { ...TEXT, default: "400" },
  json: { type: "boolean", default: false },
};

/** Return a number of an option, from 0 to `most`. */
function share(name, text, most) {
  const number = text.trim() === "" ? NaN : Number(text);
  if (number >= 0 && number <= most) return number;
  throw new Told(
    `--${name}: expected a number from 0 to ${most}, got ${text}`,
  );
}

function seed(text) {
  const number = whole("seed", text, 0);
  if (number < 2 ** 32) return number;
  throw new Told(`--seed: expected a whole number below 2**32, got ${text}`);
}

function how(values) {
  return {
    temperature: share("temperature", values.temperature, 100),
    topP: share("top-p", values["top-p"], 1),
    seed: seed(values.seed),
    length: whole("length", values.length, 1),
  };
}

/** Yield what `write` does, its mistakes told in one line. */
function* told(steps) {
  try {
    yield* steps;
  } catch (error) {
    throw error instanceof RangeError ? new Told(error.message) : error;
  }
}

await run(USAGE, OPTIONS, async (_, values) => {
  const wanted = how(values);
  if (!existsSync(join(values.model, "model.json"))) {
    throw new Told(`${values.model}: no model is there; make web makes it`);
  }
  const model = await modelIn(values.model);
  const engine = await engineCalled(values.engine, model);
  const start = performance.now();
  const steps = [];
  const { alphabet } = model.about;
  for (const step of told(write(engine, alphabet, values.prompt, wanted))) {
    steps.push(step);
    if (!values.json) process.stdout.write(step.character);
  }
  if (!values.json) {
    console.log();
    return;
  }
  await writeJson(undefined, {
    text: steps.map((step) => step.character).join(""),
    bits: steps.map((step) => step.bits),
    milliseconds: (performance.now() - start) / steps.length,
  });
});
