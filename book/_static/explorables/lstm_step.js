// One step of one LSTM unit: sliders for the sums that enter the gates, and for c_{t-1}.
(function () {
  "use strict";

  const { define, fixed } = window.Explorables;
  const MINUS_1 = "t\u22121";
  // Places as in the static figure, in units of its grid, from the bottom up.
  const NODES = {
    c_prev: [0, 3, "c", MINUS_1],
    f: [1.5, 1.2, "f", "t"],
    i: [3.15, 1.2, "i", "t"],
    g: [4.8, 1.2, "g", "t"],
    c: [5.3, 3, "c", "t"],
    o: [6.6, 1.2, "o", "t"],
    h: [8.2, 2.2, "h", "t"],
  };
  const POINTS = { forget: [1.5, 3, "\u00d7"], write: [3.97, 2.1, "\u00d7"], add: [3.97, 3, "+"], squash: [6.6, 3, ""], read: [6.6, 2.2, "\u00d7"] };
  const WIRES = "c_prev-forget forget-add add-c c-squash squash-read read-h f-forget i-write g-write write-add o-read";
  const ARRIVING = ["dh = 1, dc = 0", "dh = 0, dc = 1", "both 1"];

  function step(data, state) {
    const [i, f, o] = ["i", "f", "o"].map((gate) => data.sigmoid[state[gate]]);
    const [g, before] = [data.tanh[state.g], data.memories[state.c]];
    const [dh, dcLater] = data.arriving[state.arriving];
    const c = f * before + i * g;
    const through_h = dh * o * (1 - Math.tanh(c) ** 2);
    const dc = through_h + dcLater;
    return {
      i, f, g, o, c, h: o * Math.tanh(c), through_h, dc,
      da_i: dc * g * i * (1 - i),
      da_f: dc * before * f * (1 - f),
      da_g: dc * i * (1 - g * g),
      da_o: dh * Math.tanh(c) * o * (1 - o),
      dc_prev: dc * f,
    };
  }

  function values(data, state) {
    return Object.fromEntries(Object.entries(step(data, state)).map(([name, value]) => [name, fixed(value, 3)]));
  }

  // An arrow that starts at one circle and ends at another of a different size.
  function wire(pen, a, b, ra, rb) {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    pen.arrow([a[0] + ra * ux, a[1] + ra * uy], [b[0] - rb * ux, b[1] - rb * uy], 0, "fwd");
  }

  function draw(pen, data, state, shown) {
    const [unit, left, bottom] = pen.wide ? [66, 38, 262] : [36.3, 20, 163];
    const place = ([x, y]) => [left + unit * x, bottom - unit * y];
    const [big, small, line] = pen.wide ? [24, 16, 18] : [13.5, 9, 13];
    const all = { ...NODES, ...POINTS };
    for (const pair of WIRES.split(" ")) {
      const [a, b] = pair.split("-");
      wire(pen, place(all[a]), place(all[b]), a in POINTS ? small : big, b in POINTS ? small : big);
    }
    const bus = place([0, 0])[1];
    pen.line(place([0.75, 0])[0], bus, place(NODES.o)[0], bus, "fwd");
    pen.text(place([0.68, 0])[0], bus + 5, "sums", "ink", "end");
    for (const gate of ["f", "i", "g", "o"]) wire(pen, [place(NODES[gate])[0], bus], place(NODES[gate]), 0, big);
    for (const [x, y, sign] of Object.values(POINTS)) {
      const [px, py] = place([x, y]);
      pen.add("circle", { cx: px, cy: py, r: small, class: "neutral node" });
      pen.text(px, py + (pen.wide ? 6 : 4), sign, "ink", "middle");
    }
    const [tx, ty] = place(POINTS.squash);
    pen.text(tx, ty - small - 6, "tanh", "ink", "middle");
    for (const [name, [x, y, symbol, index]] of Object.entries(NODES)) {
      const [px, py] = place([x, y]);
      pen.node(px, py, big, symbol, index, "fwd");
      numbers(pen, data, state, shown, name, px, py, big, line, bus);
    }
  }

  // Value and gradient: beside a gate or below it, above and below the other nodes.
  function numbers(pen, data, state, shown, name, x, y, r, line, bus) {
    const [dh] = data.arriving[state.arriving];
    const value = name === "c_prev" ? fixed(data.memories[state.c], 3) : shown[name];
    if ("ifgo".includes(name)) {
      // On a phone there is no room between two gates, but below them there is.
      const [px, top, anchor] = pen.wide ? [x + r + 4, y - 2, "start"] : [x, bus + 17, "middle"];
      pen.text(px, top, value, "fwd", anchor, name);
      pen.text(px, top + line, shown[`da_${name}`], "bwd", anchor, `da_${name}`);
      return;
    }
    const gradient = { c_prev: shown.dc_prev, c: shown.dc, h: fixed(dh, 3) }[name];
    pen.text(x, y - r - 7, value, "fwd", "middle", name === "c_prev" ? undefined : name);
    pen.text(x, y + r + line, gradient, "bwd", "middle", { c_prev: "dc_prev", c: "dc" }[name]);
  }

  function describe(data, state, shown) {
    return (
      `Input gate ${shown.i}, forget gate ${shown.f}, content ${shown.g}, output gate ${shown.o}. ` +
      `The memory goes from ${fixed(data.memories[state.c], 2)} to ${shown.c}, the state is ${shown.h}. ` +
      `With ${ARRIVING[state.arriving]} arriving, the gradient at c is ${shown.dc}, and ${shown.dc_prev} goes back to the step before.`
    );
  }

  const sum = (name, label) => ({
    name,
    label,
    count: (data) => data.sums.length,
    show: (i, data) => fixed(data.sums[i], 2),
  });

  define("lstm_step", {
    hint: "It starts at step two of the example, where only dh = 1 arrives. Try: move the output gate\u2019s sum down to \u22126. What is left for the step before? Then let only dc = 1 arrive.",
    controls: (data) => [
      ...["i, the input gate", "f, the forget gate", "g, the content", "o, the output gate"].map((label) => ({
        ...sum(label[0], `Sum of ${label}`),
        start: data.start[label[0]],
      })),
      { name: "c", label: "Old memory", count: () => data.memories.length, start: data.start.c, show: (i) => fixed(data.memories[i], 2) },
      { name: "arriving", label: "Gradient that arrives", options: ARRIVING, start: 0 },
    ],
    play: "f",
    pace: 200,
    readouts: [["through_h", "dc by way of h"]],
    size: (wide) => (wide ? [620, 290] : [340, 204]),
    values,
    draw,
    describe,
  });
})();
