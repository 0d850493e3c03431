// Train an LSTM in Node and save it, so that its weights go into Keras.

import {
  Told, fromFolder, readJson, run, toFolder, whole,
} from "./command.mjs";
import { tensorflow } from "./node.mjs";
import { uniform } from "./sampling.mjs";

const USAGE = `\
usage: node train.mjs sine FOLDER           predict the next value of a sine
       node train.mjs adding FOLDER         add the two marked numbers of 20
       node train.mjs fit MODEL DATA FOLDER go on training an exported model
       --epochs N     how often to go through the data (default: 3, 12, 1)
       --seed N       which data and which first weights (default: 1)
       --backend cpu|wasm  (default: wasm)
       --loss mean_squared_error|categorical_crossentropy  of fit

FOLDER gets model.json and weights.bin. DATA is JSON: {"x": inputs by name,
"y": targets}. Adam with Keras's numbers, batches of 32; fit does not shuffle,
and with --epochs 0 saves what it loaded.`;

const BATCH = 32;
const LOSSES = {
  mean_squared_error: "meanSquaredError",
  categorical_crossentropy: "categoricalCrossentropy",
};
// Keras's epsilon; that of TensorFlow.js depends on the backend.
const EPSILON = 1e-7;

/** Return a function that gives the uniform numbers of a seed in turn. */
function stream(seed) {
  let step = 0;
  return () => uniform(seed, step++);
}

/** Rows of 30 values of a noisy sine, and the value that follows each. */
function sine(count, random) {
  const x = [];
  const y = [];
  for (let row = 0; row < count; row += 1) {
    const start = 2 * Math.PI * random();
    const step = 0.1 + 0.2 * random();
    const at = (t) => Math.sin(start + step * t) + 0.1 * (random() - 0.5);
    const values = Array.from({ length: 31 }, (_, t) => at(t));
    x.push(values.slice(0, 30).map((value) => [value]));
    y.push([values[30]]);
  }
  return { x, y };
}

/** Rows of 20 numbers, two of them marked, and the sum of the two. */
function adding(count, random) {
  const x = [];
  const y = [];
  for (let row = 0; row < count; row += 1) {
    const numbers = Array.from({ length: 20 }, random);
    // One mark in each half, so that there is a distance to bridge.
    const marks = [0, 10].map((from) => from + Math.floor(10 * random()));
    x.push(numbers.map((n, t) => [n, marks.includes(t) ? 1 : 0]));
    y.push([numbers[marks[0]] + numbers[marks[1]]]);
  }
  return { x, y };
}

// What always guessing best without looking costs: for the sine its variance
// and the noise's, for two uniform numbers the variance of their sum.
const TASKS = {
  sine: { data: sine, rows: 2000, epochs: 3, rate: 0.01, blind: 0.501 },
  adding: { data: adding, rows: 2000, epochs: 12, rate: 0.01, blind: 1 / 6 },
};

/** Return an LSTM of 32 units and a dense layer. */
function built(tf, steps, features, seed) {
  const model = tf.sequential({ name: "lstm_in_node" });
  model.add(tf.layers.inputLayer({
    inputShape: [steps, features], name: "x",
  }));
  model.add(tf.layers.lstm({
    name: "lstm",
    units: 32,
    // The default there is hardSigmoid, which is not Keras's.
    recurrentActivation: "sigmoid",
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
    // Orthogonal, the default, does not run in Node without chained methods.
    recurrentInitializer: tf.initializers.glorotUniform({ seed: seed + 1 }),
  }));
  model.add(tf.layers.dense({
    name: "output",
    units: 1,
    kernelInitializer: tf.initializers.glorotUniform({ seed: seed + 2 }),
  }));
  return model;
}

function compile(tf, model, rate, loss) {
  const optimizer = tf.train.adam(rate, 0.9, 0.999, EPSILON);
  model.compile({ optimizer, loss });
}

