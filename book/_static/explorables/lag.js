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

  // A whole number in raised digits.
  function raised(n) {
    const sign = n < 0 ? "\u207b" : "";
    return sign + [...String(Math.abs(n))].map((digit) => "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[digit]).join("");
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
    const powers = [-20, -10, 0, 10].map((n) => [n, n === 0 ? "1" : `10${raised(n)}`]);
    pen.axes(box, x, y, [0, 20, 40, 60].map((k) => [k, String(k)]), powers, "lag k (steps)", "gradient norm");
    legend(pen, box);
    // Where a straight line leaves the picture.
    const inside = (slope) => (slope > 0 ? Math.min(T, HIGHEST / slope) : slope < 0 ? Math.min(T, LOWEST / slope) : T);
    const curve = (powersOfTen) => powersOfTen.map((p, k) => [x(k), y(Math.min(HIGHEST, p))]);
    const named = Object.entries(data.named).map(([name, i]) => [name, data.curves[i][state.length]]);
    for (const [name, c] of [...named, ["orthogonal", data.orthogonal[state.length]]]) {
      pen.path(curve(c), "neutral contour");
      const [px, py] = curve(c)[T];
      pen.text(px + 9, py + 4, name, "neutral small");
    }
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
      ["gradient", "log\u2081\u2080 gradient"],
      ["linear", "log\u2081\u2080 no tanh"],
      ["bound", "log\u2081\u2080 bound"],
      ["sigma", "stretch \u03c3"],
      ["radius", "radius \u03c1"],
    ],
    size: (wide) => (wide ? [620, 400] : [340, 276]),
    values,
    draw,
    describe,
  });
})();
