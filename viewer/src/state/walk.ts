// Walking through running text by the arrow keys: the pinned row, or with Shift the pinned key.
import type { SideLabels } from "../data/types";
import type { Viewer } from "./viewer.svelte";

/** One step along a side of the text, where the key pressed is one; `isKey` says which of the two pins moves without Shift.
 * The arrow that points forward in the text moves forward, in either direction of writing. */
export function walked(viewer: Viewer, event: KeyboardEvent, side: SideLabels | undefined, isKey: boolean): void {
  const arrow = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!arrow || !side?.tokens.length || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const step = side.direction === "rtl" ? -arrow : arrow, pin = isKey !== event.shiftKey ? "key" : "query";
  const next = Math.min(Math.max((viewer.state[pin] ?? -step) + step, 0), side.tokens.length - 1);
  viewer.go({ [pin]: next }, true);
  viewer.said = `${next} “${side.tokens[next] ?? ""}”`;
}
