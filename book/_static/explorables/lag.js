// The gradient against the lag, with the gain of the recurrent matrix as a slider.
(function () {
  "use strict";

  const { define, fixed, scale } = window.Explorables;
  const [LOWEST, HIGHEST] = [-20, 12]; // powers of ten; the bound may leave the picture
  const LEGEND = [
    ["bwd", "gradient"],
    ["third dashdot", "no tanh"],
    ["neutral dots", "bound"],
  ];

  function values(data, state) {
    const [gradient, linear, bound] = data.ends[state.gain][state.length];
    return {
      gradient: fixed(gradient, 1),
      linear: fixed(linear, 1),
      bound: fixed(bound, 1),
      sigma: fixed(data.sigma[state.gain], 2),
      radius: fixed(data.radius[state.gain], 2),
    };
  }

  // Heights of labels, from the top down: at least `gap` apart, and none below `low`.
  function spread(heights, gap, low) {
    const order = heights.map((_, i) => i).sort((i, j) => heights[i] - heights[j]);
    const apart = [...heights];
    order.forEach((i, k) => k && (apart[i] = Math.max(apart[i], apart[order[k - 1]] + gap)));
    order.reverse().forEach((i, k) => (apart[i] = Math.min(apart[i], low - k * gap)));
    return apart;
  }

  function legend(pen, box) {
    const room = pen.wide ? (box[2] - box[0]) / 3 : 112;
    LEGEND.forEach(([style, name], i) => {
      const [x, y, dash] = [(pen.wide ? box[0] : 6) + i * room, pen.wide ? 14 : 11, pen.wide ? 34 : 22];
      pen.line(x, y, x + dash, y, style);
      pen.text(x + dash + 6, y + (pen.wide ? 5 : 4), name, style.split(" ")[0]);
    });
  }

  function draw(pen, data, state) {
    const T = data.lengths[state.length];
    const box = pen.wide ? [66, 28, 530, 350] : [52, 22, 272, 236];
    const [x, y] = [scale(0, 60, box[0], box[2]), scale(LOWEST, HIGHEST, box[3], box[1])];
    const powers = [-20, -10, 0, 10].map((n) => [n, n === 0 ? "1" : ["10", fixed(n, 0)]]);
    pen.axes(box, x, y, [0, 20, 40, 60].map((k) => [k, String(k)]), powers, "lag k (steps)", "gradient norm");
    legend(pen, box);
    // Where a straight line leaves the picture.
    const inside = (slope) => (slope > 0 ? Math.min(T, HIGHEST / slope) : slope < 0 ? Math.min(T, LOWEST / slope) : T);
    const curve = (powersOfTen) => powersOfTen.map((p, k) => [x(k), y(Math.min(HIGHEST, p))]);
    const named = Object.entries(data.named).map(([name, i]) => [name, data.curves[i][state.length]]);
    named.push(["orthogonal", data.orthogonal[state.length]]);
    const heights = spread(named.map(([, c]) => curve(c)[T][1]), pen.wide ? 15 : 13, box[3]);
    named.forEach(([name, c], i) => {
      pen.path(curve(c), "neutral contour");
      pen.text(x(T) + 9, heights[i] + 4, name, "neutral small");
    });
    const slope = data.ends[state.gain][state.length][2] / T;
    pen.path([[x(0), y(0)], [x(inside(slope)), y(slope * inside(slope))]], "neutral dots");
    const grown = Math.log10(data.gains[state.gain]);
    const linear = data.linear.slice(0, T + 1).map((p, k) => p + k * grown);
    const out = linear.findIndex((p) => p > HIGHEST);
    pen.path(curve(out < 0 ? linear : linear.slice(0, out)), "third dashdot");
    const own = curve(data.curves[state.gain][state.length]);
    pen.path(own, "bwd thick");
    pen.dot(...own[T], pen.wide ? 6 : 5, "bwd");
  }

  function describe(data, state, shown) {
    return (
      `Gain ${fixed(data.gains[state.gain], 1)}, so the largest singular value is ${shown.sigma}. ` +
      `After ${data.lengths[state.length]} steps, as powers of ten: the gradient is ${shown.gradient}, ` +
      `without tanh ${shown.linear}, and the bound ${shown.bound}.`
    );
  }

  define("lag", {
    hint: "Try: find the gain at which the gradient neither grows nor shrinks over 60 steps. Is it the gain at which the line without tanh is level?",
    controls: (data) => [
      { name: "gain", label: "Gain g of W", count: () => data.gains.length, start: data.gains.indexOf(0.9), show: (i) => fixed(data.gains[i], 1) },
      { name: "length", label: "Length T", count: () => data.lengths.length, start: data.lengths.length - 1, show: (i) => `${data.lengths[i]} steps` },
    ],
    readouts: [
      ["gradient", "log<sub>10</sub> gradient"],
      ["linear", "log<sub>10</sub> no tanh"],
      ["bound", "log<sub>10</sub> bound"],
      ["sigma", "stretch \u03c3"],
      ["radius", "radius \u03c1"],
    ],
    size: (wide) => (wide ? [620, 400] : [340, 276]),
    values,
    draw,
    describe,
  });
})();
