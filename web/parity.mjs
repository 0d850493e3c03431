// Run an exported model on inputs from Python, on each backend.

import {
  Told, fromFolder, readJson, run, writeJson,
} from "./command.mjs";
import { tensorflow } from "./node.mjs";

const BACKENDS = ["cpu", "wasm"];

const USAGE = `\
usage: node parity.mjs MODEL INPUTS [OUTPUTS]    one model
       node parity.mjs --jobs JOBS [OUTPUTS]     many, in one process
       --backend cpu|wasm   on one backend instead of both

MODEL is a folder with model.json. INPUTS is JSON: an object with an array for
each input, by name; or a list of them, called one after the other, so that a
stateful model goes on where it was, "reset" among them setting its states to
zero. JOBS is a list of {"model": folder, "inputs": as above}. Without OUTPUTS
the answer is printed: for each job, for each backend, for each call a list of
the outputs in the model's order.`;

/** Return the tensors of one call, in the model's order. */
function tensors(tf, model, inputs) {
  const names = model.inputs.map((input) => input.sourceLayer.name);
  const unknown = Object.keys(inputs).filter((name) => !names.includes(name));
  if (unknown.length) {
    throw new Told(
      `inputs: no input is called ${unknown[0]}; there are ${names.join(", ")}`,
    );
  }
  return names.map((name, place) => {
    if (!(name in inputs)) throw new Told(`inputs: ${name} is missing`);
    const { shape, dtype } = model.inputs[place];
    checkNumbers(name, inputs[name], dtype);
    let tensor;
    try {
      tensor = tf.tensor(inputs[name], undefined, dtype);
    } catch (error) {
      throw new Told(`inputs: ${name}: ${error.message}`);
    }
    const fits = tensor.rank === shape.length && shape.every(
      (size, axis) => size === null || size === tensor.shape[axis],
    );
    if (!fits) {
      throw new Told(
        `inputs: ${name}: expected the shape [${shape.map((n) => n ?? "any")}]`
        + `, got [${tensor.shape}]`,
      );
    }
    return tensor;
  });
}

function checkNumbers(name, values, dtype) {
  const fits = dtype === "int32" ? Number.isInteger : Number.isFinite;
  const wrong = [values].flat(Infinity).find((value) => !fits(value));
  if (wrong !== undefined) {
    throw new Told(
      `inputs: ${name}: expected ${dtype}, got ${JSON.stringify(wrong)}`,
    );
  }
}

/** Return the outputs of the calls, a list of nested arrays for each. */
function answers(tf, model, calls) {
  const found = [];
  for (const inputs of calls) {
    if (inputs === "reset") {
      model.resetStates();
    } else {
      found.push(tf.tidy(() => {
        const outputs = model.predictOnBatch(tensors(tf, model, inputs));
        return [outputs].flat().map((output) => output.arraySync());
      }));
    }
  }
  return found;
}

async function load(tf, folder) {
  try {
    return await tf.loadLayersModel(fromFolder(folder));
  } catch (error) {
    if (error instanceof Told) throw error;
    throw new Told(`${folder}: ${error.message}`);
  }
}

async function jobsOf(positionals, values) {
  const count = values.jobs === undefined ? 2 : 0;
  if (positionals.length < count || positionals.length > count + 1) {
    throw new Told(
      `expected ${count ? "MODEL INPUTS [OUTPUTS]" : "[OUTPUTS]"}, got`
      + ` ${positionals.length} arguments; --help says more`,
    );
  }
  if (values.jobs !== undefined) {
    return [await readJson(values.jobs), positionals[0]];
  }
  const [model, inputs, path] = positionals;
  return [[{ model, inputs: await readJson(inputs) }], path];
}

const options = { jobs: { type: "string" }, backend: { type: "string" } };

await run(USAGE, options, async (positionals, values) => {
  const { backend } = values;
  if (backend !== undefined && !BACKENDS.includes(backend)) {
    throw new Told(`--backend: expected cpu or wasm, got ${backend}`);
  }
  const [jobs, path] = await jobsOf(positionals, values);
  if (!Array.isArray(jobs)) throw new Told(`${values.jobs}: is no list`);
  const results = jobs.map(() => ({}));
  for (const name of backend ? [backend] : BACKENDS) {
    const tf = await tensorflow(name);
    for (const [place, { model: folder, inputs }] of jobs.entries()) {
      const model = await load(tf, folder);
      results[place][name] = answers(tf, model, [inputs].flat());
      model.dispose();
    }
  }
  await writeJson(path, results);
});
