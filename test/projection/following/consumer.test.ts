import { afterEach, describe, expect, it, vi } from "vitest";
import { consume } from "../../../src/projection/consumer.ts";
import { ReadModelUnavailable } from "../../../src/projection/failures/failures.ts";
import type { ProjectorDeps } from "../../../src/projection/projector.ts";
import { batchOf } from "../../support/node/queue.ts";
import { noteEvent, tenantId } from "../given.ts";
import { openWorker } from "../reactions/worker.ts";
import { openSubscription } from "./subscription.ts";

const notification = (...seqs: readonly number[]) => ({
  tenantId,
  subscription: "listing",
  events: seqs.map((seq) => noteEvent(seq)),
});

/** Hands messages to a consumer whose database fails with an error. */
async function failing(error: Error, attempts = 1, bodies: readonly unknown[] = [notification(1)]) {
  const { deps } = openSubscription({ events: 1 });
  const away = () => Promise.reject(error);
  const { batch, settled } = batchOf(bodies, attempts);
  await consume(batch, { ...deps, readModel: { all: away, batch: away } });
  return settled;
}

describe("a message that could not be served", () => {
  it.each([
    [1, 2],
    [2, 4],
    [5, 32],
    [6, 60],
    [20, 60],
  ])("for the time number %d comes again after %d seconds", async (attempts, delaySeconds) => {
    const settled = await failing(new Error("no D1"), attempts);
    expect(settled).toMatchObject([{ outcome: "retried", delaySeconds }]);
  });

  it.each([
    [4_200, 5],
    [0, 1],
  ])("because the database is given up for %d ms comes again after %d seconds", async (ms, delaySeconds) => {
    const settled = await failing(new ReadModelUnavailable(ms), 9);
    expect(settled).toMatchObject([{ outcome: "retried", delaySeconds }]);
  });
});

describe("the error log", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("has a line for a failure, and none for each message while the database is given up", async () => {
    const lines = vi.spyOn(console, "error").mockReturnValue();
    await failing(new ReadModelUnavailable(1_000));
    expect(lines).not.toHaveBeenCalled();
    await failing(new Error("no D1"));
    expect(lines).toHaveBeenCalledTimes(1);
  });

  it("has a line for a message that is no notification", async () => {
    const lines = vi.spyOn(console, "error").mockReturnValue();
    expect(await failing(new Error("no D1"), 1, ["nonsense"])).toMatchObject([{ outcome: "acked" }]);
    expect(lines).toHaveBeenCalledTimes(1);
  });
});

describe("a reaction's notification", () => {
  const reaction = { tenantId, subscription: "notes.calls", events: [] };

  it("is left to what runs reactions, if that is somewhere else", async () => {
    const { deps, settled: performed } = openWorker(async () => [], [noteEvent(1)]);
    const { batch, settled } = batchOf([reaction]);
    const elsewhere: string[] = [];
    await consume(batch, deps, async ({ subscription }) => void elsewhere.push(subscription));
    expect(elsewhere).toEqual(["notes.calls"]);
    expect(performed).toEqual([]);
    expect(settled).toMatchObject([{ outcome: "acked" }]);
  });

  it("runs it once", async () => {
    const { deps, settled } = openWorker(async () => [], [noteEvent(1)]);
    const { batch } = batchOf([reaction]);
    await consume(batch, deps);
    expect(settled).toMatchObject([{ eventId: "event 1", outcome: { status: "done" } }]);
  });

  it("delays no view, however long the outside takes", async () => {
    const listing = openSubscription({ events: 1 });
    const acknowledged = Promise.withResolvers<void>();
    const worker = openWorker(async () => {
      await acknowledged.promise;
      return [];
    }, [noteEvent(1)]);
    listing.log.acknowledge = async () => acknowledged.resolve();
    const deps = {
      ...worker.deps,
      readModel: listing.readModel,
      registry: { ...worker.deps.registry, subscriptionByName: listing.deps.registry.subscriptionByName },
      log: (id: string) => ({ ...listing.deps.log(id), ...worker.log }),
    };
    const { batch, settled } = batchOf([reaction, notification(1)]);
    await consume(batch, deps);
    expect(settled.map(({ outcome }) => outcome)).toEqual(["acked", "acked"]);
    expect([worker.settled.length, listing.projected()]).toEqual([1, 1]);
  });
});

describe("the notifications of one batch", () => {
  it("of one subscription are served together", async () => {
    const { deps, reports } = openSubscription({ events: 3 });
    const { batch, settled } = batchOf([notification(3), notification(1), notification(2)]);
    await consume(batch, deps);
    expect(settled.map(({ outcome }) => outcome)).toEqual(["acked", "acked", "acked"]);
    expect(reports.map(({ from, to }) => [from, to])).toEqual([[1, 3]]);
  });

  it("of several tenants are served one by one", async () => {
    const { deps, reports } = openSubscription({ events: 1 });
    const other = { ...notification(), tenantId: "ten_02" };
    const { batch } = batchOf([notification(1), other]);
    const log: ProjectorDeps["log"] = (id) => {
      const opened = deps.log(id);
      return id === tenantId ? opened : { ...opened, eventsAfter: async () => null };
    };
    await consume(batch, { ...deps, log });
    expect(reports.map(({ tenant }) => tenant)).toEqual([tenantId]);
  });

  it("continue a rebuild apart from the views", async () => {
    const { deps, projected } = openSubscription({ events: 1 });
    const rebuilt: string[] = [];
    const log: ProjectorDeps["log"] = (id) => ({
      ...deps.log(id),
      async rebuild() {
        rebuilt.push(id);
        return null;
      },
    });
    const { batch } = batchOf([{ ...notification(), rebuild: true }, notification(1)]);
    await consume(batch, { ...deps, log });
    expect([rebuilt, projected()]).toEqual([[tenantId], 1]);
  });
});
