// Two descents on Pascanu's cliff, with and without clipping, from a start of one's own.
(function () {
  "use strict";

  const { define, fixed, scale } = window.Explorables;
  const sigmoid = (x) => 0.5 * (1 + Math.tanh(0.5 * x));

  // The chapter's recursion: L = (sigmoid(a_T) - 0.7)^2, a_t = w sigmoid(a_{t-1}) + b.
  function cliff(w, b, T) {
    const states = [0.5];
    for (let t = 1; t <= T; t++) states.push(w * sigmoid(states[t - 1]) + b);
    const p = sigmoid(states[T]);
    let [da, dw, db] = [2 * (p - 0.7) * p * (1 - p), 0, 0];
    for (let t = T; t > 0; t--) {
      const s = sigmoid(states[t - 1]);
      [dw, db, da] = [dw + da * s, db + da, da * w * s * (1 - s)];
    }
    return [(p - 0.7) ** 2, dw, db];
  }

  function descend(data, state, bound) {
    let [w, b] = [data.ws[state.w], data.bs[state.b]];
    const path = [];
    for (let k = 0; k <= data.updates; k++) {
      const [loss, dw, db] = cliff(w, b, data.unrolled);
      const norm = Math.hypot(dw, db);
      const stride = data.rates[state.lr] * (norm > bound ? bound / norm : 1);
      path.push({ w, b, loss, norm, stride: stride * norm });
      [w, b] = [w - stride * dw, b - stride * db];
    }
    return path;
  }

  const bound = (data, state) => data.thresholds[state.clip] ?? Infinity;

  function values(data, state) {
    const here = descend(data, state, bound(data, state))[state.step];
    return {
      w_now: fixed(here.w, 3),
      b_now: fixed(here.b, 3),
      loss: fixed(here.loss, 4),
      norm: fixed(here.norm, 2),
      stride: fixed(here.stride, 3),
    };
  }

  // Where the line from inside to a point outside meets the edge of the box.
  function edge(from, to, [left, top, right, bottom]) {
    const part = (a, b, low, high) => (b < low ? (low - a) / (b - a) : b > high ? (high - a) / (b - a) : 1);
    const t = Math.min(part(from[0], to[0], left, right), part(from[1], to[1], top, bottom));
    return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
  }

  function walk(pen, path, x, y, box, style, r) {
    const points = path.map(({ w, b }) => [x(w), y(b)]);
    const inside = ([px, py]) => px >= box[0] && px <= box[2] && py >= box[1] && py <= box[3];
    points.slice(1).forEach((to, k) => {
      const from = points[k];
      if (inside(from)) pen.path([from, inside(to) ? to : edge(from, to, box)], `${style} thin`);
    });
    points.filter(inside).forEach((p) => pen.dot(...p, r, style));
    const last = points[points.length - 1];
    if (inside(last)) pen.ring(...last, r + 3, style);
  }

  function legend(pen, box) {
    const names = [["bwd", "your threshold"], ["neutral", "no clipping"], ["ink", "the wall"]];
    const room = (box[2] - box[0]) / 3;
    names.forEach(([style, name], i) => {
      const px = (pen.wide ? box[0] : 6) + i * (pen.wide ? room : 112);
      pen.line(px, 12, px + (pen.wide ? 30 : 18), 12, style);
      pen.text(px + (pen.wide ? 36 : 23), 16, name, style === "ink" ? "ink" : style);
    });
  }

  function draw(pen, data, state) {
    const box = pen.wide ? [66, 26, 600, 350] : [50, 24, 326, 236];
    const [[w0, w1], [b0, b1]] = data.window;
    const [x, y] = [scale(w0, w1, box[0], box[2]), scale(b0, b1, box[3], box[1])];
    for (const line of data.contours) {
      const points = Array.from({ length: line.length / 2 }, (_, i) => [x(line[2 * i] / 1000), y(line[2 * i + 1] / 1000)]);
      pen.path(points, "neutral contour");
    }
    const ticks = (all) => all.map((v) => [v, fixed(v, 1)]);
    pen.axes(box, x, y, ticks([4, 4.5, 5, 5.5, 6]), ticks([-3, -2.5, -2]), "recurrent weight w", "bias b");
    legend(pen, box);
    const low = Math.min(w1, (0.5 - b0) / data.wall);
    pen.line(x(data.first), y(0.5 - data.wall * data.first), x(low), y(0.5 - data.wall * low), "ink");
    const upTo = (limit) => descend(data, state, limit).slice(0, state.step + 1);
    walk(pen, upTo(Infinity), x, y, box, "neutral", pen.wide ? 2.6 : 2);
    walk(pen, upTo(bound(data, state)), x, y, box, "bwd", pen.wide ? 3 : 2.4);
    pen.dot(x(data.ws[state.w]), y(data.bs[state.b]), pen.wide ? 4.5 : 3.6, "ink");
    strip(pen, data, state, box);
  }

  // Below the surface: the norm of every gradient, on a logarithmic axis.
  function strip(pen, data, state, above) {
    const top = above[3] + (pen.wide ? 82 : 66);
    const box = [above[0], top, above[2], top + (pen.wide ? 92 : 76)];
    const [low, high] = [-2, 4];
    const [x, y] = [scale(0, data.updates, box[0], box[2]), scale(low, high, box[3], box[1])];
    pen.axes(box, x, y, [0, 10, 20, 30, 40].map((k) => [k, String(k)]), [[0, "1"], [2, ["10", "2"]], [4, ["10", "4"]]], "update", "");
    pen.text(box[0], top - 9, "norm of the gradient", "ink");
    const limit = bound(data, state);
    if (Number.isFinite(limit)) pen.line(box[0], y(Math.log10(limit)), box[2], y(Math.log10(limit)), "third dashdot");
    const points = descend(data, state, limit).map(({ norm }, k) => [x(k), y(Math.min(high, Math.max(low, Math.log10(norm))))]);
    pen.path(points, "neutral contour");
    pen.path(points.slice(0, state.step + 1), "bwd");
    pen.dot(...points[state.step], pen.wide ? 6 : 5, "bwd");
  }

  const named = (c) => (c === null ? "none" : fixed(c, 1));

  function describe(data, state, shown) {
    return (
      `Descent on the cliff with learning rate ${fixed(data.rates[state.lr], 2)} and threshold ${named(data.thresholds[state.clip])}. ` +
      `At update ${state.step} w is ${shown.w_now}, b is ${shown.b_now}, the loss is ${shown.loss}, ` +
      `the gradient's norm ${shown.norm}, and the next step is ${shown.stride} long.`
    );
  }

  define("cliff", {
    hint: "Try: step forward with the threshold 1.0 until the grey walk leaves. Then set it to none. Which update decided? Lower the threshold to 0.1: what do you pay?",
    controls: (data) => [
      { name: "clip", label: "Threshold c", count: () => data.thresholds.length, start: data.thresholds.indexOf(1), show: (i) => named(data.thresholds[i]) },
      { name: "lr", label: "Learning rate \u03b1", count: () => data.rates.length, start: data.rates.indexOf(0.05), show: (i) => fixed(data.rates[i], 2) },
      { name: "w", label: "Start: weight w", count: () => data.ws.length, start: data.ws.indexOf(5), show: (i) => fixed(data.ws[i], 1) },
      { name: "b", label: "Start: bias b", count: () => data.bs.length, start: data.bs.indexOf(-2.75), show: (i) => fixed(data.bs[i], 2) },
      { name: "step", label: "Update", count: () => data.updates + 1, start: 26, show: (i) => String(i), say: (i) => `update ${i}` },
    ],
    play: "step",
    pace: 250,
    readouts: [
      ["loss", "loss L"],
      ["norm", "gradient norm"],
      ["stride", "next step"],
      ["w_now", "w"],
      ["b_now", "b"],
    ],
    size: (wide) => (wide ? [620, 574] : [340, 418]),
    values,
    draw,
    describe,
  });
})();
