// The softmax temperature on predictions of a trained model.
(function () {
  "use strict";

  const { define, fixed, scale } = window.Explorables;

  // softmax(logits / temperature); the first logit is the largest, so none overflows.
  function softmax(logits, temperature) {
    const exps = logits.map((z) => Math.exp((z - logits[0]) / temperature));
    const total = exps.reduce((sum, e) => sum + e, 0);
    return exps.map((e) => e / total);
  }

  // The bars: a probability for each of the likeliest, then one for all others.
  function bars(data, state, temperature) {
    const p = softmax(data.contexts[state.context].logits, temperature);
    const rest = p.slice(data.bars).reduce((sum, q) => sum + q, 0);
    return { p, heights: [...p.slice(0, data.bars), rest] };
  }

  function values(data, state) {
    const { p, heights } = bars(data, state, data.temperatures[state.temperature]);
    const entropy = -p.reduce((sum, q) => sum + (q > 0 ? q * Math.log2(q) : 0), 0);
    const all = { entropy: fixed(entropy, 2), choices: fixed(2 ** entropy, 1), rest: fixed(100 * heights[data.bars], 1) };
    for (let i = 0; i < data.bars; i++) all[`p_${i + 1}`] = fixed(100 * heights[i], 1);
    return all;
  }

  function draw(pen, data, state, shown) {
    const box = pen.wide ? [58, 14, 612, 250] : [44, 14, 336, 190];
    const n = data.bars + 1;
    const [x, y] = [scale(0, n, box[0], box[2]), scale(0, 100, box[3], box[1])];
    pen.axes(box, x, y, [], [0, 25, 50, 75, 100].map((v) => [v, String(v)]), "", "probability (%)");
    const own = bars(data, state, 1).heights;
    bars(data, state, data.temperatures[state.temperature]).heights.forEach((p, i) => {
      const [others, name] = [i === data.bars, data.contexts[state.context].symbols[i]];
      pen.bar(x(i + 0.16), y(100 * p), x(0.68) - x(0), box[3] - y(100 * p), others ? "neutral" : "fwd");
      pen.line(x(i + 0.06), y(100 * own[i]), x(i + 0.94), y(100 * own[i]), "ink own");
      const gap = 100 * (own[i] - p) * (y(0) - y(1)); // from the bar up to its line
      const above = y(100 * p) - 5 - (gap > -2 && gap < 20 ? Math.max(0, gap) : 0);
      pen.text(x(i + 0.5), above, shown[others ? "rest" : `p_${i + 1}`], "ink small", "middle", others ? "rest" : `p_${i + 1}`);
      pen.text(x(i + 0.5), box[3] + (pen.wide ? 20 : 16), others ? "others" : name, others ? "neutral small" : "ink", "middle");
    });
    pen.line(box[2] - (pen.wide ? 150 : 118), 24, box[2] - (pen.wide ? 122 : 96), 24, "ink own");
    pen.text(box[2], 24 + (pen.wide ? 5 : 4), "at temperature 1", "ink small", "end");
    pen.text((box[0] + box[2]) / 2, box[3] + (pen.wide ? 42 : 34), "next character", "ink", "middle");
  }

  function describe(data, state, shown) {
    const { prompt, symbols } = data.contexts[state.context];
    const first = [1, 2, 3].map((i) => `${symbols[i - 1]} ${shown[`p_${i}`]} percent`).join(", ");
    return (
      `After \u201c${prompt}\u201d at temperature ${fixed(data.temperatures[state.temperature], 1)}: ${first}, ` +
      `all beyond the ten likeliest ${shown.rest} percent. The entropy is ${shown.entropy} bits.`
    );
  }

  define("temperature", {
    hint: "Try: the model is sure what follows \u201cmy lor\u201d. At which temperature do the others, each of them unlikely, outweigh d together?",
    controls: (data) => [
      { name: "context", label: "The model has read", options: data.contexts.map((c) => c.prompt), start: 0 },
      { name: "temperature", label: "Temperature \u03c4", count: () => data.temperatures.length, start: data.temperatures.indexOf(1), show: (i) => fixed(data.temperatures[i], 1) },
    ],
    readouts: [
      ["entropy", "entropy (bits)"],
      ["choices", "a fair choice of"],
    ],
    size: (wide) => (wide ? [620, 298] : [340, 230]),
    values,
    draw,
    describe,
  });
})();
