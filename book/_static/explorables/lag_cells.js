// The gradient against the lag in a fresh network, with the cell as a choice and the
// bias of its memory's gate as a slider.
(function () {
  "use strict";

  const { define, fixed, scale } = window.Explorables;
  const [LOWEST, HIGHEST] = [-18, 2]; // powers of ten; a curve may leave the picture
  const NONE = "\u2013"; // the plain cell has no gate

  // The powers of ten of one run; the plain cell has one bias only.
  function curveOf(data, cell, bias, length) {
    const runs = data.curves[cell];
    return runs[Math.min(bias, runs.length - 1)][length];
  }

  function gated(data, state) {
    return data.curves[state.cell].length > 1;
  }

  function values(data, state) {
    const T = data.lengths[state.length];
    const power = data.gate[state.bias];
    const has = gated(data, state);
    return {
      gradient: fixed(curveOf(data, state.cell, state.bias, state.length)[T], 2),
      gate: has ? fixed(10 ** power, 3) : NONE,
      alone: has ? fixed(T * power, 2) : NONE,
      half: has ? fixed(Math.log10(0.5) / power, 1) : NONE,
    };
  }

  // A whole number in raised digits.
  function raised(n) {
    const sign = n < 0 ? "\u207b" : "";
    return sign + [...String(Math.abs(n))].map((digit) => "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[digit]).join("");
  }

  function legend(pen, box, has) {
    const entries = [["bwd", "gradient"], ["neutral contour", "others, as they start"]];
    if (has) entries.push(["neutral dots", "gate alone"]);
    const places = pen.wide ? [box[0], box[0] + 125, box[0] + 330] : [6, 84, 236];
    entries.forEach(([style, name], i) => {
      const [x, y, dash] = [places[i], pen.wide ? 14 : 11, pen.wide ? 34 : 18];
      pen.line(x, y, x + dash, y, style);
      pen.text(x + dash + 6, y + (pen.wide ? 5 : 4), name, style.split(" ")[0]);
    });
  }

  function draw(pen, data, state) {
    const T = data.lengths[state.length];
    const box = pen.wide ? [66, 28, 545, 350] : [52, 22, 292, 236];
    const [x, y] = [scale(0, 100, box[0], box[2]), scale(LOWEST, HIGHEST, box[3], box[1])];
    const powers = [-18, -12, -6, 0].map((n) => [n, n === 0 ? "1" : `10${raised(n)}`]);
    pen.axes(box, x, y, [0, 20, 40, 60, 80, 100].map((k) => [k, String(k)]), powers, "lag k (steps)", "gradient norm");
    legend(pen, box, gated(data, state));
    const inside = (c) => {
      const out = c.findIndex((p) => p < LOWEST);
      return (out < 0 ? c : c.slice(0, out)).map((p, k) => [x(k), y(p)]);
    };
    data.cells.forEach((name, cell) => {
      if (cell === state.cell) return;
      const points = inside(curveOf(data, cell, data.defaults[cell], state.length));
      pen.path(points, "neutral contour");
      const [px, py] = points[points.length - 1];
      // Two names that would meet: the GRU's curve lies below the plain cell's.
      pen.text(px + 6, py + (name === "GRU" ? 12 : -1), name, "neutral small");
    });
    if (gated(data, state)) {
      const slope = data.gate[state.bias];
      const last = Math.min(T, LOWEST / slope);
      pen.path([[x(0), y(0)], [x(last), y(slope * last)]], "neutral dots");
    }
    const own = inside(curveOf(data, state.cell, state.bias, state.length));
    pen.path(own, "bwd thick");
    pen.dot(...own[own.length - 1], pen.wide ? 6 : 5, "bwd");
  }

  function describe(data, state, shown) {
    const start = `${data.cells[state.cell]}, ${data.lengths[state.length]} steps: the gradient ends at ${shown.gradient} as a power of ten.`;
    if (!gated(data, state)) return `${start} This cell has no gate, so the bias changes nothing.`;
    return `${start} With a bias of ${fixed(data.biases[state.bias], 0)} the gate alone would keep ${shown.gate} at each step: a half-life of ${shown.half} steps.`;
  }

  define("lag_cells", {
    hint: "Try: find the bias at which each gated cell keeps a tenth over 60 steps. Where does each of them lose it: at the start, or evenly?",
    controls: (data) => [
      { name: "cell", label: "Cell", options: data.cells, start: data.cells.indexOf("GRU") },
      { name: "bias", label: "Bias of f or z", count: () => data.biases.length, start: data.biases.indexOf(0), show: (i, _, state) => (gated(data, state) ? fixed(data.biases[i], 0) : `${fixed(data.biases[i], 0)} (no gate)`) },
      { name: "length", label: "Length T", count: () => data.lengths.length, start: data.lengths.indexOf(60), show: (i) => `${data.lengths[i]} steps` },
    ],
    readouts: [
      ["gradient", "log\u2081\u2080 gradient"],
      ["alone", "log\u2081\u2080 gate alone"],
      ["gate", "gate at its bias"],
      ["half", "half-life (steps)"],
    ],
    size: (wide) => (wide ? [620, 400] : [340, 276]),
    values,
    draw,
    describe,
  });
})();
