// The notebook: a request comes back under its own number; the address is the trait. A frame keeps its address to itself.
import { describe, expect, it } from "vitest";

import { NoAnswer } from "../src/data/source";
import { kernelOf, ofTrait, type Model } from "../src/hosts/kernel";
import { ofMemory } from "../src/state/history";

/** A model as anywidget hands it over, and what a kernel would see and say. */
class Fake implements Model {
  readonly sent: { id: number; request: string }[] = [];
  readonly traits = new Map<string, unknown>();
  saved = 0;
  private readonly heard = new Map<string, Set<(content: unknown) => void>>();
  get(name: string): unknown { return this.traits.get(name); }
  set(name: string, value: unknown): void { this.traits.set(name, value); this.tell(`change:${name}`, null); }
  save_changes(): void { this.saved++; }
  send(content: unknown): void { this.sent.push(content as { id: number; request: string }); }
  on(event: string, heard: (content: unknown) => void): void { this.of(event).add(heard); }
  off(event: string, heard: (content: unknown) => void): void { this.of(event).delete(heard); }
  tell(event: string, content: unknown): void { for (const heard of this.of(event)) heard(content); }
  private of(event: string): Set<(content: unknown) => void> {
    const found = this.heard.get(event) ?? new Set();
    this.heard.set(event, found);
    return found;
  }
}

describe("kernel", () => {
  it("gives each answer to who asked for it, in any order, and leaves other messages alone", async () => {
    const model = new Fake(), source = kernelOf(model);
    const first = source.get<string>("shelf"), second = source.get<string>("strings/zh");
    expect(model.sent.map((each) => each.request)).toEqual(["shelf", "strings/zh"]);
    const [one, two] = model.sent.map((each) => each.id);
    for (const content of [null, 7, { id: one }, { id: 99, answer: "nobody's" }]) model.tell("msg:custom", content);
    model.tell("msg:custom", { id: two, answer: "words" });
    model.tell("msg:custom", { id: one, answer: "runs" });
    expect([await first, await second]).toEqual(["runs", "words"]);
  });
  it("tells what is missing", async () => {
    const model = new Fake(), asked = kernelOf(model).get("a/tile");
    model.tell("msg:custom", { id: model.sent[0]?.id, answer: { type: "missing", kind: "not_kept", message: { en: "no rows" } } });
    await expect(asked).rejects.toBeInstanceOf(NoAnswer);
  });
});

describe("address", () => {
  it("of a notebook is a trait that Python sees and sets", () => {
    const model = new Fake(), history = ofTrait(model), told: string[] = [];
    history.push("/r/run/head");
    expect([model.get("at"), model.saved]).toEqual(["/r/run/head", 1]);
    const end = history.listen((address) => told.push(address));
    model.set("at", "/r/run/words");
    end();
    model.set("at", "/r/run/sky");
    expect([told, history.read()]).toEqual([["/r/run/words"], "/r/run/sky"]);
  });
  it("of a frame stays inside it", () => {
    const history = ofMemory("/r/run/sky");
    history.push("/r/run/head");
    history.replace("/r/run/words");
    expect(history.read()).toBe("/r/run/words");
  });
});
