// The search box: what it finds, counted by plain loops, and where a pinned word brings the window.
import { describe, expect, it } from "vitest";

import type { SideLabels } from "../src/data/types";
import { EMPTY } from "../src/state/address";
import { found, pinnedAt, type Found } from "../src/state/search";

const side = (tokens: readonly string[], words: SideLabels["words"] = []): SideLabels => ({ tokens, words, segments: [], special: [], direction: "ltr" });
const LABELS = Array.from({ length: 100_000 }, (_, token) => `Word${token % 997}`);
const places = {
  heads: ["L1.H0", "L1.H1", "L11.H1", "L2.H1"], patterns: [["sink", "汇聚点"], ["diagonal", "对角线"]] as const,
  sides: [["text", side(LABELS)]] as const,
};
const words = (all: readonly Found[]) => all.filter((each) => each.kind === "word");

describe("search", () => {
  it("finds heads by how their name begins", () => {
    const heads = (wanted: string) => found(wanted, places).flatMap((each) => (each.kind === "head" ? [each.head] : []));
    expect(heads("l1")).toEqual(["L1.H0", "L1.H1", "L11.H1"]);
    expect(heads(" L1. ")).toEqual(["L1.H0", "L1.H1"]);
    expect(heads("H1")).toEqual([]);
  });
  it("finds patterns by their name in the language that is spoken", () => {
    expect(found("汇聚", places)).toEqual([{ kind: "pattern", label: "sink", name: "汇聚点" }]);
  });
  it("finds the first words of a long text, tells where they are, and counts all", () => {
    const expected = LABELS.flatMap((label, token) => (label.toLowerCase().includes("word41") ? [token] : []));
    const hits = words(found("WORD41", places));
    expect(hits.map((each) => each.token)).toEqual(expected.slice(0, 20));
    expect(hits.map((each) => [each.place, each.all])).toEqual(hits.map((_, at) => [at + 1, expected.length]));
    expect(hits[1]?.word).toBe("Word410");
  });
  it("finds a word that is cut into tokens by its whole", () => {
    const cut = side(["un", "##see", "##n", "sun"], [["unseen", 0, 3], ["sun", 3, 4]]);
    expect(words(found("see", { heads: [], patterns: [], sides: [["text", cut]] }))).toEqual([{ kind: "word", word: "unseen", token: 0, side: "text", place: 1, all: 1 }]);
  });
  it("tells the sides of a crossing text apart", () => {
    const hits = words(found("a", { heads: [], patterns: [], sides: [["target", side(["b", "a"])], ["source", side(["a", "a"])]] }));
    expect(hits.map((each) => [each.side, each.token, each.place, each.all])).toEqual([["target", 1, 1, 1], ["source", 0, 1, 2], ["source", 1, 2, 2]]);
  });
  it("finds nothing for nothing", () => {
    expect([found("", places), found("  ", places), found("nowhere", places)]).toEqual([[], [], []]);
  });
});

describe("a found word", () => {
  const state = { ...EMPTY, rows: { from: 100, to: 200 }, keys: { from: 0, to: 50 } };
  it("is pinned, and the window goes there only where it lies outside", () => {
    expect(pinnedAt(state, 150, "query", 1000)).toEqual({ query: 150, rows: { from: 100, to: 200 } });
    expect(pinnedAt(state, 600, "query", 1000)).toEqual({ query: 600, rows: { from: 550, to: 650 } });
    expect(pinnedAt(state, 999, "key", 1000)).toEqual({ key: 999, keys: { from: 950, to: 1000 } });
    expect(pinnedAt(EMPTY, 999, "key", 1000)).toEqual({ key: 999, keys: null });
  });
});
