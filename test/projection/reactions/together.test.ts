import { expect, it } from "vitest";
import { ok } from "../../../src/kernel/values/result.ts";
import { noteEvent } from "../given.ts";
import { openWorker } from "./worker.ts";

const question = { name: "notes.count" };

it("asks the object once for reactions that ask the same at the same time, and again later", async () => {
  const asked: unknown[] = [];
  const events = [1, 2, 3, 4, 5, 6].map((seq) => noteEvent(seq));
  const { run, object } = openWorker(
    async ({ seq }, { ask }) => {
      // The object's own operations are typed; this one only has to have a name.
      await ask(question as never, { about: seq === 5 ? "itself" : "all" } as never);
      return [];
    },
    events,
    {
      async ask(_, name, input) {
        asked.push([name, input]);
        return ok(null);
      },
    },
  );
  object.atOnce = 5;
  await run();
  expect(asked).toEqual([
    ["notes.count", { about: "all" }],
    ["notes.count", { about: "itself" }],
    ["notes.count", { about: "all" }],
  ]);
});
