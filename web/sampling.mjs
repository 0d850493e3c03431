// Choose a symbol by its scores, as lstm_course.generation does in Python:
// `uniform` says where the chance comes from, `choose` what is made of it.

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const TOTAL_BITS = 29;
const TINY = 2 ** -126;

/**
 * Return a uniform number of 24 bits, from 0 to below 1.
 *
 * It is number `step` of the stream `row` of a seed: Threefry-2x32 with 20
 * rounds (Salmon et al. 2011), the key (seed, row), the counter (step, 0).
 */
export function uniform(seed, step, row = 0) {
  const key = [seed, row, seed ^ row ^ 0x1bd11bda];
  let x = (step + key[0]) | 0;
  let y = key[1] | 0;
  for (let round = 0; round < 20; round += 1) {
    const turn = ROTATIONS[round % 8];
    x = (x + y) | 0;
    y = ((y << turn) | (y >>> (32 - turn))) ^ x;
    if (round % 4 === 3) {
      const group = (round + 1) / 4;
      x = (x + key[group % 3]) | 0;
      y = (y + key[(group + 1) % 3] + group) | 0;
    }
  }
  return (x >>> 8) / 2 ** 24;
}

/** Return the number of the symbol that u chooses, u from 0 to below 1. */
export function choose(logits, u, temperature, topP = 1) {
  if (temperature < TINY) return likeliest(logits);
  let w = weights(logits, temperature);
  if (topP < 1) w = nucleus(w, topP);
  const target = Math.floor(total(w) * u);
  let sum = 0;
  return w.findIndex((weight) => (sum += weight) > target);
}

/** Return the symbol of the largest score, the first of equals. */
export function likeliest(logits) {
  return logits.indexOf(Math.max(...logits));
}

/** Return a whole number a symbol, in proportion to its probability. */
export function weights(logits, temperature) {
  const scale = 2 ** (TOTAL_BITS - indexBits(logits.length));
  const most = Math.max(...logits);
  // A Float32Array rounds what is put into it, as Python's float32 does.
  const below = logits.map((z) => z - most);
  const share = below.map((z) => z / Math.fround(temperature)).map(Math.exp);
  return Int32Array.from(share, (p) => p * scale);
}

/**
 * Return the weights, 0 for all but the heaviest that have the share topP.
 *
 * Nothing is sorted. Weight and place make one number, in which no two
 * symbols are equal; the least of those kept is found bit by bit.
 */
export function nucleus(w, topP) {
  const size = 2 ** indexBits(w.length);
  const rank = w.map((weight, k) => weight * size + (size - 1 - k));
  const kept = (least) => w.map((weight, k) => (rank[k] >= least ? weight : 0));
  const needed = Math.ceil(total(w) * topP);
  let least = 0;
  for (let bit = TOTAL_BITS; bit >= 0; bit -= 1) {
    const more = least + 2 ** bit;
    if (total(kept(more)) >= needed) least = more;
  }
  return kept(least);
}

/** Return the probability of each symbol, at temperature 1. */
export function probabilities(logits) {
  const most = Math.max(...logits);
  const shares = Array.from(logits, (z) => Math.exp(z - most));
  const sum = total(shares);
  return shares.map((share) => share / sum);
}

function indexBits(symbols) {
  return 32 - Math.clz32(symbols - 1);
}

function total(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}
