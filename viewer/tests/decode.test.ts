// Arrays as Python packs them, by hand.
import { describe, expect, it } from "vitest";

import { decode } from "../src/data/decode";

const base64 = (bytes: number[]): string => btoa(String.fromCharCode(...bytes));

describe("decode", () => {
  it("reads codes on the log scale, masked and nothing apart", async () => {
    const values = base64([0, 1, 255, 243]);
    const matrix = await decode({ encoding: "log8", rows: 2, columns: 2, scale: 0.5, is_deflated: false, values });
    expect([...matrix.values]).toEqual([NaN, 0, 0.5, 0.25]);
  });
  it("reads finer codes", async () => {
    const values = base64([0, 0, 1, 0, 255, 255, 255, 247]);
    const matrix = await decode({ encoding: "log16", rows: 1, columns: 4, scale: 0.5, is_deflated: false, values });
    expect([...matrix.values]).toEqual([NaN, 0, 0.5, 0.25]);
  });
  it("reads single precision", async () => {
    const values = base64([0, 0, 128, 63, 0, 0, 0, 63]);
    const matrix = await decode({ encoding: "float32", rows: 1, columns: 2, scale: 1, is_deflated: false, values });
    expect([...matrix.values]).toEqual([1, 0.5]);
  });
  it("inflates", async () => {
    // zlib.compressobj(wbits=-15) of eight bytes 255
    const values = base64([0xfb, 0xff, 0x1f, 0x02, 0x00]);
    const matrix = await decode({ encoding: "log8", rows: 2, columns: 4, scale: 1, is_deflated: true, values });
    expect(matrix.values.every((value) => value === 1)).toBe(true);
  });
});
