// An LSTM and the layer above it, in plain JavaScript.

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** Add x M to z; M is (x.length, z.length), row after row. */
function addProduct(z, x, M) {
  for (let j = 0; j < x.length; j += 1) {
    if (x[j] === 0) continue; // nearly all of a one-hot input
    const row = M.subarray(j * z.length, (j + 1) * z.length);
    for (let k = 0; k < z.length; k += 1) z[k] += x[j] * row[k];
  }
}

/** Take one step in time: the gates, and the new state c, h. */
export function lstmStep(x, { h, c }, { W, U, b }) {
  const z = Float32Array.from(b);
  addProduct(z, x, W);
  addProduct(z, h, U);
  const units = h.length;
  const block = (n) => z.subarray(n * units, (n + 1) * units);
  const i = block(0).map(sigmoid); // Keras's order: i, f, g, o
  const f = block(1).map(sigmoid);
  const g = block(2).map(Math.tanh);
  const o = block(3).map(sigmoid);
  const cNew = c.map((old, n) => f[n] * old + i[n] * g[n]);
  const hNew = cNew.map((value, n) => o[n] * Math.tanh(value));
  return { i, f, g, o, c: cNew, h: hNew };
}

/** Return h V + d, a score for each symbol that may come next. */
export function dense(h, { V, d }) {
  const y = Float32Array.from(d);
  addProduct(y, h, V);
  return y;
}
