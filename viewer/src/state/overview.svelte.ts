// What is known of a run: first what costs nothing, then its patterns too.
import { path, type DataSource } from "../data/source";
import type { Missing, Overview } from "../data/types";
import { loaded, type Loaded } from "./loaded.svelte";

/** The overview of a run, as far as it is known. */
export class KnownOverview {
  constructor(private readonly first: Loaded<Overview>, private readonly whole: Loaded<Overview>, private readonly run: () => string) {}

  /** Never of another run than the chosen one: its heads and words would be asked for there. */
  get answer(): Overview | null {
    return [this.whole.answer, this.first.answer].find((answer) => answer?.run === this.run()) ?? null;
  }
  get missing(): Missing | null {
    return this.first.missing;
  }
  get failed(): string {
    return this.first.failed;
  }
}

/** The overview of a run. Patterns of a long text take seconds: they are asked for where they are shown, and after the
 * rest. Use it while a component starts. */
export function overviewOf(source: DataSource, run: () => string, isWhole: () => boolean): KnownOverview {
  const first = loaded<Overview>(source, () => (run() ? path(run(), "overview") : null));
  const whole = loaded<Overview>(source, () => (isWhole() && first.answer?.is_read === false ? path(first.answer.run, "overview", "whole") : null));
  return new KnownOverview(first, whole, run);
}
