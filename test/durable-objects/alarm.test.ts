import { describe, expect, it } from "vitest";
import { runDueJobs } from "../../durable-objects/alarm.ts";
import { createSchedules } from "../../durable-objects/storage/schedules.ts";
import { openPlatform } from "../support/node/platform.ts";

const second = 1_000;

/** An object's schedules, the jobs `tidy` and `report`, and a clock. */
function openSchedules() {
  const { storage } = openPlatform().tenant();
  storage.run("DELETE FROM schedules");
  let now = 0;
  const schedules = createSchedules(storage, () => now);
  return {
    schedules,
    run: (jobs: Readonly<Record<string, () => Promise<void>>>) =>
      runDueJobs({ schedules, jobs, now: () => now, failed: () => undefined }, ""),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    due: () => schedules.due(now),
    alarm: storage.alarm,
    /** The object dies. Another one starts from what is stored. */
    afterCrash: () => createSchedules(storage, () => now).due(now + 10 * second),
  };
}

const nothing = async () => undefined;
const never = () => new Promise<void>(() => undefined);

describe("a scheduled job", () => {
  it("runs once, and is not due again unless it was armed meanwhile", async () => {
    const { schedules, run, due, pass } = openSchedules();
    schedules.arm("tidy", 0);
    await run({ tidy: nothing });
    pass(60 * second);
    expect(due()).toEqual([]);
    schedules.arm("tidy", 0);
    await run({ tidy: async () => schedules.arm("tidy", 90 * second) });
    expect(due()).toEqual([]);
    pass(30 * second);
    expect(due()).toEqual(["tidy"]);
  });

  it("is still due if the object dies while it runs, and so are those behind it", () => {
    const { schedules, run, afterCrash } = openSchedules();
    schedules.arm("report", 0);
    schedules.arm("tidy", 0);
    void run({ report: never, tidy: nothing });
    expect(afterCrash()).toEqual(["report", "tidy"]);
  });

  it("is tried again after a failure, and the others run", async () => {
    const { schedules, run, due, pass, alarm } = openSchedules();
    const done: string[] = [];
    schedules.arm("report", 0);
    schedules.arm("tidy", 0);
    await run({
      report: () => Promise.reject(new Error("no")),
      tidy: async () => void done.push("tidy"),
    });
    expect(done).toEqual(["tidy"]);
    expect(due()).toEqual([]);
    expect(alarm()).toBe(5 * second);
    pass(5 * second);
    expect(due()).toEqual(["report"]);
  });

  it("that a clock that was ahead has set is due when the clock has gone back", async () => {
    const { schedules, run, due, pass, alarm } = openSchedules();
    const day = 24 * 60 * 60 * second;
    pass(day);
    schedules.arm("tidy", day + second);
    pass(-day);
    expect(due()).toEqual(["tidy"]);
    schedules.rearm();
    expect(alarm()).toBe(0);
    await run({ tidy: async () => schedules.arm("tidy", 5 * second) });
    expect(due()).toEqual([]);
    expect(alarm()).toBe(5 * second);
  });

  it("is tried at the time for which it was armed before it failed, if that is earlier", async () => {
    const { schedules, run, due, pass } = openSchedules();
    schedules.arm("tidy", 0);
    await run({
      async tidy() {
        schedules.arm("tidy", second);
        throw new Error("no");
      },
    });
    pass(second);
    expect(due()).toEqual(["tidy"]);
  });
});
