// The matrix straightened: rows as they are, keys by the logarithm of their distance, so that bands stand upright.
import type { Span } from "../state/address";
import { TILE } from "./fit";
import { paint, tableOf, type Look } from "./ramp";
import type { TileStore } from "./tilestore";
import { type Size } from "./zoom";

/** The distance that a column of the picture stands for: 0 at the right edge, the longest at the left. */
export const distanceAt = (pixel: number, width: number, longest: number): number =>
  Math.round((longest + 1) ** (1 - pixel / Math.max(1, width - 1)) - 1);

/** The column of a distance. */
export const pixelOfDistance = (distance: number, width: number, longest: number): number =>
  (width - 1) * (1 - Math.log(distance + 1) / Math.log(longest + 1));

/** Ask for tiles along the diagonal, finer ones near it: what a straightened picture of some rows is made of. */
export function wantAlong(store: TileStore, rows: Span, size: Size): void {
  const { finest, highest } = store.levels;
  const level = Math.min(Math.max(Math.floor(Math.log2(Math.max(1, (rows.to - rows.from) / size.height))), finest), highest);
  for (let each = highest; each >= level; each--) {
    const side = TILE * 2 ** each;
    for (let y = Math.floor(rows.from / side); y <= Math.floor((rows.to - 1) / side); y++) {
      for (const x of [y, y - 1]) if (x >= 0 && x * side < store.extent.keys && y * side < store.extent.rows) store.ask({ level: each, x, y });
    }
  }
}

/** The picture of some rows by distance, each pixel from the finest tile that is there; ground where none is. */
export function straightened(store: TileStore, rows: Span, size: Size, look: Look): ImageData {
  const width = Math.max(1, Math.round(size.width)), height = Math.max(1, Math.round(size.height)), image = new ImageData(width, height);
  const longest = Math.max(1, store.extent.keys - 1), many = (rows.to - rows.from) / height, table = tableOf(look.ramp);
  const distances = Array.from({ length: width }, (_, pixel) => distanceAt(pixel, width, longest));
  for (let line = 0; line < height; line++) {
    const query = Math.min(rows.to - 1, Math.floor(rows.from + line * many));
    for (let pixel = 0; pixel < width; pixel++) {
      const key = query - (distances[pixel] ?? 0);
      paint(image.data, line * width + pixel, key < 0 ? 0 : (store.at(query, key)?.value ?? 0), look, table);
    }
  }
  return image;
}
