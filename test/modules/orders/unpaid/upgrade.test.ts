import { expect, it } from "vitest";
import { platformToken } from "../../../../src/kernel/access/actor.ts";
import { modules } from "../../../../src/modules.ts";
import { openPlatform } from "../../../support/node/platform.ts";
import { openStoredObject, readStored } from "../../../support/stored.ts";

const week = 7 * 24 * 60 * 60_000;
const stored = readStored("object");

it("unpaid orders from before expiry have the whole time from the upgrade on", async () => {
  const platform = openPlatform(modules);
  const tenant = platform.tenant(String(stored.object?.[0]?.tenant_id), openStoredObject("object"));
  const statuses = () =>
    (stored.orders ?? []).map(({ id }) => {
      const read = tenant.core.ask({ query: "orders.readOrder", input: { id }, actor: platformToken });
      if (!read.ok) throw new Error(read.refusal.detail);
      return (read.value as { readonly status: string }).status;
    });
  const before = ["shipped", "confirmed", "confirmed", "confirmed"];
  await platform.passTime(tenant, week - 1);
  expect(statuses()).toEqual(before);
  await platform.passTime(tenant, 1);
  expect(statuses()).toEqual(["shipped", "cancelled", "cancelled", "cancelled"]);
  expect(tenant.storage.rows("SELECT sum(reserved) AS reserved FROM inventory_levels")).toEqual([
    { reserved: 0 },
  ]);
});
