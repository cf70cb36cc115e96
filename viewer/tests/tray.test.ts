// Pinned heads: their order, their letters, and what stands side by side.
import { describe, expect, it } from "vitest";

import { EMPTY, fromAddress, toAddress, type State } from "../src/state/address";
import { pressed, SHORTCUTS } from "../src/state/keys";
import { besideOne, letterOf, movedBy, pin } from "../src/state/tray";
import type { Viewer } from "../src/state/viewer.svelte";

/** As much of a viewer as keys need; what it says is the message's key. */
class Fake {
  state: State = { ...EMPTY, run: "demo", head: "L0.H0", query: 3, key: 1 };
  said = "";
  isSearching = false;
  overview: unknown = { heads: [], sites: [], has_alignment: false };
  get head(): string { return this.state.head; }
  go = (change: Partial<State>): void => { this.state = { ...this.state, ...change }; };
  say = (key: string): string => key;
  point(): void {}
  press(key: string, target: unknown = null): boolean {
    let isUsed = false;
    pressed(this as unknown as Viewer, { key, target, preventDefault: () => { isUsed = true; } } as unknown as KeyboardEvent);
    return isUsed;
  }
}
globalThis.HTMLElement ??= class {} as unknown as typeof HTMLElement;

const state = (head: string, tray: readonly string[]): State => ({ ...EMPTY, run: "demo", head, tray });
const queryOf = (one: State): string => toAddress(one).split("?")[1]?.replace(/&?(lang|theme)=\w+/g, "") ?? "";

describe("address", () => {
  it("tells pinned heads behind the one that is shown, or apart from it where that is one of them", () => {
    expect(queryOf(state("L12.H7", ["L14.H2"]))).toBe("h=L12.H7,L14.H2");
    expect(queryOf(state("L14.H2", ["L12.H7", "L14.H2"]))).toBe("h=L14.H2&pin=L12.H7,L14.H2");
    expect(queryOf(state("L14.H2", []))).toBe("h=L14.H2");
    expect(queryOf(state("", []))).toBe("");
  });
  it("comes back as it was, wherever the shown head stands in the tray", () => {
    const tray = ["L0.H1", "L1.H0", "L1.H1", "L2.H0"];
    for (const head of ["", "L9.H9", ...tray]) for (const length of [0, 1, 2, 4]) {
      const one = state(head, tray.slice(0, length));
      expect(fromAddress(toAddress(one))).toEqual(one);
    }
  });
  it("takes no head twice, and no more than have a letter", () => {
    const one = fromAddress("/r/demo/sky?h=a,b,b,,c&pin=c,d,e,f");
    expect([one.head, one.tray]).toEqual(["a", ["b", "c", "d", "e"]]);
  });
});

describe("tray", () => {
  it("gives letters in order, and to no other head", () => {
    expect(["x", "y", "z"].map((head) => letterOf(state("z", ["x", "y"]), head))).toEqual(["A", "B", ""]);
  });
  it("stands side by side with the shown head once", () => {
    expect(besideOne(state("z", ["x", "y"]), "z")).toEqual(["z", "x", "y"]);
    expect(besideOne(state("y", ["x", "y"]), "y")).toEqual(["x", "y"]);
  });
  it("is put into any order step by step, and ends at its ends", () => {
    expect(movedBy(["x", "y", "z"], "y", -1)).toEqual(["y", "x", "z"]);
    expect(movedBy(["x", "y", "z"], "y", 1)).toEqual(["x", "z", "y"]);
    for (const [head, step] of [["x", -1], ["z", 1], ["nobody", 1], ["nobody", -1]] as const) expect(movedBy(["x", "y", "z"], head, step)).toEqual(["x", "y", "z"]);
  });
  it("takes heads until it is full, and says so", () => {
    const viewer = new Fake(), one = viewer as unknown as Viewer;
    for (const head of ["a", "b", "a", "c", "d", "e"]) pin(one, head, true);
    expect([viewer.state.tray, viewer.said, viewer.state.head]).toEqual([["a", "b", "c", "d"], "viewer_tray_full", "L0.H0"]);
    pin(one, "b");
    expect([viewer.state.tray, viewer.said]).toEqual([["a", "c", "d"], "viewer_unpinned"]);
  });
});

describe("keys", () => {
  it("pin the shown head and take it out again", () => {
    const viewer = new Fake();
    expect([viewer.press("p"), viewer.state.tray]).toEqual([true, ["L0.H0"]]);
    viewer.go({ head: "L0.H1" });
    expect([viewer.press("p"), viewer.state.tray]).toEqual([true, ["L0.H0", "L0.H1"]]);
    expect([viewer.press("p"), viewer.state.tray, viewer.state.head]).toEqual([true, ["L0.H0"], "L0.H1"]);
  });
  it("clear row, key and tray, and keep the head", () => {
    const viewer = new Fake();
    viewer.go({ tray: ["L0.H1"] });
    viewer.press("Escape");
    expect(viewer.state).toEqual({ ...EMPTY, run: "demo", head: "L0.H0" });
  });
  it("open the search box where there is a run to search", () => {
    const viewer = new Fake();
    expect([viewer.press("/"), viewer.isSearching]).toEqual([true, true]);
    const bare = new Fake();
    bare.overview = null;
    expect([bare.press("/"), bare.isSearching, bare.press("p"), bare.state.tray]).toEqual([false, false, false, []]);
  });
  it("are all told", () => {
    expect(SHORTCUTS.map(([keys]) => keys)).toEqual(expect.arrayContaining(["p", "/"]));
  });
});
