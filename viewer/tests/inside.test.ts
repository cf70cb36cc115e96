// A page holds the finest tiles; coarser ones, rows and columns follow from them, checked against plain loops.
import { describe, expect, it } from "vitest";

import { decode, encode } from "../src/data/decode";
import { inlined } from "../src/data/inside";
import { NoAnswer } from "../src/data/source";
import type { RowPayload, TilePayload } from "../src/data/types";

const ROWS = 301, COLUMNS = 259;
const weight = (row: number, column: number): number => (column > row ? NaN : ((row * 7 + column * 13) % 101) / 101);

function page(): Record<string, unknown> {
  const answers: Record<string, unknown> = { not_inside: { type: "missing", kind: "not_inside", message: { en: "elsewhere" } } };
  for (const x of [0, 1]) for (const y of [0, 1]) {
    const rows = Math.min(256, ROWS - 256 * y), columns = Math.min(256, COLUMNS - 256 * x);
    const values = Float32Array.from({ length: rows * columns }, (_, place) =>
      weight(256 * y + Math.floor(place / columns), 256 * x + (place % columns)));
    answers[`run/tile/L0.H0/0/0/${x}/${y}/peak`] = {
      head: "L0.H0", text: 0, level: 0, x, y, channel: "peak", is_exact: true, relative_error: 0, array: encode({ rows, columns, values }),
    };
  }
  return answers;
}

const source = inlined(page());

describe("a page", () => {
  for (const channel of ["peak", "mass"]) {
    it(`makes coarser tiles of ${channel}`, async () => {
      const tile = await source.get<TilePayload>(`run/tile/L0.H0/0/1/0/0/${channel}`);
      const { rows, columns, values } = await decode(tile.array);
      expect([rows, columns, tile.level, tile.channel]).toEqual([151, 130, 1, channel]);
      for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
        const inside: number[] = [];
        let high = 0;
        for (let r = 2 * row; r < Math.min(2 * row + 2, ROWS); r++) {
          high++;
          for (let c = 2 * column; c < Math.min(2 * column + 2, COLUMNS); c++) if (c <= r) inside.push(weight(r, c));
        }
        const found = values[row * columns + column] ?? 0;
        if (inside.length === 0) expect(found).toBeNaN();
        else {
          const sum = inside.reduce((one, other) => one + other, 0);
          expect(found).toBeCloseTo(channel === "peak" ? Math.max(...inside) : sum / high, 5);
        }
      }
    });
  }
  it("knows that of single tokens both channels are the weight", async () => {
    const { values } = await decode((await source.get<TilePayload>("run/tile/L0.H0/0/0/1/1/mass")).array);
    expect(values[0]).toBeCloseTo(weight(256, 256), 6);
  });
  it("reads rows and columns across tiles", async () => {
    const row = await source.get<RowPayload>("run/row/L0.H0/0/299");
    expect(row.visible).toBe(COLUMNS);
    const best = Math.max(...Array.from({ length: COLUMNS }, (_, column) => weight(299, column)));
    expect(row.strongest[0]?.[1]).toBeCloseTo(best, 6);
    const column = await source.get<RowPayload>("run/column/L0.H0/0/257");
    expect([column.axis, column.visible, (await decode(column.strip)).columns]).toEqual(["key", ROWS - 257, ROWS]);
    expect(column.total).toBeCloseTo(Array.from({ length: ROWS - 257 }, (_, n) => weight(257 + n, 257)).reduce((a, b) => a + b), 4);
  });
  it("says in its own words what is not inside", async () => {
    for (const request of ["run/tile/L0.H1/0/0/0/0/peak", "run/row/L0.H0/0/301", "run/column/L0.H0/0/900", "run/text/4", "toString", "run/tile/L0.H0/0/60/0/0/peak"]) {
      await expect(source.get(request)).rejects.toThrow(NoAnswer);
    }
  });
  it("reads deflated answers", async () => {
    const small = new Response(new Blob(['{"a":"字"}']).stream().pipeThrough(new CompressionStream("deflate-raw")));
    const text = btoa(String.fromCharCode(...new Uint8Array(await small.arrayBuffer())));
    expect(await inlined({ "strings/zh": text }).get("strings/zh")).toEqual({ a: "字" });
  });
});
