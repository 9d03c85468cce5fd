import { expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { sequenceFloorOf } from "../../../src/kernel/delivery/epoch.ts";
import { beginEpoch } from "../../../src/projection/epochs.ts";
import { openPlatform } from "../../support/node/platform.ts";

const correlationId = "01J00000000000000000000000";

it("a second restore continues above the numbers used before the first", async () => {
  const { clock, readModel, registry, tenant: open } = openPlatform();
  const { core: records } = open("platform");
  const run = (command: string, input: unknown) => {
    const result = records.execute({ command, input, actor: platformToken, correlationId });
    if (!result.ok) throw new Error(result.refusal.detail);
    return Object(result.answer);
  };
  const { id } = run("tenants.reserve", { slug: "harbour", domains: [], region: null });
  // The first restore: orders up to 1042 had been placed, and the read model forgot those that were undone.
  run("tenants.beginEpoch", { id, epoch: 5, floors: { "orders.number": 1_042 } });

  const tenant = open(String(id));
  const epoch = await beginEpoch(
    {
      registry,
      readModel,
      now: clock.now,
      random: () => 0.5,
      object: (tenantId) => {
        const core = tenantId === "platform" ? records : tenant.core;
        return {
          execute: async (request) => core.execute(request),
          adopt: async (adopted) => core.adopt(adopted),
        };
      },
    },
    tenant.id,
    5,
  );

  expect(epoch.floors).toEqual({ "orders.number": 1_042 });
  expect(sequenceFloorOf(tenant.storage.database, "orders.number")).toBe(1_042);
});
