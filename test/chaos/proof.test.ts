import { describe, expect, it } from "vitest";
import { z } from "zod";
import { productBody } from "../support/http/products.ts";
import { openShop } from "../support/node/shop.ts";
import { readWholeLog, type StoredState } from "./kept/files.ts";
import { faultsInState } from "./proof/fold.ts";
import { faultsInLog } from "./proof/log.ts";
import { faultsInStates } from "./proof/states.ts";
import { openViewsAnew } from "./proof/views.ts";

const identified = z.object({ id: z.string() });

/** A shop with three products, projected; as it would be found in its files. */
async function given() {
  const shop = openShop();
  const ids = ["Lamp", "Rug", "Chair"].map(
    (title) => identified.parse(shop.must("catalogue.createProduct", productBody(title))).id,
  );
  for (const id of ids) shop.must("catalogue.publishProduct", { id });
  await shop.platform.deliverAll();
  const { tenant, platform } = shop;
  const head = tenant.core.eventsAfter(0, 1).head;
  const object = { file: "", tenantId: tenant.id, epoch: 1, head, storage: tenant.storage };
  const kept: StoredState = { objects: [object], readModel: (sql) => platform.readModel.rows(sql) };
  return { ...shop, ids, object, kept };
}

/** Everything that the proof has to say of what is kept. */
async function faultsOf({ object, kept, platform: { registry } }: Awaited<ReturnType<typeof given>>) {
  const log = readWholeLog(object);
  const views = openViewsAnew(registry);
  await views.add(object, log);
  return {
    log: faultsInLog(object, log),
    state: faultsInState(object, log, registry),
    views: views.faults(kept),
    states: faultsInStates(object, kept, registry),
  };
}

const none = { log: [], state: [], views: [], states: [] };

describe("the books of a shop", () => {
  it("hold where nothing went wrong", async () => {
    expect(await faultsOf(await given())).toEqual(none);
  });

  it.each([
    ["has lost an event in its log", "DELETE FROM events WHERE seq = 5", "log"],
    ["has an event twice", "UPDATE events SET id = 'x' || id, aggregate_version = 1 WHERE seq = 9", "log"],
    ["has lost its last event", "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)", "log"],
    ["has changed without an event", "UPDATE products SET vendor = 'nobody'", "state"],
    ["has lost a change", "DELETE FROM variants", "state"],
  ] as const)("do not hold where an object %s", async (_, damage, where) => {
    const shop = await given();
    shop.tenant.storage.run(damage);
    expect((await faultsOf(shop))[where]).not.toEqual([]);
  });

  it.each([
    ["has lost a row", "DELETE FROM product_texts", "views"],
    ["has an older row", "UPDATE products SET version = version - 1", "states"],
    ["shows something else", `UPDATE products SET state = json_set(state, '$.status', 'draft')`, "states"],
    [
      "has a row that nothing led to",
      "INSERT INTO tenant_hosts VALUES ('shop.example', 'ten_1', 1)",
      "views",
    ],
    ["leads words to nothing", "DELETE FROM search_terms WHERE rowid = 1", "views"],
    ["is behind", "UPDATE positions SET seq = seq - 1", "views"],
  ] as const)("do not hold where the read model %s", async (_, damage, where) => {
    const shop = await given();
    shop.platform.readModel.run(damage);
    expect((await faultsOf(shop))[where]).not.toEqual([]);
  });
});
