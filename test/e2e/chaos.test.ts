import { expect, inject, it } from "vitest";
import { faultsOf, runChaos } from "../../chaos/run.ts";

it("no acknowledged write is lost or doubled while workerd is killed, the queue lies and D1 fails", async () => {
  const result = await runChaos({
    seed: 1,
    lastsMs: 9_000,
    script: inject("script"),
    shops: 2,
    clients: 6,
    killGapMs: [700, 1_800],
  });
  expect(faultsOf(result)).toEqual([]);
  expect(result.kills).toBeGreaterThan(1);
  expect(result.proof.events).toBeGreaterThan(100);
  expect([...result.injected.keys()]).toContain("message dropped");
});
