// How the words of a text are drawn.
import type { Viewer } from "./viewer.svelte";

const SHORT = 40; // tokens of a side

/** Tokens on the query and on the key side of the chosen head; 0 where they are not there yet. */
export function sizesOf(viewer: Viewer): { readonly queries: number; readonly keys: number } {
  const site = viewer.siteOf(viewer.head);
  const size = (side: string | undefined): number => viewer.labels?.sides[side ?? ""]?.tokens.length ?? 0;
  return { queries: size(site?.query_side), keys: size(site?.key_side) };
}

/** Arcs or shaded text: as the mode says (`arcs` or `heat`, with `-by` where it is asked who reads a word), else
 * whichever fits the text. */
export function shapeOf(viewer: Viewer): "arcs" | "heat" {
  const asked = viewer.state.mode.split("-")[0];
  if (asked === "arcs" || asked === "heat") return asked;
  const { queries, keys } = sizesOf(viewer);
  return Math.max(queries, keys) <= SHORT ? "arcs" : "heat";
}
