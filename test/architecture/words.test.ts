import { describe, expect, it } from "vitest";
import { readSources } from "./sources.ts";
import { identifiersOf } from "./syntax.ts";

/** Words that were ours alone; `docs/glossary.md` has the terms that took their place. */
const retired = new Set(
  `picture pictures follower followers journal rung doorbell doorbells unanswered surroundings chore chores wish wishes
  wished worded viewpoint capability joint stamp fence forestalled overtaken offer offers market telling`.split(
    /\s+/,
  ),
);
/** What is drawn for the demo shop is a picture, and is offered to nobody. */
const everyday = /^local\/seed\//;

const sources = readSources("src", "durable-objects", "local", "site", "test").filter(
  ({ path }) => !everyday.test(path),
);

describe("retired words", { timeout: 30_000 }, () => {
  it("are no part of any identifier", () => {
    const found = sources.flatMap((source) =>
      [...identifiersOf(source)]
        .filter((name) => wordsOf(name).some((word) => retired.has(word)))
        .map((name) => `${source.path} ${name}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ["ProductPicture", ["product", "picture"]],
    ["readOffers", ["read", "offers"]],
    ["marketing", ["marketing"]],
    ["D1Follower", ["d1", "follower"]],
    ["journal_head", ["journal", "head"]],
  ])("are looked for word by word: %s", (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });
});

function wordsOf(name: string): readonly string[] {
  return name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_/).map((word) => word.toLowerCase());
}
