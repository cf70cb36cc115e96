// The address is the whole state: what goes in comes out, and nonsense is taken for what is usual.
import { describe, expect, it } from "vitest";

import { EMPTY, fromAddress, toAddress, type State } from "../src/state/address";

const FULL: State = {
  ...EMPTY, screen: "matrix", run: "a b/c.run", text: 3, head: "L12.H7", tray: ["L14.H2"], against: "other run/L0.H1", query: 41, key: 0,
  rows: { from: 40960, to: 41216 }, keys: { from: 0, to: 256 }, channel: "mass", scale: "linear", low: 0, high: 0.5, sinks: "dimmed",
  metric: "entropy_bits", order: "cluster", only: "sink", mode: "distance", pair: 2, is_table: true, language: "zh", theme: "dark",
};

describe("address", () => {
  it("comes back as it was", () => {
    for (const state of [EMPTY, FULL]) expect(fromAddress(toAddress(state))).toEqual(state);
  });
  it("leaves out what is usual", () => {
    expect(toAddress({ ...EMPTY, run: "demo" })).toBe("/r/demo/sky?lang=en&theme=light");
  });
  it("takes nonsense for what is usual", () => {
    const wrong = "/r/%E0%A4%A/nowhere?t=-1&q=1e9&row=9-3&scale=log:2,1&theme=pink&pair=x";
    expect(fromAddress(wrong, { ...EMPTY, run: "demo" })).toEqual({ ...EMPTY, run: "demo" });
  });
});
