// What the search box finds: heads by the beginning of their name, patterns, and words of the text.
import type { SideLabels } from "../data/types";
import { around } from "../draw/window";
import type { State } from "./address";

/** Something found; a word with which of all its places this is. */
export type Found =
  | { readonly kind: "head"; readonly head: string }
  | { readonly kind: "pattern"; readonly label: string; readonly name: string }
  | { readonly kind: "word"; readonly word: string; readonly token: number; readonly side: string; readonly place: number; readonly all: number };

/** Where to look: names of heads, labels of patterns with their names, sides of the text with their labels. */
export interface Places {
  readonly heads: readonly string[];
  readonly patterns: readonly (readonly [label: string, name: string])[];
  readonly sides: readonly (readonly [side: string, labels: SideLabels])[];
}

const MOST_HEADS = 12, MOST_WORDS = 20;

/** Everything that is called so, capital or small: the first heads, all patterns, the first words of each side. */
export function found(wanted: string, places: Places): readonly Found[] {
  const sought = wanted.trim().toLowerCase();
  if (sought === "") return [];
  const heads = places.heads.filter((head) => head.toLowerCase().startsWith(sought)).slice(0, MOST_HEADS);
  const patterns = places.patterns.filter(([, name]) => name.toLowerCase().includes(sought));
  return [
    ...heads.map((head) => ({ kind: "head", head }) as const),
    ...patterns.map(([label, name]) => ({ kind: "pattern", label, name }) as const),
    ...places.sides.flatMap(([side, labels]) => wordsOf(side, labels, sought)),
  ];
}

/** The first words of a side that hold what is sought; tokens, where the side has no words. */
function wordsOf(side: string, labels: SideLabels, sought: string): readonly Found[] {
  const words: { word: string; token: number }[] = [];
  let all = 0;
  const look = (word: string, token: number): void => {
    if (!word.toLowerCase().includes(sought)) return;
    all += 1;
    if (all <= MOST_WORDS) words.push({ word, token });
  };
  if (labels.words.length) for (const [word, first] of labels.words) look(word, first);
  else labels.tokens.forEach(look);
  return words.map((each, at) => ({ kind: "word", ...each, side, place: at + 1, all }));
}

/** A token pinned as query or as key, and the window of Matrix over it where it would lie outside. */
export function pinnedAt(state: State, token: number, axis: "query" | "key", tokens: number): Partial<State> {
  const span = axis === "query" ? state.rows : state.keys;
  const isOutside = span !== null && (token < span.from || token >= span.to);
  const seen = isOutside ? around(token, span.to - span.from, tokens) : span;
  return axis === "query" ? { query: token, rows: seen } : { key: token, keys: seen };
}
