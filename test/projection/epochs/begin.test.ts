import { describe, expect, it } from "vitest";
import type { ExecuteRequest, ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import { refusal } from "../../../src/kernel/api/problem.ts";
import { type Epoch, epochSchema } from "../../../src/kernel/delivery/epoch.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { modules } from "../../../src/modules.ts";
import { beginEpoch, nextEpoch, restore } from "../../../src/projection/epochs.ts";
import { openReadModel } from "../../support/node/read-model.ts";
import { tenantId } from "../given.ts";

const now = 1_000;
const registry = createRegistry(modules);

/** A tenant's object and the platform's, which list what is asked of them. */
function opened({ isRestorable = true, refuses = false } = {}) {
  const calls: string[] = [];
  const adopted: Epoch[] = [];
  const recorded = ({ input }: ExecuteRequest): ExecuteResult =>
    refuses
      ? { ok: false, refusal: refusal("not-found", "There is no such tenant.") }
      : { ok: true, answer: epochSchema.parse(input), epoch: 1, seq: 1, replayed: false };
  const object = (id: string) => ({
    async execute(request: ExecuteRequest) {
      calls.push(`${id} ${request.command} for ${Object(request.input).id}`);
      return recorded(request);
    },
    async adopt(epoch: Epoch) {
      calls.push(`${id} adopts`);
      adopted.push(epoch);
    },
    async prepareRestore() {
      calls.push(`${id} refuses writes`);
      return isRestorable;
    },
    async restart() {
      calls.push(`${id} restarts`);
      throw new Error("the object was aborted");
    },
  });
  const deps = { registry, readModel: openReadModel(), now: () => now, random: () => 0.5, object };
  return { deps, calls, adopted };
}

describe("a new epoch", () => {
  it("has the time as its number, and is above every known one", async () => {
    const { deps } = opened();
    expect((await nextEpoch(deps, tenantId, 5)).epoch).toBe(now);
    expect((await nextEpoch(deps, tenantId, now - 1)).epoch).toBe(now);
    expect((await nextEpoch(deps, tenantId, now)).epoch).toBe(now + 1);
  });

  it("continues order numbers above those that the read model has seen, from 0 if it has seen none", async () => {
    const { deps } = opened();
    expect((await nextEpoch(deps, tenantId, 5)).floors).toEqual({ "orders.number": 0 });
    expect(
      (await nextEpoch({ ...deps, readModel: { ...deps.readModel, all: async () => [] } }, tenantId, 5))
        .floors,
    ).toEqual({ "orders.number": 0 });
  });

  it("is recorded by the platform before the tenant's object adopts it", async () => {
    const { deps, calls, adopted } = opened();
    const epoch = await beginEpoch(deps, tenantId, 5);
    expect(calls).toEqual([`platform tenants.beginEpoch for ${tenantId}`, `${tenantId} adopts`]);
    expect(adopted).toEqual([epoch]);
  });

  it("of the platform's own object is recorded nowhere else", async () => {
    const { deps, calls } = opened();
    await beginEpoch(deps, "platform", 5);
    expect(calls).toEqual(["platform adopts"]);
  });

  it("is not begun if it cannot be recorded", async () => {
    const { deps, adopted } = opened({ refuses: true });
    await expect(beginEpoch(deps, tenantId, 5)).rejects.toThrow(
      `cannot begin an epoch for ${tenantId}: There is no such tenant.`,
    );
    const without = { ...deps, registry: { ...registry, systemCommands: {} } };
    await expect(beginEpoch(without, tenantId, 5)).rejects.toThrow("no module records epochs");
    expect(adopted).toEqual([]);
  });
});

describe("a restore", () => {
  it("refuses writes first, records the new epoch, and restarts the object last", async () => {
    const { deps, calls } = opened();
    expect(await restore(deps, tenantId, 500, 5)).toEqual({ epoch: now, restored: true });
    expect(calls).toEqual([
      `${tenantId} refuses writes`,
      `platform tenants.beginEpoch for ${tenantId}`,
      `${tenantId} restarts`,
    ]);
  });

  it("of an object that keeps no earlier state only begins a new epoch", async () => {
    const { deps, calls } = opened({ isRestorable: false });
    expect(await restore(deps, tenantId, 500, 5)).toEqual({ epoch: now, restored: false });
    expect(calls.slice(1)).toEqual([`platform tenants.beginEpoch for ${tenantId}`, `${tenantId} adopts`]);
  });
});
