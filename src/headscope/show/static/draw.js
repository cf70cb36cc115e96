"use strict";
// From packed bytes to numbers, from numbers to pixels. Knows nothing of the page.
const draw = (() => {
  const decoded = new WeakMap();

  function half(bits) {
    const exponent = (bits >> 10) & 31, fraction = bits & 1023;
    const size = exponent === 31 ? (fraction ? NaN : Infinity) : exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : fraction * 2 ** -24;
    return bits & 0x8000 ? -size : size;
  }

  // The matrix of a picture, row by row, NaN where masked (show/payload.py: ArrayPayload).
  function values(picture) {
    if (decoded.has(picture)) return decoded.get(picture);
    const { encoding, rows, columns, scale, values: text } = picture.array;
    const raw = atob(text), found = new Float32Array(rows * columns);
    for (let place = 0; place < found.length; place++) {
      if (encoding === "float16") found[place] = scale * half(raw.charCodeAt(2 * place) | (raw.charCodeAt(2 * place + 1) << 8));
      else {
        const code = raw.charCodeAt(place);
        found[place] = code ? scale * ((code - 1) / 254) ** 2 : NaN;
      }
    }
    decoded.set(picture, found);
    return found;
  }

  // One scale for all heads, so that they compare: square root of the weight, or its logarithm from 0.0001 to 1.
  const shade = (value, scale) => (!(value > 0) ? 0 : scale === "root" ? Math.sqrt(value) : Math.max(0, 1 + Math.log10(value) / 4));

  function colour(ramp, place) {
    const at = Math.min(Math.max(place, 0), 1) * (ramp.length - 1), low = Math.min(Math.floor(at), ramp.length - 2);
    return ramp[low].map((part, channel) => Math.round(part + (ramp[low + 1][channel] - part) * (at - low)));
  }

  function image(numbers, rows, columns, look) {
    const canvas = document.createElement("canvas");
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext("2d"), pixels = context.createImageData(columns, rows);
    for (let place = 0; place < numbers.length; place++) {
      const value = numbers[place];
      const [red, green, blue] = Number.isNaN(value) ? look.masked : colour(look.ramp, shade(value, look.scale));
      pixels.data.set([red, green, blue, 255], 4 * place);
    }
    context.putImageData(pixels, 0, 0);
    return canvas;
  }

  // All shades from the lowest weight that is told apart to 1.
  function bar(lowest, look) {
    const steps = Float32Array.from({ length: 101 }, (_, place) => (lowest ? lowest ** (1 - place / 100) : place / 100));
    const canvas = image(steps, 1, 101, look);
    canvas.style.width = "160px";
    return canvas;
  }

  function thumbnail(picture, look, side = 48) {
    const numbers = values(picture), { rows, columns } = picture.array;
    const high = Math.ceil(rows / side), wide = Math.ceil(columns / side), lines = Math.ceil(rows / high), across = Math.ceil(columns / wide);
    if (high === 1 && wide === 1) return image(numbers, rows, columns, look);
    const small = new Float32Array(lines * across).fill(NaN);
    for (let place = 0; place < numbers.length; place++) {
      const cell = Math.floor(Math.floor(place / columns) / high) * across + Math.floor((place % columns) / wide);
      if (!(small[cell] >= numbers[place]) && !Number.isNaN(numbers[place])) small[cell] = numbers[place];
    }
    return image(small, lines, across, look);
  }

  // A label cut to a width in pixels.
  function cut(context, text, width) {
    if (context.measureText(text).width <= width) return text;
    let shown = Array.from(text).slice(0, 40);
    while (shown.length > 1 && context.measureText(shown.join("") + "…").width > width) shown = shown.slice(0, -1);
    return shown.join("") + "…";
  }

  function hatch(context, numbers, layout, ink) {
    const { left, up, cell, rows, columns } = layout;
    context.save();
    context.beginPath();
    for (let place = 0; place < rows * columns; place++) {
      if (Number.isNaN(numbers[place])) context.rect(left + (place % columns) * cell, up + Math.floor(place / columns) * cell, cell, cell);
    }
    context.clip();
    context.globalAlpha = 0.35;
    context.strokeStyle = ink;
    context.lineWidth = 1;
    context.beginPath();
    for (let from = -rows * cell; from < columns * cell; from += 6) {
      context.moveTo(left + from, up + rows * cell);
      context.lineTo(left + from + rows * cell, up);
    }
    context.stroke();
    context.restore();
  }

  function grid(context, layout, ink) {
    const { left, up, cell, rows, columns } = layout;
    context.strokeStyle = ink;
    context.lineWidth = 1;
    context.beginPath();
    for (let row = 0; row <= rows; row++) {
      context.moveTo(left, up + row * cell);
      context.lineTo(left + columns * cell, up + row * cell);
    }
    for (let column = 0; column <= columns; column++) {
      context.moveTo(left + column * cell, up);
      context.lineTo(left + column * cell, up + rows * cell);
    }
    context.stroke();
  }

  // Names of rows at the left and of columns slanted above; where cells are narrow, some, and always the one in focus.
  const room = (context, names, limit) => Math.min(limit, Math.max(8, ...names.slice(0, 600).map((text) => context.measureText(text.slice(0, 40)).width))) + 10;
  function labels(context, names, layout, { limit, focus, lit, inks }) {
    const { left, up, cell } = layout, high = Math.ceil(14 / cell), wide = Math.ceil(18 / cell);
    const isCrowded = (place, chosen, size) => place !== chosen && (place % size || (chosen >= 0 && Math.abs(place - chosen) < size));
    context.textBaseline = "middle";
    names.query.forEach((text, row) => {
      if (isCrowded(row, focus[0], high)) return;
      context.fillStyle = lit.query.has(row) || row === focus[0] ? inks.lit : inks.plain;
      context.textAlign = "right";
      context.fillText(cut(context, text, limit), left - 6, up + (row + 0.5) * cell);
    });
    names.key.forEach((text, column) => {
      if (isCrowded(column, focus[1], wide)) return;
      context.save();
      context.translate(left + (column + 0.5) * cell, up - 5);
      context.rotate(-Math.PI / 4);
      context.fillStyle = lit.key.has(column) || column === focus[1] ? inks.lit : inks.plain;
      context.textAlign = "left";
      context.fillText(cut(context, text, limit), 0, 0);
      context.restore();
    });
  }

  // A canvas of a size in CSS pixels, sharp on any screen, with the page's font.
  function prepare(canvas, width, height, font) {
    const density = window.devicePixelRatio || 1, context = canvas.getContext("2d");
    canvas.width = width * density; canvas.height = height * density;
    canvas.style.width = width + "px"; canvas.style.height = height + "px";
    context.setTransform(density, 0, 0, density, 0, 0);
    context.font = font;
    context.imageSmoothingEnabled = false;
    return context;
  }

  return { values, image, bar, thumbnail, hatch, grid, room, labels, prepare };
})();
