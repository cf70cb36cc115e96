// Two matrices against each other: aligned cell by cell, their signed difference, and how far apart their rows are.
import type { Matrix } from "../data/decode";
import { css, type Colour } from "./ramp";

/** Blue for the first, orange for the second, the page's ground where they agree; light ones on a dark page. */
const ENDS: { readonly light: readonly [Colour, Colour]; readonly dark: readonly [Colour, Colour] } = {
  light: [[0, 90, 181], [220, 90, 0]], dark: [[110, 180, 255], [255, 165, 80]],
};
const LONGEST = 2000; // labels that are aligned; the table of it takes their product

/** Pairs of places (one, other) whose labels are equal, in order, as many as can be (longest common subsequence);
 * null where the texts are too long for it. */
export function alignedLabels(one: readonly string[], other: readonly string[]): readonly (readonly [number, number])[] | null {
  if (one.length > LONGEST || other.length > LONGEST) return null;
  const wide = other.length + 1, best = new Uint16Array((one.length + 1) * wide);
  const at = (row: number, column: number): number => best[row * wide + column] ?? 0;
  for (let row = one.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      best[row * wide + column] = one[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < one.length && column < other.length; ) {
    if (one[row] === other[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}

/** The rows and columns of a matrix that are named, in that order. */
export function picked(matrix: Matrix, rows: readonly number[], columns: readonly number[]): Matrix {
  const values = new Float32Array(rows.length * columns.length);
  rows.forEach((row, at) => columns.forEach((column, place) => { values[at * columns.length + place] = matrix.values[row * matrix.columns + column] ?? NaN; }));
  return { rows: rows.length, columns: columns.length, values };
}

/** One minus the other; masked where either is. */
export const difference = (one: Matrix, other: Matrix): Matrix => ({
  rows: one.rows, columns: one.columns, values: one.values.map((value, place) => value - (other.values[place] ?? NaN)),
});

/** Half the mean over rows of the summed sizes of differences: 0 where all rows are equal, 1 where none share a key. */
export function meanDistance(gap: Matrix): number {
  const sum = gap.values.reduce((total, value) => total + (Number.isNaN(value) ? 0 : Math.abs(value)), 0);
  return gap.rows ? sum / 2 / gap.rows : 0;
}

/** The colour of a difference as a share of the largest, −1 to 1; small ones are not lost (square root). */
function signedColour(share: number, ground: Colour): Colour {
  const end = ENDS[ground[0] > 127 ? "light" : "dark"][share >= 0 ? 0 : 1], far = Math.min(1, Math.sqrt(Math.abs(share)));
  const part = (at: 0 | 1 | 2): number => Math.round(ground[at] + (end[at] - ground[at]) * far);
  return [part(0), part(1), part(2)];
}

/** The pixels of a signed difference, strongest at `most`. */
export function signedPixels(gap: Matrix, most: number, ground: Colour, masked: Colour): ImageData {
  const image = new ImageData(Math.max(1, gap.columns), Math.max(1, gap.rows));
  gap.values.forEach((value, place) => {
    image.data.set([...(Number.isNaN(value) ? masked : signedColour(value / (most || 1), ground)), 255], 4 * place);
  });
  return image;
}

/** The legend of `signedPixels`, from the strongest of the second to the strongest of the first, as CSS. */
export function signedBand(ground: Colour): string {
  const stops = Array.from({ length: 17 }, (_, step) => `${css(signedColour(step / 8 - 1, ground))} ${(100 * step) / 16}%`);
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
