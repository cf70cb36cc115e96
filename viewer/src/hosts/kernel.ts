// The notebook: requests travel as messages {id, request} and come back as {id, answer}; the address is the trait `at`.
import { checked, type DataSource } from "../data/source";
import { withBack, type History } from "../state/history";

/** What anywidget hands over, as far as it is needed here. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown): void;
  on(event: string, heard: (content: unknown) => void): void;
  off(event: string, heard: (content: unknown) => void): void;
}

interface Answered {
  readonly id: number;
  readonly answer: unknown;
}

const isAnswered = (content: unknown): content is Answered =>
  typeof content === "object" && content !== null && "id" in content && "answer" in content;

/** Answers of the kernel. */
export function kernelOf(model: Model): DataSource {
  const waiting = new Map<number, (answer: unknown) => void>();
  let last = 0;
  model.on("msg:custom", (content) => {
    if (!isAnswered(content)) return;
    waiting.get(content.id)?.(content.answer);
    waiting.delete(content.id);
  });
  return {
    get<Answer>(request: string): Promise<Answer> {
      const id = ++last;
      return new Promise<unknown>((resolve) => {
        waiting.set(id, resolve);
        model.send({ id, request });
      }).then((answer) => checked<Answer>(answer));
    },
  };
}

/** The address in the trait `at`. Back of the notebook's page is not ours: it would leave the notebook. */
export function ofTrait(model: Model): History {
  const read = (): string => String(model.get("at") ?? "");
  return withBack({
    read,
    write(address) {
      model.set("at", address);
      model.save_changes();
    },
    listen(told) {
      const changed = (): void => told(read());
      model.on("change:at", changed);
      return () => model.off("change:at", changed);
    },
    tell: () => undefined, // the trait tells
  });
}
