import { expect, it } from "vitest";
import { z } from "zod";
import { inventoryAggregate } from "../../../src/modules/inventory/store.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop } from "../../support/node/shop.ts";

const identified = z.looseObject({ id: z.string() });
const created = z.looseObject({ variants: z.array(identified).min(1) });

it("deleting a location doesn't change the state of a variant's stock", () => {
  const { must, tenant } = openShop();
  const { variants } = created.parse(must("catalogue.createProduct", productBody("Lamp")));
  const id = variants[0]?.id ?? "";
  const { id: locationId } = identified.parse(must("inventory.createLocation", { name: "Shop" }));
  must("inventory.setStock", { id, stocked: 1, locationId });
  must("inventory.setStock", { id, stocked: 0, locationId });
  const told = inventoryAggregate.state(tenant.storage.database, id);
  must("inventory.deleteLocation", { id: locationId });
  expect(inventoryAggregate.state(tenant.storage.database, id)).toEqual(told);
});
