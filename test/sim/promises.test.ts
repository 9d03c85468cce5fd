import { expect, it } from "vitest";
import { runSeed } from "./run.ts";

const seeds = Array.from({ length: 20 }, (_, index) => 101 + index);

it.each(seeds)("all invariants hold under faults (seed %i)", { timeout: 60_000 }, async (seed) => {
  const run = await runSeed({ seed, steps: 300 });
  expect(run.violation).toBeNull();
  expect(run.steps).toBe(300);
});
