// Gradient descent on the two-parameter surface: the learning rate decides what happens.
(function () {
  "use strict";

  const { define, fixed, scale } = window.Explorables;

  const FLOOR = -3.2; // the smallest distance drawn, as a power of ten

  // Stored as whole numbers: thousandths of parameters, ten-thousandths of the rest.
  function pairs(flat, x, y) {
    return Array.from({ length: flat.length / 2 }, (_, i) => [x(flat[2 * i] / 1000), y(flat[2 * i + 1] / 1000)]);
  }

  function values(data, state) {
    const run = data.runs[state.lr];
    return {
      loss: fixed(run.loss[state.step] / 1e4, 4),
      distance: fixed(run.distance[state.step] / 1e4, 4),
      part: fixed(data.rates[state.lr] / data.limit, 2),
      limit: fixed(data.limit, 3),
    };
  }

  function star(pen, x, y, r) {
    const point = (i) => {
      const [angle, far] = [(i * Math.PI) / 5, i % 2 ? 0.4 * r : r];
      return [x + far * Math.sin(angle), y - far * Math.cos(angle)];
    };
    pen.path(Array.from({ length: 10 }, (_, i) => point(i)), "ink full");
  }

  function draw(pen, data, state) {
    const run = data.runs[state.lr];
    const box = pen.wide ? [58, 8, 600, 330] : [44, 6, 326, 214];
    const [x, y] = [scale(0, 1.4, box[0], box[2]), scale(0, 0.9, box[3], box[1])];
    for (const line of data.contours) pen.path(pairs(line, x, y), "neutral contour");
    const ticks = (...all) => all.map((v) => [v, fixed(v, 1)]);
    pen.axes(box, x, y, ticks(0, 0.4, 0.8, 1.2), ticks(0, 0.3, 0.6, 0.9), "weight of the past, w", "weight of the input, u");
    const path = pairs(run.path, x, y).slice(0, state.step + 1);
    pen.path(path, "bwd thin");
    for (const [px, py] of path) pen.dot(px, py, pen.wide ? 2.4 : 1.8, "bwd");
    star(pen, x(data.minimum[0]), y(data.minimum[1]), pen.wide ? 9 : 7);
    pen.ring(...path[path.length - 1], pen.wide ? 7 : 6, "bwd");
    strip(pen, run, state.step, box);
  }

  // Below the surface: the distance to the minimum at every step, on a logarithmic axis.
  function strip(pen, run, step, above) {
    const top = above[3] + (pen.wide ? 82 : 64);
    const box = [above[0], top, above[2], top + (pen.wide ? 96 : 78)];
    const last = run.distance.length - 1;
    const [x, y] = [scale(0, last, box[0], box[2]), scale(FLOOR, 0.1, box[3], box[1])];
    pen.axes(box, x, y, [0, 20, 40, 60, 80, 100].map((k) => [k, String(k)]), [[-3, "0.001"], [0, "1"]], "step", "");
    const points = run.distance.map((d, k) => [x(k), y(Math.max(FLOOR, Math.log10(d / 1e4)))]);
    pen.text(box[0], top - 9, "distance to the minimum", "ink");
    pen.path(points, "neutral contour");
    pen.path(points.slice(0, step + 1), "bwd");
    pen.dot(...points[step], pen.wide ? 6 : 5, "bwd");
  }

  function describe(data, state, shown) {
    return (
      `Gradient descent on the loss surface with learning rate ${fixed(data.rates[state.lr], 3)}, ${shown.part} of the limit. ` +
      `After step ${state.step} the loss is ${shown.loss}, and the distance to the minimum ${shown.distance}.`
    );
  }

  define("learning_rate", {
    hint: "Try: choose \u03b1 = 0.460, above the limit. Forty steps seem to arrive. Now follow the run to step 100.",
    controls: (data) => [
      {
        name: "lr",
        label: "Learning rate \u03b1",
        count: () => data.rates.length,
        start: data.rates.indexOf(0.363),
        show: (i) => fixed(data.rates[i], 3),
        say: (i) => `${fixed(data.rates[i], 3)}, ${fixed(data.rates[i] / data.limit, 2)} of the limit`,
      },
      { name: "step", label: "Step", count: () => data.runs[0].loss.length, start: 40, show: (i) => String(i), say: (i) => `step ${i}` },
    ],
    play: "step",
    pace: 250,
    readouts: [
      ["loss", "loss"],
      ["distance", "distance"],
      ["limit", "limit 2/\u03bb"],
      ["part", "\u03b1 / limit"],
    ],
    size: (wide) => (wide ? [620, 556] : [340, 394]),
    values,
    draw,
    describe,
  });
})();
