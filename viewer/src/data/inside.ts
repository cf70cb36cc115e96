// Answers that lie in the page, and those that follow from them: of a matrix that is there token by token the page holds
// the finest tiles only; coarser tiles, rows and columns are made from these.
import { bytesOf, decode, encode, inflated, type Matrix } from "./decode";
import { checked, type DataSource } from "./source";
import type { Missing, RowPayload, TilePayload } from "./types";

const SIDE = 256; // cells of a tile
const STRONGEST = 64;
const NOT_INSIDE: Missing = { type: "missing", kind: "not_inside", message: {} };

/** Answers of a page; what it does not hold is answered in the page's own words. */
export function inlined(answers: Readonly<Record<string, unknown>>): DataSource {
  async function held(request: string): Promise<unknown> {
    const answer = Object.hasOwn(answers, request) ? answers[request] : undefined;
    if (typeof answer !== "string") return answer;
    return JSON.parse(new TextDecoder().decode(await inflated(bytesOf(answer))));
  }

  /** A tile that is held, or made from its children. */
  async function tile(of: string, level: number, x: number, y: number, channel: string): Promise<Tile | null> {
    const kept = (await held(`${of}/${level}/${x}/${y}/${level === 0 ? "peak" : channel}`)) as TilePayload | undefined;
    if (kept) {
      const cells = await decode(kept.array);
      return { cells, tokens: cells.rows << level, like: kept };
    }
    if (level === 0) return null;
    const children = await Promise.all(
      [0, 1, 2, 3].map((n) => tile(of, level - 1, 2 * x + (n % 2), 2 * y + (n >> 1), channel)),
    );
    return joined(children, level, channel === "mass");
  }

  async function made(request: string): Promise<unknown> {
    const parts = request.split("/");
    const [run, kind, head, text, ...rest] = parts;
    const of = `${run}/tile/${head}/${text}`;
    if (kind === "tile" && rest.length === 4) {
      const [level = 0, x = 0, y = 0] = rest.slice(0, 3).map(Number);
      const found = level < 10 ? await tile(of, level, x, y, rest[3] ?? "") : null;
      return found && { ...found.like, level, x, y, channel: rest[3], array: encode(found.cells) };
    }
    if ((kind === "row" || kind === "column") && rest.length === 1) {
      return line(Number(rest[0]), kind === "row", (x, y) => tile(of, 0, x, y, "peak"));
    }
    return undefined;
  }

  return {
    async get<Answer>(request: string): Promise<Answer> {
      const answer = (await held(request)) ?? (await made(request)) ?? (await held("not_inside")) ?? NOT_INSIDE;
      return checked<Answer>(answer);
    },
  };
}

/** The cells of a tile, over how many query tokens they reach, and the answer they came from. */
interface Tile {
  readonly cells: Matrix;
  readonly tokens: number;
  readonly like: TilePayload;
}

/** One tile out of four, half as fine: the largest of each two by two cells, or their mass: keys added, rows averaged. */
function joined(children: readonly (Tile | null)[], level: number, isMass: boolean): Tile | null {
  const [first, right, below] = children;
  if (!first) return null;
  const tokens = first.tokens + (below?.tokens ?? 0);
  const high = first.cells.rows + (below?.cells.rows ?? 0), wide = first.cells.columns + (right?.cells.columns ?? 0);
  const rows = Math.ceil(high / 2), columns = Math.ceil(wide / 2);
  const values = new Float32Array(rows * columns).fill(NaN);
  const width = 1 << (level - 1);
  const weightOf = (row: number): number => Math.min(width, tokens - row * width) / Math.min(2 * width, tokens - (row >> 1) * 2 * width);
  for (let row = 0; row < high; row++) {
    const weight = weightOf(row);
    for (let column = 0; column < wide; column++) {
      const { cells } = children[(column >= SIDE ? 1 : 0) + (row >= SIDE ? 2 : 0)] ?? first;
      const value = cells.values[(row % SIDE) * cells.columns + (column % SIDE)] ?? NaN;
      if (Number.isNaN(value)) continue;
      const place = (row >> 1) * columns + (column >> 1);
      const known = values[place] ?? NaN;
      const so = Number.isNaN(known) ? 0 : known;
      values[place] = isMass ? so + value * weight : Math.max(so, value);
    }
  }
  return { cells: { rows, columns, values }, tokens, like: first.like };
}

/** A row or a column out of the tiles of single tokens that it runs through. */
async function line(
  token: number,
  isRow: boolean,
  tileAt: (x: number, y: number) => Promise<Tile | null>,
): Promise<RowPayload | null> {
  const own = Math.floor(token / SIDE), inside = token % SIDE;
  const weights: number[] = [];
  let like: TilePayload | null = null;
  for (let across = 0; ; across++) {
    const found = await (isRow ? tileAt(across, own) : tileAt(own, across));
    if (!found) break;
    const { rows, columns, values } = found.cells;
    if (inside >= (isRow ? rows : columns)) return null;
    for (let n = 0; n < (isRow ? columns : rows); n++) {
      weights.push(values[isRow ? inside * columns + n : n * columns + inside] ?? NaN);
    }
    like = found.like;
    if ((isRow ? columns : rows) < SIDE) break;
  }
  if (!like) return null;
  const strongest = weights.map((weight, place): [number, number] => [place, weight]).filter(([, weight]) => weight > 0);
  strongest.sort((one, other) => other[1] - one[1]);
  return {
    head: like.head,
    text: like.text,
    token,
    axis: isRow ? "query" : "key",
    is_whole: true,
    total: strongest.reduce((sum, [, weight]) => sum + weight, 0),
    visible: weights.filter((weight) => !Number.isNaN(weight)).length,
    strongest: strongest.slice(0, STRONGEST),
    strip_cell_tokens: 1,
    strip: encode({ rows: 1, columns: weights.length, values: Float32Array.from(weights) }),
  };
}
