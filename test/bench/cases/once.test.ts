import { describe, expect, it } from "vitest";
import { get, type Load, mixOf, type Workload } from "../load/workload.ts";
import { eachOnce } from "./once.ts";

describe("a cold read", () => {
  const workload = mixOf(
    "http://127.0.0.1",
    Array.from({ length: 1_000 }, (_, index) => get(`/${index}`)),
  );
  const answering = (count: number, starts: number[] = []) =>
    eachOnce(workload, async ({ from }: Workload): Promise<Load> => {
      starts.push(from);
      return { count, perSecond: count, p50: 1, p99: 1 };
    });

  it("is not sent again in a later run, even if it was not answered in the first", async () => {
    const starts: number[] = [];
    const run = answering(300, starts);
    await run();
    await run();
    expect(starts[0]).toBe(0);
    expect(starts[1]).toBeGreaterThanOrEqual(300 + workload.connections);
  });

  it("ends the benchmark where requests would have been repeated", async () => {
    await expect(answering(1_001)()).rejects.toThrow("too few");
  });
});
