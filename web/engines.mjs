// What turns a character and a state into scores for the next character.
//
// An engine has start(), which returns a state; step(symbol, state), which
// returns { logits, state }; and dispose(). A state is { h, c }.

import { dense, lstmStep } from "./lstm.mjs";

/** Return the engine of lstm.mjs. */
export function plainEngine(model) {
  return {
    start: () => zeros(model.about.units),
    step(symbol, before) {
      const state = readSymbol(symbol, before, model);
      return { logits: dense(state.h, model.logits), state };
    },
    dispose() {},
  };
}

/** Return i, f, g, o, c and h of the step that reads a symbol. */
export function readSymbol(symbol, before, model) {
  const x = oneHot(symbol, model.about.alphabet.length);
  return lstmStep(x, before, model.lstm);
}

/** Return the state before the first character. */
export function zeros(units) {
  return { h: new Float32Array(units), c: new Float32Array(units) };
}

/** Return the one-hot code of a symbol. */
export function oneHot(symbol, size) {
  const x = new Float32Array(size);
  x[symbol] = 1;
  return x;
}
