// Geometry of deep zoom: what is under the pointer stays there, and tiles cover what is in view, no more.
import { describe, expect, it } from "vitest";

import { fittingLevel } from "../src/draw/fit";
import { levelFor, moved, pixelAt, ticksOf, tilesOf, tokenAt, viewOf, wholeView, zoomed } from "../src/draw/zoom";

const LONG = { rows: 131072, keys: 131072 };

describe("zoom", () => {
  it("keeps the token under the pointer", () => {
    let view = wholeView(LONG);
    const at = { x: 0.31, y: 0.77 }, token = view.keys.from + at.x * (view.keys.to - view.keys.from);
    for (let step = 0; step < 30; step++) {
      view = zoomed(view, 0.8, at, LONG);
      const there = view.keys.from + at.x * (view.keys.to - view.keys.from);
      expect(Math.abs(there - token)).toBeLessThan(2 * (step + 1));
    }
    expect(view.keys.to - view.keys.from).toBeLessThan(400);
  });
  it("never leaves the matrix, in any shape of it", () => {
    for (const extent of [{ rows: 1, keys: 1 }, { rows: 6, keys: 900 }, LONG]) {
      let view = wholeView(extent);
      for (const step of [[0.5, 0.9], [2, 0.1], [0.1, 0.5], [9, 1]] as const) view = moved(zoomed(view, step[0], { x: step[1], y: step[1] }, extent), step[1], -step[1], extent);
      expect(view.rows.from).toBeGreaterThanOrEqual(0);
      expect(view.rows.to).toBeLessThanOrEqual(extent.rows);
      expect(view.keys.to - view.keys.from).toBeGreaterThanOrEqual(Math.min(8, extent.keys));
    }
  });
  it("takes the level whose cells are about a pixel", () => {
    const size = { width: 600, height: 600 };
    expect(fittingLevel(131072, 131072)).toBe(9);
    expect(levelFor(wholeView(LONG), size, 0, 9)).toBe(7);
    expect(levelFor({ rows: { from: 0, to: 300 }, keys: { from: 0, to: 300 } }, size, 0, 9)).toBe(0);
    expect(levelFor({ rows: { from: 0, to: 300 }, keys: { from: 0, to: 300 } }, size, 5, 9)).toBe(5);
  });
  it("covers a view with tiles, each once", () => {
    const view = viewOf({ from: 1000, to: 1800 }, { from: 200, to: 900 }, LONG), tiles = tilesOf(view, 0, LONG);
    const names = tiles.map((tile) => `${tile.x},${tile.y}`);
    expect(new Set(names).size).toBe(names.length);
    for (let query = 1000; query < 1800; query += 37) for (let key = 200; key < 900; key += 41) expect(names).toContain(`${Math.floor(key / 256)},${Math.floor(query / 256)}`);
    expect(tiles.length).toBe(5 * 4);
  });
  it("goes from tokens to pixels and back", () => {
    const span = { from: 300, to: 1300 };
    for (const token of [300, 777, 1299]) expect(tokenAt(pixelAt(token, span, 640) + 0.01, span, 640)).toBe(token);
  });
  it("puts few, round ticks", () => {
    const ticks = ticksOf({ from: 0, to: 131072 }, 600);
    expect(ticks.length).toBeLessThan(12);
    expect(ticks.every((tick) => tick % 1000 === 0)).toBe(true);
  });
});
