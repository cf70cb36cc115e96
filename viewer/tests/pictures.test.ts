// Drawing's arithmetic: ranges of colour, differences, distances, arcs.
import { describe, expect, it } from "vitest";

import { strongestArcs } from "../src/draw/arcs";
import { alignedLabels, difference, meanDistance, picked } from "../src/draw/difference";
import { colourAt, placeOf, valueAt, type Ramp } from "../src/draw/ramp";
import { distanceBins, linePath, trimmed } from "../src/draw/series";
import { distanceAt, pixelOfDistance } from "../src/draw/straighten";
import { linesOf, neighbour } from "../src/draw/sky";
import { around } from "../src/draw/window";
import type { HeadCard, Overview } from "../src/data/types";

const RAMP: Ramp = [[255, 255, 255], [0, 0, 0]];

describe("colours", () => {
  it("invert one another on both scales", () => {
    for (const look of [{ scale: "log", low: 1e-4, high: 1 }, { scale: "linear", low: 0, high: 0.5 }] as const) {
      for (const value of [0.001, 0.02, 0.4]) expect(valueAt(placeOf(value, look), look)).toBeCloseTo(value, 10);
    }
    expect(placeOf(0, { scale: "log", low: 1e-4, high: 1 })).toBeLessThan(0);
  });
  it("stay in the ramp", () => {
    expect(colourAt(-3, RAMP)).toEqual([255, 255, 255]);
    expect(colourAt(0.5, RAMP)).toEqual([128, 128, 128]);
    expect(colourAt(7, RAMP)).toEqual([0, 0, 0]);
  });
});

describe("differences", () => {
  it("align equal labels in order", () => {
    expect(alignedLabels(["the", "old", "cat", "sat"], ["the", "cat", "then", "sat"])).toEqual([[0, 0], [2, 1], [3, 3]]);
    expect(alignedLabels(Array(2001).fill("a"), ["a"])).toBeNull();
  });
  it("measure rows", () => {
    const one = { rows: 2, columns: 2, values: Float32Array.of(1, 0, 0.5, 0.5) }, other = { rows: 2, columns: 2, values: Float32Array.of(0, 1, 0.5, 0.5) };
    expect(meanDistance(difference(one, other))).toBe(0.5);
    expect([...picked(one, [1], [1, 0]).values]).toEqual([0.5, 0.5]);
  });
});

describe("the sky", () => {
  const heads = ["L1.H0", "L1.H1", "L3.H0"].map((head) => ({ head, site: head.slice(0, 2), label: head === "L3.H0" ? "sink" : "sparse" }) as HeadCard);
  const overview = { sites: [{ site: "L1" }, { site: "L3" }], heads, cluster: ["L3.H0"], absent: [0, 2, 4].map((layer) => ({ site: `L${layer}`, mixer: "Mamba", place: layer })) } as unknown as Overview;
  it("has a line for every layer, with attention or without", () => {
    const lines = linesOf(overview, "layer", "");
    expect(lines.map((line) => [line.name, line.heads.length, line.mixer])).toEqual([["L0", 0, "Mamba"], ["L1", 2, undefined], ["L2", 0, "Mamba"], ["L3", 1, undefined], ["L4", 0, "Mamba"]]);
    expect(neighbour(lines, "L1.H1", "ArrowDown")).toBe("L3.H0");
    expect(neighbour(lines, "L1.H1", "ArrowUp")).toBe("L1.H1");
  });
  it("has heads alone in other orders, and under a filter", () => {
    expect(linesOf(overview, "cluster", "").flatMap((line) => line.heads)).toHaveLength(3);
    expect(linesOf(overview, "layer", "sink").map((line) => line.name)).toEqual(["L3"]);
  });
});

describe("charts", () => {
  it("name the bins of distance from far left to far right", () => {
    const bins = distanceBins(41);
    expect(bins.length).toBe(41);
    expect(bins[19]).toEqual({ bin: 0, name: "1", side: -1 });
    expect(bins[20]).toEqual({ bin: 20, name: "0", side: 0 });
    expect(bins[22]).toEqual({ bin: 22, name: "2–3", side: 1 });
    const mass = Array(41).fill(0).map((_, bin) => (bin === 0 || bin === 20 ? 1 : 0));
    expect(trimmed(bins, mass).map((bin) => bin.bin)).toEqual([0, 20]);
  });
  it("break a line where nothing is known", () => {
    expect(linePath([1, null, 1], 1)).toBe("M16.67 0.00M83.33 0.00");
  });
  it("keep distances on a log scale, nearest to the right", () => {
    expect(distanceAt(599, 600, 1000)).toBe(0);
    expect(distanceAt(0, 600, 1000)).toBe(1000);
    for (const distance of [1, 16, 500]) expect(distanceAt(Math.round(pixelOfDistance(distance, 6000, 1000)), 6000, 1000)).toBe(distance);
  });
  it("choose the strongest arcs of each row", () => {
    expect(strongestArcs(Float32Array.of(0.7, 0.3, NaN, 0.2, 0.2, 0.6), 2, 3, 1, 0.25)).toMatchObject([{ query: 0, key: 0 }, { query: 1, key: 2 }]);
  });
  it("show a stretch around a focus, inside the text", () => {
    expect(around(0, 160, 1000)).toEqual({ from: 0, to: 160 });
    expect(around(999, 160, 1000)).toEqual({ from: 840, to: 1000 });
    expect(around(3, 160, 10)).toEqual({ from: 0, to: 10 });
  });
});
