/* The stream, the goal, and what went wrong: numbers alone, no drawing. */

const STEPS = 60;
const FIRST = 3;
const SECOND = 54;
const ASKED = 60;
const MARKS = new Map([[FIRST, 1], [SECOND, -1]]);

/* A fixed stream, the same for everybody: mulberry32 and Box-Muller. */
function makeStream(seed) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return Array.from({ length: STEPS }, (_, index) => {
    const noise = Math.sqrt(-2 * Math.log(1 - uniform()))
      * Math.cos(2 * Math.PI * uniform());
    return MARKS.get(index + 1) ?? noise;
  });
}

/* One unit: the input reaches the candidate alone, the sliders are biases. */
function weightsFor(z) {
  return {
    W: [[0, 0, 2, 0]],
    U: [[0, 0, 0, 0]],
    b: [z.i, z.f, 0, z.o],
  };
}

function advance(x, c, z) {
  const step = lstmStep([x], [0], [c], weightsFor(z));
  return Object.fromEntries(
    Object.entries(step).map(([name, values]) => [name, values[0]]),
  );
}

function say(number) {
  const text = number.toFixed(2);
  return text === "-0.00" ? "0.00" : text.replace("-", "−");
}

/* Return what went wrong at step t, or "". `past` holds the steps so far. */
function problemAt(past, t) {
  const now = past[t - 1];
  const before = t > 1 ? past[t - 2].c : 0;
  if (t < ASKED && Math.abs(now.h) > 0.1) {
    return `Step ${t}: h was ${say(now.h)} before anybody asked. `
      + "The output gate lets the secret out.";
  }
  if (t === FIRST && now.c < 0.5) {
    return now.i < 0.6
      ? `Step ${t}: the bit came, and the input gate was only `
        + `${say(now.i)} open. c is ${say(now.c)}.`
      : `Step ${t}: the bit was written, but on top of noise from the `
        + `steps before. c is ${say(now.c)}.`;
  }
  if (t > FIRST && t < SECOND && now.c < 0.5) {
    const held = past.slice(FIRST, t);
    const kept = held.reduce((product, step) => product * step.f, 1);
    return kept < 0.6
      ? `Step ${t}: the bit has faded to ${say(now.c)}. The forget gate `
        + `was at ${say(now.f)}, and loses a little at every step.`
      : `Step ${t}: c is ${say(now.c)}. Noise got in: the input gate `
        + `was at ${say(now.i)}.`;
  }
  if (t === SECOND && now.c > -0.5) {
    return now.i < 0.6
      ? `Step ${t}: the new bit came, and the input gate was only `
        + `${say(now.i)} open.`
      : `Step ${t}: c was ${say(before)} and is ${say(now.c)}. The old `
        + `bit is still in it: the forget gate was at ${say(now.f)}.`;
  }
  if (t > SECOND && now.c > -0.5) {
    return `Step ${t}: the new bit did not last, c is ${say(now.c)}.`;
  }
  if (t === ASKED && now.h > -0.5) {
    return `Step ${t}: asked for the bit, the cell said ${say(now.h)}. `
      + `It held ${say(now.c)}: the output gate was at ${say(now.o)}.`;
  }
  return "";
}

/* Return the first problem of a run, and whether the goal is reached. */
function judge(past) {
  for (let t = 1; t <= past.length; t += 1) {
    const problem = problemAt(past, t);
    if (problem) return { problem, reached: false };
  }
  return { problem: "", reached: past.length === STEPS };
}
