// A stretch of a long axis around a focus, so that never more is drawn than can be seen.
import type { Span } from "../state/address";

/** At most `size` tokens around a focus. */
export function around(focus: number, size: number, length: number): Span {
  const from = Math.max(0, Math.min(focus - (size >> 1), length - size));
  return { from, to: Math.min(length, from + size) };
}
