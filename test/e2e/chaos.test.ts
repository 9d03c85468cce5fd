import { expect, inject, it } from "vitest";
import { faultsOf, runChaos } from "../chaos/run.ts";

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
  // How much happens is up to the machine, but it must not be nothing.
  expect(result.kills).toBeGreaterThan(0);
  expect(result.injected.size).toBeGreaterThan(0);
  expect(result.proof.events).toBeGreaterThan(0);
}, 180_000);
