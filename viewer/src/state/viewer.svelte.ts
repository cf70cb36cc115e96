// One open viewer: its state, what is under the pointer, the words it says, and where its answers come from.
import { getContext, setContext } from "svelte";

import { path, remembered, type DataSource } from "../data/source";
import type { Overview, SiteCard, Start, Strings, TextLabels } from "../data/types";
import { EMPTY, fromAddress, toAddress, type State } from "./address";
import type { History } from "./history";
import { besideOne } from "./tray";

/** What the pointer or the keyboard is on, for all views at once; null where there is nothing. */
export interface Hover {
  readonly head: string | null;
  readonly query: number | null;
  readonly key: number | null;
}

const NOTHING: Hover = { head: null, query: null, key: null };

/** One open viewer. Panels get it by `useViewer()` and change it by `go` and `point` alone. */
export class Viewer {
  readonly source: DataSource;
  /** The same answers, not remembered: files, which are asked for once. */
  readonly unkept: DataSource;
  state: State = $state.raw(EMPTY);
  hover: Hover = $state.raw(NOTHING);
  /** What is said aloud, and shown under the picture. */
  said = $state("");
  strings: Strings | null = $state.raw(null);
  overview: Overview | null = $state.raw(null);
  labels: TextLabels | null = $state.raw(null);
  /** Whether the search box is to have the focus. */
  isSearching = $state(false);
  private readonly history: History;

  constructor(source: DataSource, readonly start: Start, history: History) {
    this.source = remembered(source);
    this.unkept = source;
    this.history = history;
    this.state = fromAddress(history.read(), { ...EMPTY, language: start.language, theme: prefersDark() ? "dark" : "light" });
  }

  /** Follow addresses that come from outside; returns what ends it. */
  listen(): () => void {
    return this.history.listen((address) => {
      this.state = fromAddress(address, { ...EMPTY, language: this.state.language, theme: this.state.theme, run: this.state.run });
    });
  }

  /** Change what is chosen. Steps that Back need not undo (a pan, a brushed range) are `isSmall`. */
  go(change: Partial<State>, isSmall = false): void {
    const next = { ...this.state, ...change };
    const address = toAddress(next);
    if (address === toAddress(this.state)) return;
    this.state = next;
    if (isSmall) this.history.replace(address);
    else this.history.push(address);
  }

  /** To what was chosen before. */
  back(): void {
    this.history.back();
  }

  /** Change what the pointer is on; views without a pointer show it too. */
  point(change: Partial<Hover> | null): void {
    const next = change === null ? NOTHING : { ...this.hover, ...change };
    if (next.head !== this.hover.head || next.query !== this.hover.query || next.key !== this.hover.key) this.hover = next;
  }

  /** A message of the catalogue's room `show`, or of the room the key names, with values in its places. */
  say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const message = this.strings?.messages[key.includes(".") ? key : `show.${key}`] ?? "";
    return message.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
  };

  /** The entry of a dict by language in the language of the viewer. */
  told = <Words>(byLanguage: Readonly<Record<string, Words>> | undefined): Words | undefined =>
    byLanguage?.[this.state.language] ?? byLanguage?.["en"];

  /** Requests below the open run. */
  of = (...parts: readonly (string | number)[]): string => path(this.state.run, ...parts);

  /** Where a head attends: all of its name but the number. */
  siteOf = (head: string | null): SiteCard | undefined =>
    head === null ? undefined : this.overview?.sites.find((each) => each.site === head.slice(0, head.lastIndexOf(".")));

  /** The head that single-head screens show: the first chosen one that the run has. */
  get head(): string | null {
    const chosen = this.state.head;
    return chosen && !this.strangers.includes(chosen) ? chosen : (this.overview?.heads[0]?.head ?? null);
  }

  /** Chosen heads that the run does not have: the address is of another run, or was written by hand. */
  get strangers(): readonly string[] {
    const chosen = besideOne(this.state, this.state.head).filter((head) => head !== "");
    return this.overview ? chosen.filter((head) => !this.overview?.heads.some((each) => each.head === head)) : [];
  }

  /** The address as others can open it. */
  get address(): string {
    return toAddress(this.state);
  }
}

/** Whether what is around the viewer is dark: the notebook (JupyterLab and VS Code say so), else what the person prefers. */
function prefersDark(): boolean {
  const { jpThemeLight, vscodeThemeKind } = globalThis.document?.body.dataset ?? {};
  if (jpThemeLight) return jpThemeLight === "false";
  if (vscodeThemeKind) return !vscodeThemeKind.endsWith("light");
  return typeof matchMedia === "function" && matchMedia("(prefers-color-scheme: dark)").matches;
}

const PLACE = Symbol("viewer");

export const provideViewer = (viewer: Viewer): Viewer => setContext(PLACE, viewer);
export const useViewer = (): Viewer => getContext<Viewer>(PLACE);