/** Train on a task, printing each epoch; the last tenth is not trained on. */
async function task(tf, name, folder, { epochs, seed }) {
  const { data, rows, rate, blind, epochs: usual } = TASKS[name];
  const { x, y } = data(rows, stream(seed));
  const inputs = tf.tensor3d(x);
  const targets = tf.tensor2d(y);
  const model = built(tf, x[0].length, x[0][0].length, seed);
  compile(tf, model, rate, LOSSES.mean_squared_error);
  console.log(`${name}: guessing without looking costs ${blind.toFixed(3)}`);
  const all = epochs ?? usual;
  if (all > 0) {
    await model.fit(inputs, targets, {
      epochs: all,
      batchSize: BATCH,
      // Rows are random already: without shuffling a seed decides all.
      shuffle: false,
      validationSplit: 0.1,
      verbose: 0,
      callbacks: {
        onEpochEnd: (epoch, { loss, val_loss: kept }) => console.log(
          `epoch ${epoch + 1} of ${all}: loss ${loss.toFixed(4)},`
          + ` on rows kept apart ${kept.toFixed(4)}`,
        ),
      },
    });
  }
  await save(model, folder);
}

/** Go on training a model on data from a file. */
async function fit(tf, [folder, data, target], { epochs, loss }) {
  if (!(loss in LOSSES)) {
    throw new Told(
      `--loss: expected ${Object.keys(LOSSES).join(" or ")}, got ${loss}`,
    );
  }
  const { x, y } = await readJson(data);
  if (!x || !y) throw new Told(`${data}: expected {"x": ..., "y": ...}`);
  const model = await loaded(tf, folder);
  compile(tf, model, 0.001, LOSSES[loss]);
  const inputs = model.inputs.map(({ sourceLayer: { name }, dtype }) => {
    if (!(name in x)) throw new Told(`${data}: x: ${name} is missing`);
    return tf.tensor(x[name], undefined, dtype);
  });
  const all = epochs ?? 1;
  if (all > 0) {
    await model.fit(inputs, tf.tensor(y), {
      epochs: all,
      batchSize: BATCH,
      shuffle: false,
      verbose: 0,
      callbacks: {
        onEpochEnd: (epoch, logs) => console.log(
          `epoch ${epoch + 1} of ${all}: loss ${logs.loss.toPrecision(7)}`,
        ),
      },
    });
  }
  await save(model, target);
}

async function loaded(tf, folder) {
  try {
    return await tf.loadLayersModel(fromFolder(folder));
  } catch (error) {
    if (error instanceof Told) throw error;
    throw new Told(`${folder}: ${error.message}`);
  }
}

async function save(model, folder) {
  try {
    await model.save(toFolder(folder));
  } catch (error) {
    if (!error.code) throw error;
    throw new Told(`${folder}: cannot be written (${error.code})`);
  }
  console.log(`saved: ${folder}`);
}

const options = {
  epochs: { type: "string" },
  seed: { type: "string", default: "1" },
  backend: { type: "string", default: "wasm" },
  loss: { type: "string", default: "mean_squared_error" },
};

await run(USAGE, options, async ([what, ...rest], values) => {
  const count = what === "fit" ? 3 : 1;
  if (what !== "fit" && !(what in TASKS)) {
    throw new Told(
      `expected sine, adding or fit, got ${what ?? "nothing"};`
      + " --help says more",
    );
  }
  if (rest.length !== count) {
    throw new Told(
      `${what}: expected ${count === 1 ? "FOLDER" : "MODEL DATA FOLDER"},`
      + ` got ${rest.length} arguments; --help says more`,
    );
  }
  if (!["cpu", "wasm"].includes(values.backend)) {
    throw new Told(`--backend: expected cpu or wasm, got ${values.backend}`);
  }
  const settings = {
    seed: whole("seed", values.seed, 0),
    epochs: values.epochs && whole("epochs", values.epochs, 0),
    loss: values.loss,
  };
  const tf = await tensorflow(values.backend);
  await (what === "fit"
    ? fit(tf, rest, settings)
    : task(tf, what, rest[0], settings));
});
