// The model in TensorFlow.js: an engine, as in engines.mjs.

import { oneHot, zeros } from "./engines.mjs";

/** Return the engine of TensorFlow.js, on the backend set in tf. */
export async function tensorflowEngine(tf, model) {
  const { units, alphabet } = model.about;
  const size = alphabet.length;
  const load = async () => model.artifacts; // fetched before
  const network = await tf.loadLayersModel({ load });
  const step = (symbol, { h, c }) => {
    const x = tf.tensor(oneHot(symbol, size), [1, 1, size]);
    const state = [h, c].map((s) => tf.tensor(s, [1, units]));
    const outputs = network.predict([x, ...state]);
    return outputs.map((tensor) => tensor.dataSync());
  };
  return {
    start: () => zeros(units),
    step: (symbol, before) => tf.tidy(() => {
      const [logits, h, c] = step(symbol, before);
      return { logits, state: { h, c } };
    }), // tidy: what a step made is freed at its end
    dispose: () => network.dispose(),
  };
}
