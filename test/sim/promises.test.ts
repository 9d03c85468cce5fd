import { expect, it } from "vitest";
import { contentRequests } from "./clients/specs/content/requests.ts";
import { contentAtTheEnd, runHistory, runSeed } from "./run.ts";
import { soundWiring } from "./world/wiring.ts";

const seeds = Array.from({ length: 20 }, (_, index) => 101 + index);

it.each(seeds)("all invariants hold under faults (seed %i)", { timeout: 300_000 }, async (seed) => {
  const run = await runSeed({ seed, steps: 300 });
  expect(run.violation).toBeNull();
  expect(run.steps).toBe(300);
});

it("an object may be restored before anything of it was projected", { timeout: 300_000 }, async () => {
  const run = await runHistory(1, [
    { do: "arrive", call: "queue 0 send", nth: 0, crash: null },
    { do: "deliver", isolate: 0, which: [1, 1] },
    { do: "save", object: 0 },
    { do: "restore", object: 0, told: true },
  ]);
  expect(run.violation).toBeNull();
});

const publishing = { ...soundWiring, requests: contentRequests };

it("content and what is counted from it are the same everywhere, under faults", {
  timeout: 300_000,
}, async () => {
  const happened = new Map<string, number>();
  for (const seed of [301, 302, 303, 304]) {
    const run = await runSeed({ seed, steps: 2_000, wiring: publishing });
    expect(run.violation, `seed ${seed}`).toBeNull();
    for (const [what, times] of Object.entries(run.happened))
      happened.set(what, (happened.get(what) ?? 0) + times);
  }
  expect(happened.get("comment shown at the end")).toBeGreaterThan(0);
  for (const [what] of contentAtTheEnd) expect(happened.get(what), what).toBeGreaterThan(0);
});
