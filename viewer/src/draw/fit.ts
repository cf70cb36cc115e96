// The level at which one tile holds a whole matrix.
export const TILE = 256;

/** Level 0 is single tokens; each level doubles a cell. */
export const fittingLevel = (queries: number, keys: number): number =>
  Math.max(0, Math.ceil(Math.log2(Math.max(queries, keys, 1) / TILE)));
