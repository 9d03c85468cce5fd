import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { type Home, openHome } from "../../support/e2e/home.ts";
import { productBody } from "../../support/http/products.ts";

let home: Home;

beforeAll(async () => {
  home = await openHome();
});

afterAll(() => home.close());

/** The part of D1 that is used here. */
interface Database {
  prepare(sql: string): { run(): Promise<unknown> };
}

it("staff can write and read single resources while the read model is empty", async () => {
  const before = await home.start();
  const tenant = await before.mintTenant();
  const database: Database = await before.platform.runtime.getD1Database("DB");
  await database.prepare("ALTER TABLE tenants RENAME TO gone").run();
  // Nothing is remembered of the tenant any more.
  await before.platform.stop();

  const { send } = await home.start();
  const created = await send("post", "/v1/admin/products", {
    key: tenant.adminKey,
    body: productBody("Lamp"),
  });
  expect(created.status, created.text).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(created.body);
  const read = await send("get", `/v1/admin/products/${id}`, { key: tenant.adminKey });
  expect(read).toMatchObject({ status: 200, body: { title: "Lamp" } });
});
