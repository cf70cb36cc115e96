// An answer that follows a request: the old one stays until the new one is there.
import { NoAnswer, type DataSource } from "../data/source";
import type { Missing } from "../data/types";

/** What is known of an answer now; `request` is that of `answer`, not the one on its way. */
export class Loaded<Answer> {
  answer: Answer | null = $state.raw(null);
  request: string | null = $state(null);
  missing: Missing | null = $state.raw(null);
  failed: string = $state("");
  isWaiting = $state(false);
}

/** The answer to what `wanted` says, asked for anew whenever that changes; null asks for nothing. Use it while a
 * component starts. */
export function loaded<Answer>(source: DataSource, wanted: () => string | null): Loaded<Answer> {
  const known = new Loaded<Answer>();
  $effect(() => {
    const request = wanted();
    if (request === null) {
      known.isWaiting = false;
      return;
    }
    let isWanted = true;
    known.isWaiting = true;
    source.get<Answer>(request).then(
      (answer) => {
        if (!isWanted) return;
        known.answer = answer;
        known.request = request;
        known.missing = null;
        known.failed = "";
        known.isWaiting = false;
      },
      (error: unknown) => {
        if (!isWanted) return;
        known.answer = null;
        known.request = request;
        known.missing = error instanceof NoAnswer ? error.missing : null;
        known.failed = error instanceof NoAnswer ? "" : String(error);
        known.isWaiting = false;
      },
    );
    return () => {
      isWanted = false;
    };
  });
  return known;
}
