// From the bytes of an array to its numbers.
import type { ArrayPayload } from "./types";

/** Numbers [row, column], NaN where masked. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** What codes stand for, of a scale of 1: NaN where masked, 0 where too little to be told. */
const TOLD: Partial<Record<ArrayPayload["encoding"], Float64Array>> = {};

function toldBy(encoding: "log8" | "log16"): Float64Array {
  const [top, steps] = encoding === "log8" ? [255, 12] : [65535, 2048]; // the largest code, and codes for each halving
  return (TOLD[encoding] ??= Float64Array.from({ length: top + 1 }, (_, code) => (code === 0 ? NaN : code === 1 ? 0 : 2 ** ((code - top) / steps))));
}

/** The numbers of an array. */
export async function decode(array: ArrayPayload): Promise<Matrix> {
  const packed = bytesOf(array.values);
  const bytes = array.is_deflated ? await inflated(packed) : packed;
  const { rows, columns, encoding } = array;
  if (encoding === "float32") {
    return { rows, columns, values: new Float32Array(bytes.buffer, bytes.byteOffset, rows * columns) };
  }
  const told = toldBy(encoding);
  const codes = encoding === "log8" ? bytes : new Uint16Array(bytes.buffer, bytes.byteOffset, rows * columns);
  const values = new Float32Array(rows * columns);
  for (let place = 0; place < values.length; place++) values[place] = array.scale * (told[codes[place] ?? 0] ?? NaN);
  return { rows, columns, values };
}

/** Numbers as an array that `decode` reads back. */
export function encode({ rows, columns, values }: Matrix): ArrayPayload {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let text = "";
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return { encoding: "float32", rows, columns, scale: 1, is_deflated: false, values: btoa(text) };
}

/** The bytes of base64. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const signs = atob(text), bytes = new Uint8Array(signs.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = signs.charCodeAt(at);
  return bytes;
}

/** Deflated bytes (raw, RFC 1951) as they were. */
export async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
