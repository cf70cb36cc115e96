// Which figure a screen stands for, and the command that writes it.
import { describe, expect, it } from "vitest";

import { EMPTY, toAddress, type State } from "../src/state/address";
import { commandOf, figureOf, type Seen } from "../src/state/figure";

const RUN: State = { ...EMPTY, run: "demo", head: "L0.H1", tray: ["L2.H0"], query: 3, key: 1, rows: { from: 0, to: 4 }, keys: { from: 1, to: 6 } };
const SEEN: Seen = { head: "L0.H1", shape: "arcs", queries: 6, keys: 6 };

/** The address and the command of a figure. */
function told(state: Partial<State>, seen: Partial<Seen> = {}): readonly [string, string] | null {
  const figure = figureOf({ ...RUN, ...state }, { ...SEEN, ...seen });
  return figure && [toAddress(figure.state), commandOf(figure, "svg")];
}
const address = (screen: string, rest: string): string => `/r/demo/${screen}?${rest}lang=en&theme=light`;
const command = (rest: string): string => `headscope export demo figure.svg ${rest}`;

describe("figure", () => {
  it("of the sky is its patterns or its statistic, and frames the chosen head", () => {
    expect(told({ screen: "sky" })).toEqual([address("sky", "h=L0.H1&show=pattern&"), command("--head L0.H1 --view sky")]);
    expect(told({ screen: "sky", head: "", metric: "statistic_entropy_bits", order: "cluster" })).toEqual([
      address("sky", "show=statistic_entropy_bits&"), command("--view sky --statistic entropy_bits"),
    ]);
  });
  it("of a head and of a comparison is the whole matrix of the first", () => {
    for (const screen of ["head", "compare"] as const) {
      expect(told({ screen, against: "other/L1.H1", mode: "difference" })).toEqual([address("matrix", "h=L0.H1&"), command("--head L0.H1 --view matrix")]);
    }
  });
  it("of the matrix is the part that is seen, in the colours that are seen", () => {
    expect(told({ screen: "matrix", text: 2, channel: "mass", scale: "linear", low: 0, high: 1, sinks: "dimmed", theme: "dark", language: "zh" })).toEqual([
      "/r/demo/matrix?h=L0.H1&t=2&row=0-4&key=1-6&ch=mass&scale=linear:0,1&sink=dimmed&lang=zh&theme=dark",
      command("--head L0.H1 --view matrix --text 2 --query 0-4 --key 1-6 --scale linear --high 1 --channel mass --sinks dimmed --theme dark --lang zh"),
    ]);
    expect(told({ screen: "matrix", rows: null, keys: null, low: 0.001 })?.[1]).toBe(command("--head L0.H1 --view matrix --low 0.001"));
  });
  it("of words is the arcs or the text of the pinned word", () => {
    expect(told({ screen: "words" })).toEqual([address("words", "h=L0.H1&q=3&mode=arcs&"), command("--head L0.H1 --view arcs --query 3")]);
    expect(told({ screen: "words", mode: "-by" })).toEqual([address("words", "h=L0.H1&k=1&mode=arcs-by&"), command("--head L0.H1 --view arcs --key 1")]);
    expect(told({ screen: "words" }, { shape: "heat" })).toEqual([
      address("words", "h=L0.H1&q=3&mode=heat&"), command("--head L0.H1 --view heat --query 3 --scale log"),
    ]);
    expect(told({ screen: "words", query: null, key: null }, { queries: 900, keys: 900 })?.[1]).toBe(command("--head L0.H1 --view arcs"));
  });
  it("of arcs in a long text has no more words than fit, around what is pinned", () => {
    const long = { queries: 900, keys: 900 };
    expect(told({ screen: "words", query: 500, key: null, mode: "arcs" }, long)?.[1]).toBe(command("--head L0.H1 --view arcs --query 500 --key 476-524"));
    expect(told({ screen: "words", query: 0, key: 899, mode: "arcs-by" }, long)?.[1]).toBe(command("--head L0.H1 --view arcs --query 0-48 --key 899"));
  });
  it("is not there where a screen has none", () => {
    for (const screen of ["shelf", "findings", "glossary", "views", "alignment"] as const) expect(told({ screen })).toBeNull();
    expect(told({ screen: "words", mode: "heat-by" }, { shape: "heat" })).toBeNull();
    expect(told({ screen: "head" }, { head: null })).toBeNull();
  });
  it("is written by a command in which names are nothing but names", () => {
    expect(told({ screen: "sky", run: "my run; $(x) 'y'", head: "" })?.[1]).toBe("headscope export 'my run; $(x) '\\''y'\\''' figure.svg --view sky");
    expect(told({ screen: "sky", run: "-v", head: "`x`" })?.[1]).toBe("headscope export ./-v figure.svg --head '`x`' --view sky");
  });
});
