import { expect, it } from "vitest";
import { findWith } from "./planted/support/find.ts";
import { uncompared } from "./planted/support/rewriting.ts";
import { shrink } from "./shrink.ts";
import { tellStory } from "./story.ts";
import { soundWiring } from "./world/wiring.ts";

it("shrinks a failing run to the few decisions needed to reproduce it", { timeout: 300_000 }, async () => {
  const failed = await findWith(uncompared, { steps: 150 });
  const shortest = await shrink(failed, { ...soundWiring, ...uncompared });
  expect(shortest.violation?.invariant).toBe(failed.violation?.invariant);
  expect(shortest.history.length).toBeLessThan(40);
  const story = tellStory(failed, shortest, 150);
  expect(story).toContain(`npm run sim -- --seed ${failed.seed} --steps 150`);
});
