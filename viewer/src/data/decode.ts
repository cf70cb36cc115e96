// From the bytes of an array to its numbers.
import type { ArrayPayload } from "./types";

/** Numbers [row, column], NaN where masked. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

const STEPS = 12; // codes of `log8` for each halving

/** The numbers of an array. */
export async function decode(array: ArrayPayload): Promise<Matrix> {
  const packed = Uint8Array.from(atob(array.values), (sign) => sign.charCodeAt(0));
  const bytes = array.is_deflated ? await inflated(packed) : packed;
  const { rows, columns } = array;
  if (array.encoding === "float32") {
    return { rows, columns, values: new Float32Array(bytes.buffer, bytes.byteOffset, rows * columns) };
  }
  const told = Float32Array.from({ length: 256 }, (_, code) =>
    code === 0 ? NaN : code === 1 ? 0 : array.scale * 2 ** ((code - 255) / STEPS),
  );
  const values = new Float32Array(rows * columns);
  for (let place = 0; place < values.length; place++) values[place] = told[bytes[place] ?? 0] ?? NaN;
  return { rows, columns, values };
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
