// One unit, unrolled: values go forward, gradients come back, and dw is their sum.
(function () {
  "use strict";

  const { define, fixed } = window.Explorables;
  const EXAMPLES = ["3 steps, one loss", "5 steps, a loss at each"];
  const ROWS = [
    ["h", "h", "fwd"],
    ["L", "L", "neutral"],
    ["dh", "dh", "bwd"],
    ["da", "da", "bwd"],
    ["dw", "dw", "bwd"],
    ["sum", "\u03a3", "bwd strong"],
  ];

  // How far a setting has come: the last step forward, the losses, the first step back.
  function progress(data, state) {
    const T = data.inputs[state.example].length;
    const { moment } = state;
    return { T, moment, forward: Math.min(T, moment), scored: moment > T, back: moment > T + 1 ? 2 * T + 2 - moment : T + 1 };
  }

  function momentName(moment, data, state) {
    const { T } = progress(data, state);
    if (moment === 0) return "start";
    if (moment <= T) return `forward, step ${moment}`;
    return moment === T + 1 ? "the loss" : `back, step ${2 * T + 2 - moment}`;
  }

  function runOf(data, state) {
    return data.runs[state.example][state.w];
  }

  function reached(name, t, data, state) {
    const p = progress(data, state);
    if (name === "h") return t <= p.forward;
    if (name === "L") return p.scored && data.scored[state.example][t - 1] === 1;
    return t >= p.back;
  }

  function values(data, state) {
    const { T, scored, back } = progress(data, state);
    const run = runOf(data, state);
    const all = { loss: scored ? fixed(run.loss, 3) : "", gradient: back <= T ? fixed(run.sum[back - 1], 3) : "" };
    for (const [name] of ROWS) for (let t = 1; t <= T; t++) all[`${name}_${t}`] = reached(name, t, data, state) ? fixed(run[name][t - 1], 3) : "";
    return all;
  }

  function draw(pen, data, state, shown) {
    const { T, forward, scored, back, moment } = progress(data, state);
    const [width, left, r, up, row] = pen.wide ? [620, 40, 21, 70, 24] : [340, 26, 14.5, 54, 20];
    const at = (t) => left + ((t + 0.5) * (width - left)) / (T + 1);
    const [high, middle, low] = [r + 4, r + 4 + up, r + 4 + 2 * up];
    const now = moment <= T ? forward : back;
    const colour = (on) => (on ? "fwd" : "grid");
    pen.node(at(0), middle, r, "h", 0, "fwd");
    for (let t = 1; t <= T; t++) {
      const [x, on] = [at(t), t <= forward];
      const here = t === now && (moment <= T || scored) && back <= T + 1 && moment > 0;
      pen.arrow([at(t - 1), middle], [x, middle], r, colour(on));
      pen.symbol((at(t - 1) + x) / 2, middle + (pen.wide ? 18 : 14), "w", "", on ? "fwd" : "neutral");
      pen.arrow([x, low], [x, middle], r, colour(on));
      pen.node(x, low, r, "x", t, colour(on));
      pen.text(x, low + r + (pen.wide ? 17 : 14), fixed(data.inputs[state.example][t - 1], 1), on ? "fwd" : "neutral", "middle");
      pen.node(x, middle, r, "h", t, `${colour(on)}${here ? " here" : ""}`);
      if (data.scored[state.example][t - 1]) {
        pen.arrow([x, middle], [x, high], r, colour(scored));
        pen.node(x, high, r, "L", t, scored ? "neutral" : "grid");
        if (t >= back) pen.arrow([x, high], [x, middle], r, "bwd", pen.wide ? -16 : -11);
      }
      if (t >= back) pen.arrow([x, middle], [at(t - 1), middle], r, "bwd", pen.wide ? -30 : -20);
    }
    const top = low + r + (pen.wide ? 48 : 40);
    ROWS.forEach(([name, label, tint], i) => {
      const y = top + i * row;
      pen.line(0, y - row * 0.72, width, y - row * 0.72, "grid");
      pen.symbol(2, y, label, name === "sum" ? "" : "t", tint, "start");
      if (name === "h") pen.text(at(0), y, fixed(1, 3), "fwd", "middle");
      for (let t = 1; t <= T; t++) pen.text(at(t), y, shown[`${name}_${t}`], tint, "middle", `${name}_${t}`);
    });
  }

  function describe(data, state, shown) {
    const { T, scored, forward, back } = progress(data, state);
    const list = (name, from, to) => Array.from({ length: to - from + 1 }, (_, i) => `${name} ${from + i} is ${shown[`${name}_${from + i}`]}`).join(", ");
    const parts = [`One unit over ${T} steps with weight ${fixed(data.weights[state.w], 1)}.`];
    if (forward) parts.push(`Forward: ${list("h", 1, forward)}.`);
    if (scored) parts.push(`The loss is ${shown.loss}.`);
    if (back <= T) parts.push(`Back: ${list("dw", back, T)}. They add up to ${shown.gradient}.`);
    return parts.join(" ");
  }

  define("unrolled", {
    hint: "Try: step back from the loss and watch the sum \u03a3 grow from right to left. Then find a weight w at which the copies cancel.",
    controls: (data) => [
      { name: "example", label: "Network", options: EXAMPLES, start: 0 },
      { name: "moment", label: "Moment", count: (d, s) => 2 * d.inputs[s.example].length + 2, start: 7, show: momentName },
      { name: "w", label: "Recurrent weight w", count: () => data.weights.length, start: data.weights.indexOf(0.5), show: (i) => fixed(data.weights[i], 1) },
    ],
    play: "moment",
    readouts: [
      ["loss", "loss L"],
      ["gradient", "dL/dw so far"],
    ],
    size: (wide) => (wide ? [620, 364] : [340, 290]),
    values,
    draw,
    describe,
  });
})();
