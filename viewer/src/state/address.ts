// The state of the viewer, all of it, as one string: what stands behind `#` and in `hs.view(run, at=...)`.

export const SCREENS = ["shelf", "sky", "head", "matrix", "words", "compare", "findings", "lab", "alignment", "corpus", "views", "glossary"] as const;
export type Screen = (typeof SCREENS)[number];
export type Theme = "light" | "dark";

/** Tokens `from` to `to`, without the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Everything that can be chosen. */
export interface State {
  readonly screen: Screen;
  readonly run: string;
  readonly text: number;
  /** The head that single-head screens show; "" for the first of the run. */
  readonly head: string;
  /** Heads that stay at hand whichever is shown, in their order. */
  readonly tray: readonly string[];
  /** What Compare holds against the first head: `RUN/HEAD`, or a head of the same run. */
  readonly against: string;
  /** The pinned row and key, tokens. */
  readonly query: number | null;
  readonly key: number | null;
  /** The window of Matrix; null for the whole. */
  readonly rows: Span | null;
  readonly keys: Span | null;
  readonly channel: "peak" | "mass";
  readonly scale: "log" | "linear";
  /** The brushed range of colours. */
  readonly low: number;
  readonly high: number;
  readonly sinks: "shown" | "dimmed";
  /** What cells of the sky show: `thumbnail`, `pattern`, or a statistic; and what orders them. */
  readonly metric: string;
  readonly order: string;
  /** Heads that are shown in the sky: a label of a pattern, or "" for all. */
  readonly only: string;
  /** A way of drawing that belongs to one screen: `distance`, `segments`, `strip`, `heat`, `difference`, ... */
  readonly mode: string;
  readonly pair: number;
  readonly is_table: boolean;
  readonly language: string;
  readonly theme: Theme;
}

export const EMPTY: State = {
  screen: "sky", run: "", text: 0, head: "", tray: [], against: "", query: null, key: null, rows: null, keys: null, channel: "peak",
  scale: "log", low: 1e-4, high: 1, sinks: "shown", metric: "thumbnail", order: "layer", only: "", mode: "", pair: 0,
  is_table: false, language: "en", theme: "light",
};

/** The letters of pinned heads; there can be as many of these. */
export const LETTERS = ["A", "B", "C", "D"] as const;

const number = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null);

function span(text: string | null): Span | null {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? "");
  if (!found) return null;
  const from = Number(found[1]), to = Number(found[2]);
  return from < to ? { from, to } : null;
}

/** The address of a state: `/r/RUN/SCREEN?h=L0.H1&...`; what is as usual is left out. */
export function toAddress(state: State): string {
  const given = new URLSearchParams();
  const put = (name: string, value: string | number | null | undefined, usual: string | number | null): void => {
    if (value !== null && value !== undefined && value !== usual) given.set(name, String(value));
  };
  // Pinned heads follow the shown one; where it is pinned itself, all of them are told apart from it.
  const isPinned = state.tray.includes(state.head);
  put("h", (isPinned ? [state.head] : [state.head, ...state.tray]).join(","), "");
  put("pin", isPinned ? state.tray.join(",") : "", "");
  put("vs", state.against, "");
  put("t", state.text, 0);
  put("q", state.query, null);
  put("k", state.key, null);
  put("row", state.rows && `${state.rows.from}-${state.rows.to}`, null);
  put("key", state.keys && `${state.keys.from}-${state.keys.to}`, null);
  put("ch", state.channel, EMPTY.channel);
  put("scale", state.scale === "log" && state.low === EMPTY.low && state.high === EMPTY.high ? null : `${state.scale}:${state.low},${state.high}`, null);
  put("sink", state.sinks, EMPTY.sinks);
  put("show", state.metric, EMPTY.metric);
  put("order", state.order, EMPTY.order);
  put("only", state.only, "");
  put("mode", state.mode, "");
  put("pair", state.pair, 0);
  put("table", state.is_table ? 1 : null, null);
  put("lang", state.language, null);
  put("theme", state.theme, null);
  const query = given.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return `/r/${encodeURIComponent(state.run)}/${state.screen}${query ? `?${query}` : ""}`;
}

/** The state that an address says; what it does not say, or says wrongly, is as in `usual`. */
export function fromAddress(address: string, usual: State = EMPTY): State {
  const [place = "", query = ""] = address.replace(/^#/, "").split("?", 2);
  const parts = place.split("/");
  const given = new URLSearchParams(query);
  const screen = SCREENS.find((each) => each === parts[3]) ?? usual.screen;
  const scale = /^(log|linear):([\d.e+-]+),([\d.e+-]+)$/.exec(given.get("scale") ?? "");
  const low = Number(scale?.[2]), high = Number(scale?.[3]);
  const isRange = scale !== null && low >= 0 && low < high && high <= 1;
  const channel = given.get("ch");
  const theme = given.get("theme");
  const [head = "", ...beside] = (given.get("h") ?? "").split(",");
  const pinned = [...beside, ...(given.get("pin") ?? "").split(",")].filter((each) => each !== "");
  return {
    ...usual,
    screen,
    run: decoded(parts[2]) || usual.run,
    text: number(given.get("t")) ?? 0,
    head,
    tray: [...new Set(pinned)].slice(0, LETTERS.length),
    against: given.get("vs") ?? "",
    query: number(given.get("q")),
    key: number(given.get("k")),
    rows: span(given.get("row")),
    keys: span(given.get("key")),
    channel: channel === "mass" ? "mass" : "peak",
    scale: isRange && scale[1] === "linear" ? "linear" : "log",
    low: isRange ? low : EMPTY.low,
    high: isRange ? high : EMPTY.high,
    sinks: given.get("sink") === "dimmed" ? "dimmed" : "shown",
    metric: given.get("show") ?? EMPTY.metric,
    order: given.get("order") ?? EMPTY.order,
    only: given.get("only") ?? "",
    mode: given.get("mode") ?? "",
    pair: number(given.get("pair")) ?? 0,
    is_table: given.get("table") === "1",
    language: given.get("lang") ?? usual.language,
    theme: theme === "dark" || theme === "light" ? theme : usual.theme,
  };
}

function decoded(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? "");
  } catch {
    return ""; // a broken escape names no run
  }
}
