import { expect, it } from "vitest";
import { openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";

/** A tenant that was restored, and whose views were rebuilt since. */
async function openRebuilt() {
  const platform = openPlatform();
  const tenant = platform.tenant();
  tenant.core.execute(write([["a", "first"]]));
  await platform.deliverAll();
  tenant.core.adopt({ epoch: 5, floors: {} });
  await platform.passTimeUntil(tenant, () => tenant.core.rebuild() === null);
  await platform.deliverAll();
  return { tenant };
}

it("a worker that says late that the former epoch needs a rebuild does not start another", async () => {
  const { tenant } = await openRebuilt();
  tenant.core.needsRebuild("read-model", "epoch", 1);
  expect(tenant.core.rebuild()).toBeNull();
});

it("a worker that says so of the present epoch starts one", async () => {
  const { tenant } = await openRebuilt();
  tenant.core.needsRebuild("read-model", "trimmed", 5);
  expect(tenant.core.rebuild()).not.toBeNull();
});
