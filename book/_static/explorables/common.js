// What all moving figures share: controls, values, a live region, and a pen for SVG.
// A figure calls Explorables.define(name, figure) with
//   hint      what to try, one sentence
//   controls  (data) -> sliders {name, label, count, start, show, say} and
//             choices {name, label, options, start}; count and show may use the state
//   play      the name of the slider that the Play button moves, if any
//   readouts  [name, label] of the values below the picture; a label may hold tags
//   values    (data, state) -> {name: text}; the browser's check reads these
//   size      (wide) -> [width, height] of the drawing
//   draw      (pen, data, state, values)
//   describe  (data, state, values) -> the sentence that says what is shown
// The state maps the name of each control to the index of its stop.
(function () {
  "use strict";

  const NS = "http://www.w3.org/2000/svg";
  const WIDE = 520; // CSS pixels: below, a figure has its phone's layout
  const kinds = {};

  // A number with the book's minus sign, and no minus before a zero.
  function fixed(value, decimals) {
    const text = value.toFixed(decimals);
    return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "\u2212");
  }

  function make(tag, attributes, parent, text) {
    const e = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
    if (text !== undefined) e.textContent = text;
    if (parent) parent.append(e);
    return e;
  }

  // Everything that draws. A class gives the colour: fwd, bwd, third, neutral, ink, grid.
  function penFor(svg, wide) {
    function add(tag, attributes, parent) {
      const e = document.createElementNS(NS, tag);
      for (const [key, value] of Object.entries(attributes)) if (value !== undefined) e.setAttribute(key, value);
      (parent || svg).append(e);
      return e;
    }
    const round = (x) => Math.round(x * 100) / 100;
    const pen = {
      wide,
      add,
      line: (x1, y1, x2, y2, colour, extra) => add("line", { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), class: colour, ...extra }),
      path: (points, colour, extra) => add("path", { d: points.length ? `M${points.map((p) => `${round(p[0])} ${round(p[1])}`).join("L")}` : "M0 0", class: colour, ...extra }),
      dot: (x, y, r, colour) => add("circle", { cx: round(x), cy: round(y), r, class: `${colour} full` }),
      ring: (x, y, r, colour) => add("circle", { cx: round(x), cy: round(y), r, class: `${colour} thick` }),
      bar: (x, y, width, height, colour) => add("rect", { x: round(x), y: round(y), width: round(width), height: round(Math.max(0, height)), class: `${colour} full` }),
      // anchor: start, middle or end; value: the name by which the check finds it.
      // A power is a pair of texts: the base, and the exponent that is raised.
      text(x, y, string, colour, anchor, value) {
        const e = add("text", { x: round(x), y: round(y), class: colour, "text-anchor": anchor || "start", "data-value": value });
        const [base, power] = [string].flat();
        e.textContent = base;
        if (power) add("tspan", { class: "index", dy: "-0.45em" }, e).textContent = power;
        return e;
      },
      // A symbol with an index, such as h_1: slanted, the index lower and smaller.
      symbol(x, y, name, index, colour, anchor) {
        const e = pen.text(x, y, "", colour, anchor || "middle");
        add("tspan", { class: "slanted" }, e).textContent = name;
        if (index !== "") add("tspan", { class: "index", dy: "0.3em" }, e).textContent = index;
      },
      node(x, y, r, name, index, colour) {
        add("circle", { cx: round(x), cy: round(y), r, class: `${colour} node` });
        pen.symbol(x, y + r * 0.28, name, index, "ink");
      },
      // From the edge of one node to that of another; bend > 0 curves to the left.
      arrow(from, to, r, colour, bend) {
        const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        const length = Math.hypot(dx, dy);
        const [ux, uy] = [dx / length, dy / length];
        const turn = bend ? 0.62 : 0; // where a curve leaves and enters the circles
        const side = Math.sign(bend || 0);
        const off = (p, s) => [p[0] + s * r * Math.cos(turn) * ux + side * r * Math.sin(turn) * uy, p[1] + s * r * Math.cos(turn) * uy - side * r * Math.sin(turn) * ux];
        const [a, b] = [off(from, 1), off(to, -1)];
        const middle = [(a[0] + b[0]) / 2 + (bend || 0) * uy, (a[1] + b[1]) / 2 - (bend || 0) * ux];
        const angle = Math.atan2(b[1] - middle[1], b[0] - middle[0]);
        const size = wide ? 9 : 7;
        const wing = (s) => [b[0] - size * Math.cos(angle + s * 0.42), b[1] - size * Math.sin(angle + s * 0.42)];
        const neck = [b[0] - 0.8 * size * Math.cos(angle), b[1] - 0.8 * size * Math.sin(angle)];
        add("path", { d: `M${a.map(round)}Q${middle.map(round)} ${neck.map(round)}`, class: colour });
        add("path", { d: `M${b.map(round)}L${wing(1).map(round)}L${wing(-1).map(round)}Z`, class: `${colour} full` });
      },
      // Axes in the box [left, top, right, bottom]; ticks are [value, text].
      axes(box, x, y, xTicks, yTicks, xLabel, yLabel) {
        const [left, top, right, bottom] = box;
        for (const [value, text] of xTicks) {
          pen.line(x(value), top, x(value), bottom, "grid");
          pen.text(x(value), bottom + (wide ? 20 : 16), text, "ink", "middle");
        }
        for (const [value, text] of yTicks) {
          pen.line(left, y(value), right, y(value), "grid");
          pen.text(left - 7, y(value) + (wide ? 5 : 4), text, "ink", "end");
        }
        pen.path([[left, top], [left, bottom], [right, bottom]], "ink axis");
        if (xLabel) pen.text((left + right) / 2, bottom + (wide ? 42 : 33), xLabel, "ink", "middle");
        if (!yLabel) return;
        const label = pen.text(0, 0, yLabel, "ink", "middle");
        label.setAttribute("transform", `translate(${wide ? 14 : 11} ${round((top + bottom) / 2)}) rotate(-90)`);
      },
    };
    return pen;
  }

  // A linear map from [a, b] to [from, to].
  function scale(a, b, from, to) {
    return (value) => from + ((value - a) / (b - a)) * (to - from);
  }

  function slider(control, id, parent, changed) {
    const row = make("div", { class: "ex-control" }, parent);
    make("label", { for: id }, row, control.label);
    const shown = make("span", { class: "ex-shown", "aria-hidden": "true" }, row);
    const input = make("input", { type: "range", id, min: 0, step: 1, "data-control": control.name }, row);
    input.addEventListener("input", () => changed(control.name, Number(input.value)));
    return (data, state) => {
      input.max = control.count(data, state) - 1;
      input.value = state[control.name]; // the browser would begin in the middle
      shown.textContent = control.show(state[control.name], data, state);
      input.setAttribute("aria-valuetext", (control.say || control.show)(state[control.name], data, state));
    };
  }

  function choice(control, id, parent, changed) {
    const group = make("fieldset", { class: "ex-choice" }, parent);
    make("legend", {}, group, control.label);
    const inputs = control.options.map((text, i) => {
      const label = make("label", {}, group);
      const input = make("input", { type: "radio", name: id, value: i, "data-control": control.name }, label);
      make("span", {}, label, text);
      input.addEventListener("change", () => changed(control.name, i));
      return input;
    });
    return (data, state) => inputs.forEach((input, i) => (input.checked = i === state[control.name]));
  }

  // One step at a time until the end, or until the reader does anything.
  function player(kind, parent, move) {
    let timer = 0;
    if (!kind.play) return () => {};
    const button = make("button", { type: "button", class: "ex-button" }, parent, "Play");
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      button.textContent = "Play";
    };
    button.addEventListener("click", () => {
      if (timer) return stop();
      button.textContent = "Stop";
      move(true);
      timer = setInterval(() => move(false) || stop(), kind.pace || 900);
    });
    return stop;
  }

  function build(root) {
    const kind = kinds[root.dataset.explorable];
    const data = JSON.parse(root.querySelector("script").textContent);
    const controls = kind.controls(data);
    const first = Object.fromEntries(controls.map((c) => [c.name, c.start]));
    let state = { ...first };

    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Moving figure");
    const svg = document.createElementNS(NS, "svg");
    svg.setAttribute("role", "img");
    root.append(svg);
    const list = make("dl", { class: "ex-values simple" }, root);
    const readouts = kind.readouts.map(([name, label]) => {
      const pair = make("div", {}, list);
      make("dt", {}, pair).innerHTML = label;
      return make("dd", { "data-value": name }, pair);
    });
    const hint = make("p", { class: "ex-hint" }, root, kind.hint);
    const panel = make("div", { class: "ex-controls" }, root);
    const updates = controls.map((c) => (c.options ? choice : slider)(c, `${root.id}-${c.name}`, panel, changed));
    const buttons = make("div", { class: "ex-buttons" }, root);
    const stop = player(kind, buttons, move);
    const reset = make("button", { type: "button", class: "ex-button" }, buttons, "Reset");
    reset.addEventListener("click", () => {
      stop();
      state = { ...first };
      show();
    });
    const live = make("p", { class: "ex-live", role: "status" }, root);

    function changed(name, index) {
      stop();
      state = { ...state, [name]: index };
      for (const c of controls) if (c.count) state[c.name] = Math.min(state[c.name], c.count(data, state) - 1);
      show();
    }

    // Steps the playing slider forward; false when it stands at its end.
    function move(starting) {
      const last = controls.find((c) => c.name === kind.play).count(data, state) - 1;
      const now = state[kind.play];
      state = { ...state, [kind.play]: starting && now === last ? 0 : Math.min(last, now + (kind.stride || 1)) };
      show();
      return state[kind.play] < last;
    }

    let waiting = 0;
    function announce(sentence) {
      clearTimeout(waiting);
      waiting = setTimeout(() => (live.textContent = sentence), 500);
    }

    function paint() {
      const wide = root.clientWidth >= WIDE;
      const [width, height] = kind.size(wide);
      const values = kind.values(data, state);
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.setAttribute("class", wide ? "wide" : "narrow");
      svg.replaceChildren();
      kind.draw(penFor(svg, wide), data, state, values);
      for (const dd of readouts) dd.textContent = values[dd.dataset.value];
      for (const update of updates) update(data, state);
      const sentence = kind.describe(data, state, values);
      svg.setAttribute("aria-label", sentence);
      return sentence;
    }

    function show() {
      announce(paint());
    }

    root.classList.add("ex-ready"); // from here on the static figure is for paper
    // Drawn when its place is laid out: to ask for a width earlier would lay out the page.
    // The hint is as wide as the figure, and as high before the drawing as after it.
    let was;
    new ResizeObserver(() => {
      const wide = root.clientWidth >= WIDE;
      if (wide !== was) paint();
      was = wide;
    }).observe(hint);
  }

  function start() {
    for (const root of document.querySelectorAll(".explorable")) if (kinds[root.dataset.explorable]) build(root);
  }

  window.Explorables = { define: (name, kind) => (kinds[name] = kind), fixed, scale };
  // Deferred scripts run in order, and all of them before this event.
  document.addEventListener("DOMContentLoaded", start);
})();
