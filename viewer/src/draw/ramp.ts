// Colours of numbers: one lightness ramp, log or linear, over a range that the user brushes.

export type Colour = readonly [number, number, number];
export type Ramp = readonly Colour[];

/** How numbers become colours; the ramp's first colour is the page's ground. */
export interface Look {
  readonly ramp: Ramp;
  readonly scale: "log" | "linear";
  readonly low: number;
  readonly high: number;
  readonly masked: Colour;
}

/** Where a value lies in the range, 0 to 1; beyond it, below 0 or above 1 (drawn clipped). */
export function placeOf(value: number, look: Pick<Look, "scale" | "low" | "high">): number {
  if (look.scale === "linear") return (value - look.low) / (look.high - look.low);
  return value <= 0 ? -1 : Math.log(value / look.low) / Math.log(look.high / look.low);
}

/** The value that lies at a place of the range. */
export const valueAt = (place: number, look: Pick<Look, "scale" | "low" | "high">): number =>
  look.scale === "linear" ? look.low + place * (look.high - look.low) : look.low * (look.high / look.low) ** place;

/** The colour at a place from 0 to 1. */
export function colourAt(place: number, ramp: Ramp): Colour {
  const far = Math.min(Math.max(place, 0), 1) * (ramp.length - 1);
  const from = Math.min(Math.floor(far), ramp.length - 2);
  const one = ramp[from] ?? [0, 0, 0], other = ramp[from + 1] ?? one;
  const mixed = one.map((part, at) => Math.round(part + ((other[at] ?? part) - part) * (far - from)));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
}

const tables = new WeakMap<Ramp, Uint8ClampedArray>();

/** 256 colours from the low to the high end, [256 x 3]. */
export function tableOf(ramp: Ramp): Uint8ClampedArray {
  const known = tables.get(ramp);
  if (known) return known;
  const table = new Uint8ClampedArray(256 * 3);
  for (let step = 0; step < 256; step++) table.set(colourAt(step / 255, ramp), 3 * step);
  tables.set(ramp, table);
  return table;
}

/** Paint one pixel, the `at`-th, with a value: the look's own colour where it is masked. */
export function paint(pixels: Uint8ClampedArray, at: number, value: number, look: Look, table: Uint8ClampedArray): void {
  const place = 4 * at;
  if (Number.isNaN(value)) pixels.set(look.masked, place);
  else {
    const step = 3 * Math.round(255 * Math.min(Math.max(placeOf(value, look), 0), 1));
    pixels[place] = table[step] ?? 0;
    pixels[place + 1] = table[step + 1] ?? 0;
    pixels[place + 2] = table[step + 2] ?? 0;
  }
  pixels[place + 3] = 255;
}

export const css = (colour: Colour): string => `rgb(${colour.join(" ")})`;

/** Whether black is easier to read on a colour than white (WCAG 2.2: relative luminance; either has 4.5:1 then). */
export function isBright(colour: Colour): boolean {
  const [red, green, blue] = colour.map((part) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0) > 0.179;
}
