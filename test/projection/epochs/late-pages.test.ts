import { expect, it } from "vitest";
import { z } from "zod";
import { readModelName } from "../../../src/kernel/delivery/subscription.ts";
import { bindGeneration } from "../../../src/projection/rebuild/generation.ts";
import { productBody } from "../../support/http/products.ts";
import { aliveRows } from "../../support/node/rebuilds.ts";
import { openShop } from "../../support/node/shop.ts";

const identified = z.looseObject({ id: z.string() });

it("a page of a rebuild that was read before a change and comes after it changes no row", async () => {
  const { platform, tenant, must } = openShop();
  const { id } = identified.parse(must("catalogue.createProduct", productBody("Lamp", { tags: ["old"] })));
  const collection = { translations: [{ locale: "en", title: "All" }] };
  const { id: groupId } = identified.parse(must("catalogue.createCollection", collection));
  const page = [tenant.core.snapshot("product", id), tenant.core.snapshot("collection", groupId)];

  must("catalogue.updateProduct", { id, patch: { tags: ["new"] } });
  must("catalogue.setProductsOfCollection", { id: groupId, productIds: [id] });
  await platform.deliverAll();
  const before = aliveRows(platform);

  const subscription = platform.registry.subscriptionByName.get(readModelName);
  if (subscription?.follows !== "events") throw new Error("there is no read model");
  const snapshots = page.filter((snapshot) => snapshot !== null);
  const statements = await subscription.projectState(snapshots, tenant.id, null);
  await platform.readModel.batch(bindGeneration(statements, tenant.id, "same-version-too"));
  expect(aliveRows(platform)).toEqual(before);
});
