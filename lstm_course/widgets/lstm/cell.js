"use strict";

function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}

/* One step of an LSTM for one stream. x, h and c are arrays of numbers; the
   columns of W, U and b are the blocks i, f, g, o, each as wide as h. */
function lstmStep(x, h, c, weights) {
  const units = h.length;
  const z = weights.b.map((bias, column) => {
    let sum = bias;
    x.forEach((value, row) => { sum += value * weights.W[row][column]; });
    h.forEach((value, row) => { sum += value * weights.U[row][column]; });
    return sum;
  });
  const block = (k, squash) => z.slice(k * units, (k + 1) * units).map(squash);
  const [i, f, g, o] = [
    block(0, sigmoid), block(1, sigmoid), block(2, Math.tanh),
    block(3, sigmoid),
  ];
  const kept = c.map((old, n) => f[n] * old + i[n] * g[n]);
  const said = kept.map((state, n) => o[n] * Math.tanh(state));
  return { i, f, g, o, c: kept, h: said };
}
