import { expect, it } from "vitest";
import { productBody } from "../../support/http/products.ts";
import { live } from "../../support/node/life.ts";
import { aliveRows, finish, request } from "../../support/node/rebuilds.ts";
import { write } from "../../support/node/requests.ts";

it("a rebuild takes back that something can be had where the stock that said so was left over", async () => {
  const { platform, tenant } = live();
  await platform.deliverAll();
  const { readModel } = platform;
  const input = productBody("Bare");
  tenant.core.execute({ ...write([]), command: "catalogue.createProduct", input });
  await platform.deliverAll();
  const [bare] = readModel.rows(`SELECT variant_id FROM variant_prices
    WHERE variant_id NOT IN (SELECT variant_id FROM variant_stock) AND currency = 'USD'`);
  expect(bare).toBeDefined();
  const before = aliveRows(platform);
  readModel.run(`INSERT INTO variant_stock (tenant_id, variant_id, version, stocked, reserved, stock)
    VALUES ('${tenant.id}', '${bare?.variant_id}', 1, 5, 0, '{}')`);
  await finish(platform, tenant, request(tenant));
  expect(aliveRows(platform)).toEqual(before);
});
