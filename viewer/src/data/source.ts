// Where answers come from: the local server, the notebook's kernel, or the page itself.
import type { Missing } from "./types";

/** Answers to requests (`RUN/overview`, ...). `get` throws `NoAnswer` where there is none. */
export interface DataSource {
  get<Answer>(request: string): Promise<Answer>;
}

/** What has no answer, why, and how to get it, by language. */
export class NoAnswer extends Error {
  constructor(readonly missing: Missing) {
    super(missing.message["en"] ?? missing.kind);
  }
}

/** A path of the parts, each encoded. */
export const path = (...parts: readonly (string | number)[]): string => parts.map((part) => encodeURIComponent(part)).join("/");

const isMissing = (answer: unknown): answer is Missing =>
  typeof answer === "object" && answer !== null && "type" in answer && answer.type === "missing";

/** The answer, or `NoAnswer`. */
export function checked<Answer>(answer: unknown): Answer {
  if (isMissing(answer)) throw new NoAnswer(answer);
  return answer as Answer;
}

const KEPT = 400; // answers that are remembered: tiles of a long walk

/** The same source, remembering its latest answers; a failed one is asked for again. */
export function remembered(source: DataSource): DataSource {
  const known = new Map<string, Promise<unknown>>();
  return {
    get<Answer>(request: string): Promise<Answer> {
      let answer = known.get(request);
      if (answer === undefined) {
        answer = source.get(request);
        answer.catch(() => known.delete(request));
      } else known.delete(request);
      known.set(request, answer);
      for (const oldest of known.keys()) {
        if (known.size <= KEPT) break;
        known.delete(oldest);
      }
      return answer as Promise<Answer>;
    },
  };
}

/** Answers of the local server, below the address that the page came from. */
export function served(base: string): DataSource {
  return {
    async get<Answer>(request: string): Promise<Answer> {
      const response = await fetch(`${base}api/${request}`, { credentials: "same-origin" });
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      return checked<Answer>(await response.json());
    },
  };
}
