// Write with an engine: read the prompt, then choose and read, in turn.

import { choose, probabilities, uniform } from "./sampling.mjs";

/** Return the numbers of the characters of a text, or throw a RangeError. */
export function encode(text, alphabet, name = "prompt") {
  if (text === "") throw new RangeError(`${name}: type at least one character`);
  return Array.from(text, (character, place) => {
    const number = alphabet.indexOf(character);
    if (number < 0) {
      throw new RangeError(
        `${name}: the model has never seen ${show(character)}, character`
        + ` ${place + 1}. It knows ${known(alphabet)}`,
      );
    }
    return number;
  });
}

/**
 * Yield what is written after a prompt, a character at a time.
 *
 * Each is { character, symbol, bits, p, before, state }: its surprise in bits
 * and the probabilities of all symbols, both at temperature 1; the state that
 * the step found, and the one that it left.
 */
export function* write(engine, alphabet, prompt, options) {
  const { length, temperature = 1, topP = 1, seed = 0 } = options;
  let found = { state: engine.start() };
  for (const symbol of encode(prompt, alphabet)) {
    found = engine.step(symbol, found.state);
  }
  for (let t = 0; t < length; t += 1) {
    const p = probabilities(found.logits);
    const u = uniform(seed, t);
    const symbol = choose(found.logits, u, temperature, topP);
    const before = found.state;
    found = engine.step(symbol, before);
    yield {
      character: alphabet[symbol],
      symbol,
      bits: -Math.log2(p[symbol]),
      p,
      before,
      state: found.state,
    };
  }
}

function show(character) {
  if (character === "\t") return "a tab";
  return `“${character}”`;
}

function known(alphabet) {
  const seen = Array.from(alphabet).filter((character) => character.trim());
  return `spaces, new lines and ${seen.join("")}`;
}
