import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTurns } from "../../../src/platform/images/turns.ts";

const never = () => new Promise<never>(() => undefined);
const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("works that take turns", () => {
  it("are done one at a time, and know whether they have waited", async () => {
    const turns = createTurns({ workMs: 1_000, mostWaits: 5 });
    let [running, most] = [0, 0];
    const work = async (hasWaited: boolean) => {
      running += 1;
      most = Math.max(most, running);
      await rest(100);
      running -= 1;
      return hasWaited;
    };
    const done = Promise.all([turns.take(work), turns.take(work), turns.take(work)]);
    await vi.advanceTimersByTimeAsync(300);
    expect(await done).toEqual([false, true, true]);
    expect(most).toBe(1);
  });

  it("go on after one that fails", async () => {
    const turns = createTurns({ workMs: 1_000, mostWaits: 5 });
    await expect(turns.take(async () => Promise.reject(new Error("damaged")))).rejects.toThrow("damaged");
    expect(await turns.take(async (hasWaited) => hasWaited)).toBe(false);
  });

  it("wait some seconds for one that never ends, and then still go one at a time", async () => {
    const turns = createTurns({ workMs: 1_000, mostWaits: 5 });
    void turns.take(never);
    const begun: number[] = [];
    const start = Date.now();
    const work = async () => {
      begun.push(Date.now() - start);
      await rest(100);
    };
    const done = Promise.all([turns.take(work), turns.take(work), turns.take(work)]);
    await vi.advanceTimersByTimeAsync(1_300);
    await done;
    expect(begun).toEqual([1_000, 1_100, 1_200]);
    expect(await turns.take(async (hasWaited) => hasWaited)).toBe(false);
  });

  it("give up if their turn does not come", async () => {
    const turns = createTurns({ workMs: 1_000, mostWaits: 2 });
    for (let index = 0; index < 3; index += 1) turns.take(never).catch(() => undefined);
    const late = expect(turns.take(never)).rejects.toThrow("too many images");
    await vi.advanceTimersByTimeAsync(3_000);
    await late;
  });
});
