import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { runHistory, runSeed } from "./run.ts";

describe("the same seed", { timeout: 300_000 }, () => {
  it("produces a byte-identical run, also in another process", async () => {
    const [first, second] = [await runSeed({ seed: 3, steps: 800 }), await runSeed({ seed: 3, steps: 800 })];
    expect(second.hash).toBe(first.hash);
    const args = ["test/sim/main.ts", "--seed", "3", "--steps", "800"];
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stdout).toContain(first.hash);
  });

  it("differs from another seed", async () => {
    const [first, second] = [await runSeed({ seed: 3, steps: 200 }), await runSeed({ seed: 4, steps: 200 })];
    expect(second.hash).not.toBe(first.hash);
  });

  it("produces the same run when its decisions are replayed one by one", async () => {
    const run = await runSeed({ seed: 5, steps: 800 });
    const again = await runHistory(run.seed, run.history);
    expect(again.hash).toBe(run.hash);
  });
});
