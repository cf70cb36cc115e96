// The figure of what is seen: which one it is, as an address that Python draws, and as the command that writes it.
import { around } from "../draw/window";
import { EMPTY, type State } from "./address";

export const ENDINGS = ["svg", "pdf", "png", "csv"] as const;
export type Ending = (typeof ENDINGS)[number];

/** A figure: `state` holds what it depends on and nothing else. */
export interface Figure {
  readonly view: "sky" | "matrix" | "arcs" | "heat";
  readonly state: State;
}

/** What a figure depends on beside the state: the head of single-head screens, how words are drawn, tokens of its sides. */
export interface Seen {
  readonly head: string | null;
  readonly shape: "arcs" | "heat";
  readonly queries: number;
  readonly keys: number;
}

const COLUMN = 48; // words in a column of arcs

/** The figure of a screen, of the head that is shown; null where there is none. */
export function figureOf(state: State, seen: Seen): Figure | null {
  const { screen, run, text, language, theme, sinks, channel, scale, low, high } = state;
  const plain: State = { ...EMPTY, run, language, theme };
  if (screen === "sky") {
    return { view: "sky", state: { ...plain, screen, head: state.head, metric: state.metric === "thumbnail" ? "pattern" : state.metric } };
  }
  if (seen.head === null) return null;
  const single: State = { ...plain, text, sinks, head: seen.head };
  if (screen === "matrix" || screen === "head" || screen === "compare") {
    const part = screen === "matrix" ? { rows: state.rows, keys: state.keys } : {};
    return { view: "matrix", state: { ...single, ...part, screen: "matrix", channel, scale, low, high } };
  }
  if (screen !== "words") return null;
  const isReadBy = state.mode.endsWith("-by"), { query, key } = state;
  if (seen.shape === "heat") {
    return isReadBy && key !== null ? null : { view: "heat", state: { ...single, screen, mode: "heat", query: isReadBy ? null : query, scale, low, high } };
  }
  const pinned = isReadBy ? key : query;
  const near = (token: number | null, length: number): State["rows"] => (pinned === null || length <= COLUMN ? null : around(token ?? pinned, COLUMN, length));
  const part = isReadBy ? { key, rows: near(query, seen.queries) } : { query, keys: near(key, seen.keys) };
  return { view: "arcs", state: { ...single, ...part, screen, mode: isReadBy ? "arcs-by" : "arcs" } };
}

/** The command that writes a figure; names are quoted, so that a shell takes them for nothing else. */
export function commandOf({ view, state }: Figure, ending: Ending): string {
  const words = ["headscope", "export", quoted(state.run.replace(/^-/, "./-")), `figure.${ending}`];
  const put = (name: string, value: string | number | null, usual: string | number | null = null): void => {
    if (value !== null && value !== usual) words.push(`--${name}`, quoted(String(value)));
  };
  const tokens = (span: State["rows"], pinned: number | null): string | number | null => (span ? `${span.from}-${span.to}` : pinned);
  put("head", state.head || null);
  put("view", view);
  put("text", state.text, 0);
  put("query", tokens(state.rows, state.query));
  put("key", tokens(state.keys, state.key));
  if (view === "matrix" || view === "heat") {
    const isLog = state.scale === "log";
    put("scale", state.scale, view === "matrix" ? "log" : "linear");
    put("low", state.low, isLog ? EMPTY.low : 0);
    put("high", state.high, isLog ? EMPTY.high : null); // without one the linear scale ends at the largest value shown
  }
  put("channel", state.channel, EMPTY.channel);
  put("sinks", state.sinks, EMPTY.sinks);
  if (view === "sky") put("statistic", state.metric.replace(/^statistic_/, ""), "pattern");
  put("theme", state.theme, "light");
  put("lang", state.language, "en");
  return words.join(" ");
}

const quoted = (word: string): string => (/^[\w./:+=@%-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
