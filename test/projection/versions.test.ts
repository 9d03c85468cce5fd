import { expect, it } from "vitest";
import { modules } from "../../src/modules.ts";
import { type LocalPlatform, type LocalTenant, openPlatform } from "../support/node/platform.ts";
import { writeMany } from "../support/node/requests.ts";
import { openShop } from "../support/node/shop.ts";

const rebuilds = ({ storage }: LocalTenant) =>
  storage.rows("SELECT status FROM rebuilds").map(({ status }) => status);

async function settle(platform: LocalPlatform, tenant: LocalTenant): Promise<void> {
  await platform.deliverAll();
  await platform.passTime(tenant, 10_000);
}

/** What code does that is older than versions: it moves the position and knows nothing else. */
function projectAsOlderCode({ readModel }: LocalPlatform): void {
  readModel.run("UPDATE positions SET seq = seq + 1 WHERE subscription = 'read-model'");
}

it("what this code has projected is not rebuilt", async () => {
  const platform = openPlatform();
  const tenant = platform.tenant();
  for (let round = 0; round < 3; round += 1) {
    writeMany(tenant, 2, 2 * round);
    await settle(platform, tenant);
  }
  expect(rebuilds(tenant)).toEqual([]);
});

it("what code of an older version has projected is rebuilt by the next write, once", async () => {
  const platform = openPlatform();
  const tenant = platform.tenant();
  writeMany(tenant, 3);
  await settle(platform, tenant);
  platform.readModel.run("UPDATE positions SET projector = 0; UPDATE notes SET text = 'old' WHERE id = 'n1'");
  writeMany(tenant, 1, 9);
  await settle(platform, tenant);
  expect(rebuilds(tenant)).toEqual(["completed"]);
  expect(platform.readModel.rows("SELECT text FROM notes WHERE id = 'n1'")).toEqual([{ text: "text 1" }]);
  writeMany(tenant, 1, 10);
  await settle(platform, tenant);
  expect(rebuilds(tenant)).toEqual(["completed"]);
});

it("after a rollback to code that knows no versions, and back, what it projected is rebuilt", async () => {
  const platform = openPlatform();
  const tenant = platform.tenant();
  writeMany(tenant, 3);
  await settle(platform, tenant);
  writeMany(tenant, 1, 4);
  projectAsOlderCode(platform);
  await settle(platform, tenant);
  expect(rebuilds(tenant)).toEqual(["completed"]);
  expect(platform.readModel.rows("SELECT text FROM notes WHERE id = 'n4'")).toEqual([{ text: "text 4" }]);
});

it("a description that was stored before descriptions were sanitized is shown and projected without its script", async () => {
  const shop = openShop(modules);
  const { platform, tenant } = shop;
  const { id } = shop.must("catalogue.createProduct", {
    translations: [{ locale: "en", title: "Lamp", description: "<p>Bright</p>" }],
    variants: [{ prices: [] }],
  }) as { id: string };
  await platform.deliverAll();
  const unsafe = "<p>Bright</p><script>alert(1)</script>";
  tenant.storage.run(`UPDATE product_translations SET description = '${unsafe}'`);
  const read = tenant.core.ask({
    query: "catalogue.readProduct",
    input: { id },
    actor: { kind: "system", id: "platform-token" },
  });
  expect(JSON.stringify(read)).toContain("<p>Bright</p>");
  expect(JSON.stringify(read)).not.toContain("<script");
  platform.readModel.run("UPDATE positions SET projector = 0");
  shop.must("catalogue.publishProduct", { id });
  await settle(platform, tenant);
  expect(JSON.stringify(platform.readModel.rows("SELECT * FROM products"))).not.toContain("<script");
});
