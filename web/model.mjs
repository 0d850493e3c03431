// The character model that `make web` exports, as arrays.

/**
 * Return the model of what TensorFlow.js loads, and what is known about it.
 *
 * artifacts is { modelTopology, weightSpecs, weightData }, as TensorFlow.js
 * calls them; about is the object in writer.json, which holds the alphabet.
 */
export function readModel(artifacts, about) {
  const arrays = {};
  let start = 0;
  for (const { name, shape } of artifacts.weightSpecs) {
    const size = shape.reduce((product, n) => product * n, 1);
    arrays[name] = new Float32Array(artifacts.weightData, start, size);
    start += 4 * size;
  }
  const [W, U, b, V, d] = [
    "lstm/kernel", "lstm/recurrent_kernel", "lstm/bias",
    "logits/kernel", "logits/bias",
  ].map((name) => arrays[name] ?? missing(name));
  return { artifacts, about, lstm: { W, U, b }, logits: { V, d } };
}

function missing(name) {
  throw new Error(`The model has no weights called ${name}.`);
}
