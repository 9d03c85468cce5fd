import { expect, it } from "vitest";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { joined } from "../../../src/projection/source.ts";
import { openPlatform, readModelOnly } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";

/** A tenant with an event of its first epoch and, after a restore, one of its second. Neither is projected. */
async function openWithTwoEpochs() {
  const platform = openPlatform(readModelOnly.filter(({ name }) => name !== "ops"));
  const tenant = platform.tenant();
  tenant.core.execute(write([["a", "first"]]));
  tenant.core.adopt({ epoch: 5, floors: {} });
  tenant.core.execute(write([["b", "second"]]));
  await platform.settle();
  platform.queue.take();
  return { platform, tenant, events: tenant.core.eventsAfter(0, 10).events };
}

it("given nothing is projected yet, when events of two epochs are delivered, then they are not one run", async () => {
  const { events } = await openWithTwoEpochs();
  expect(events.map(({ epoch, seq }) => [epoch, seq])).toEqual([
    [1, 1],
    [5, 2],
  ]);
  expect(joined({ epoch: 0, seq: 0 }, events)).toEqual([]);
});

it("given nothing is projected yet, when the first events of one epoch are delivered, then they are a run", async () => {
  const { events } = await openWithTwoEpochs();
  const first = events.filter(({ epoch }) => epoch === 1);
  expect(joined({ epoch: 0, seq: 0 }, first)).toEqual(first);
});

it("after a restore, the position of a tenant that was never projected is in the object's epoch", async () => {
  const { platform, tenant, events } = await openWithTwoEpochs();
  await platform.deliver([notification(tenant.id, events)]);
  expect(platform.position(tenant)).toEqual({ epoch: 5, seq: 2 });
});

const notification = (tenantId: string, events: readonly Envelope[]) => ({
  tenantId,
  subscription: "read-model",
  events,
});
