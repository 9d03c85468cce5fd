import { expect, it } from "vitest";
import { commentRequests } from "./clients/specs/comments.ts";
import { runSeed } from "./run.ts";
import { soundWiring } from "./world/wiring.ts";

const wiring = { ...soundWiring, requests: commentRequests };
const seeds = [301, 302, 303, 304];

it.each(seeds)("posts count their comments under faults (seed %i)", { timeout: 300_000 }, async (seed) => {
  const run = await runSeed({ seed, steps: 2_000, wiring });
  expect(run.violation).toBeNull();
  expect(run.happened["comment shown at the end"]).toBeGreaterThan(0);
});
