// The keyboard: screens by their key, and what is the same in every screen. Panels handle arrows themselves.
import { EMPTY, type Screen, type State } from "./address";
import { pin } from "./tray";
import type { Viewer } from "./viewer.svelte";

/** Keys of the screens; Lab (7) and Corpus (9) come later. */
const SCREEN_KEYS: readonly (readonly [string, Screen])[] = [
  ["0", "shelf"], ["1", "sky"], ["2", "head"], ["3", "matrix"], ["4", "words"], ["5", "compare"], ["6", "findings"],
  ["8", "alignment"], ["v", "views"], ["?", "glossary"],
];

export const screenKeys = (hasAlignment: boolean): readonly (readonly [string, Screen])[] =>
  SCREEN_KEYS.filter(([, screen]) => screen !== "alignment" || hasAlignment);

/** Keys and the messages that say what they do. */
export const SHORTCUTS: readonly (readonly [string, string])[] = [
  ...SCREEN_KEYS.map(([key, screen]) => [key, `viewer_screen_${screen}`] as const),
  ["/", "viewer_key_search"], ["← → ↑ ↓", "viewer_key_move"], ["Enter", "viewer_key_pin"], ["p", "viewer_key_tray"], ["Esc", "viewer_key_clear"], ["[ ]", "viewer_key_layer"], [", .", "viewer_key_head"],
  ["+ −", "viewer_key_zoom"], ["n N", "viewer_key_edge"], ["s", "viewer_key_sinks"], ["l", "viewer_key_scale"], ["t", "viewer_key_table"],
  ["c", "viewer_key_compare"], ["f", "viewer_key_flicker"], ["u", "viewer_key_undo"],
];

/** Log instead of linear colours, or the other way, over the usual range. */
export const otherScale = (state: State): Partial<State> =>
  state.scale === "log" ? { scale: "linear", low: 0, high: 1 } : { scale: "log", low: EMPTY.low, high: EMPTY.high };

/** What a key does; a panel that has used it calls `preventDefault` before. */
export function pressed(viewer: Viewer, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const screen = screenKeys(viewer.overview?.has_alignment ?? false).find(([key]) => key === event.key)?.[1];
  if (screen && (viewer.state.run || screen === "shelf" || screen === "glossary")) viewer.go({ screen, mode: "" });
  else if (event.key === "Escape") {
    viewer.point(null);
    viewer.go({ query: null, key: null, tray: [] });
    viewer.said = viewer.say("page_cleared");
  } else if (event.key === "s") viewer.go({ sinks: viewer.state.sinks === "dimmed" ? "shown" : "dimmed" }, true);
  else if (event.key === "l") viewer.go(otherScale(viewer.state), true);
  else if (event.key === "t") viewer.go({ is_table: !viewer.state.is_table });
  else if (event.key === "u") viewer.back();
  else if (event.key === "c") viewer.go({ screen: "compare", mode: "" });
  else if (event.key === "p" && viewer.overview && viewer.head) pin(viewer, viewer.head);
  else if (event.key === "/" && viewer.overview) viewer.isSearching = true;
  else if (event.key === "f" && viewer.state.screen === "compare") viewer.go({ mode: viewer.state.mode === "flicker" ? "" : "flicker" });
  else if ("[],.".includes(event.key)) step(viewer, event.key);
  else return;
  event.preventDefault();
}

/** The neighbour of the chosen head: `[ ]` a layer up or down, `, .` a head to the left or right. */
function step(viewer: Viewer, key: string): void {
  const overview = viewer.overview, chosen = viewer.head;
  if (!overview || chosen === null) return;
  const card = overview.heads.find((head) => head.head === chosen);
  const layers = overview.sites.map((site) => overview.heads.filter((head) => head.site === site.site));
  const layer = layers.findIndex((heads) => heads.some((head) => head.head === chosen));
  const number = layers[layer]?.findIndex((head) => head.head === card?.head) ?? 0;
  const line = layers[layer + (key === "[" ? -1 : key === "]" ? 1 : 0)];
  const next = line?.[Math.min(number + (key === "," ? -1 : key === "." ? 1 : 0), line.length - 1)];
  if (!next) return;
  viewer.go({ head: next.head });
  viewer.said = viewer.say("page_selected", { head: next.head, label: viewer.say(`label_${next.label}`) });
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === "range");
