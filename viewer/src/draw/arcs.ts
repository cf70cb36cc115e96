// Arcs between two columns of words.

/** One arc: from a query to a key, as strong as its weight. */
export interface Arc {
  readonly query: number;
  readonly key: number;
  readonly weight: number;
}

/** The path of an arc between two columns, each row so many units high. */
export function arcPath(arc: Arc, first: { readonly query: number; readonly key: number }, high: number, wide: number): string {
  const from = (arc.query - first.query + 0.5) * high, to = (arc.key - first.key + 0.5) * high;
  return `M0 ${from} C${wide / 2} ${from} ${wide / 2} ${to} ${wide} ${to}`;
}

/** The strongest arcs of a whole small matrix: at most `each` of every row, none below `least`. */
export function strongestArcs(values: Float32Array, rows: number, columns: number, each: number, least: number): readonly Arc[] {
  const arcs: Arc[] = [];
  for (let query = 0; query < rows; query++) {
    const line = Array.from(values.subarray(query * columns, (query + 1) * columns), (weight, key) => ({ query, key, weight }));
    arcs.push(...line.filter((arc) => arc.weight >= least).sort((one, other) => other.weight - one.weight).slice(0, each));
  }
  return arcs;
}
