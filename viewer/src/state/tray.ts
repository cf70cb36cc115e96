// The tray: heads that are pinned, so that they stay at hand and stand side by side whichever head is shown.
import { LETTERS, type State } from "./address";
import type { Viewer } from "./viewer.svelte";

/** The letter of a pinned head, which also names its colour in `tokens.css`; "" where it is not pinned. */
export const letterOf = (state: State, head: string): string => LETTERS[state.tray.indexOf(head)] ?? "";

/** The heads that stand side by side: those of the tray, before them the one that is shown unless it is there too. */
export const besideOne = (state: State, shown: string): readonly string[] =>
  state.tray.includes(shown) ? state.tray : [shown, ...state.tray];

/** The tray with a head one place earlier (-1) or later (1); at the end it stays where it is. */
export function movedBy(tray: readonly string[], head: string, step: -1 | 1): readonly string[] {
  const from = tray.indexOf(head), other = tray[from + step];
  if (from < 0 || other === undefined) return tray;
  return tray.map((each) => (each === head ? other : each === other ? head : each));
}

/** Pin a head, or take it out where it is pinned; `isMore` only adds. What was done, or that the tray is full, is said. */
export function pin(viewer: Viewer, head: string, isMore = false): void {
  const { state } = viewer, isPinned = state.tray.includes(head);
  if (isPinned && isMore) return;
  if (!isPinned && state.tray.length === LETTERS.length) {
    viewer.said = viewer.say("viewer_tray_full", { count: LETTERS.length });
    return;
  }
  const tray = isPinned ? state.tray.filter((each) => each !== head) : [...state.tray, head];
  viewer.go({ head: viewer.head ?? "", tray });
  viewer.said = isPinned ? viewer.say("viewer_unpinned", { head }) : viewer.say("viewer_pinned", { head, letter: letterOf(viewer.state, head) });
}
