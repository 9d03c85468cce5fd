import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { productBody, readAll } from "../../support/http/products.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

interface Write {
  readonly tenant: MintedTenant;
  readonly title: string;
  readonly idempotencyKey: string;
  /** The product's id, once the write was acknowledged. */
  id: string | null;
}

const tenantCount = 4;
const perTenant = 50;

const create = ({ send }: Running, { tenant, title, idempotencyKey }: Write) =>
  send("post", "/v1/admin/products", {
    key: tenant.adminKey,
    headers: { "Idempotency-Key": idempotencyKey },
    body: productBody(title),
  });

const idOf = (body: unknown) => z.object({ id: z.string() }).parse(body).id;

/** Writes in all tenants at once, and kills the runtime once so many of the writes are acknowledged. */
async function writeUntilKilled(running: Running, killAfter: number): Promise<readonly Write[]> {
  const tenants = await Promise.all(Array.from({ length: tenantCount }, () => running.mintTenant()));
  const writes = tenants.flatMap((tenant) =>
    Array.from({ length: perTenant }, (_, index): Write => {
      return { tenant, title: `Product ${index}`, idempotencyKey: crypto.randomUUID(), id: null };
    }),
  );
  let acknowledged = 0;
  let killed: Promise<void> | null = null;
  await Promise.all(
    writes.map(async (write) => {
      const answer = await create(running, write).catch(() => null);
      if (answer?.status !== 201) return;
      write.id = idOf(answer.body);
      acknowledged += 1;
      if (acknowledged === killAfter) killed = running.platform.kill();
    }),
  );
  await killed;
  return writes;
}

const listed = (running: Running, tenant: MintedTenant) =>
  readAll(running.send, "/v1/admin/products?limit=100", { key: tenant.adminKey });

describe("when workerd is killed in the middle of a burst of writes", () => {
  it.each([5, 90])(
    "nothing acknowledged is lost and nothing happens twice, after %i answers",
    async (after) => {
      const writes = await writeUntilKilled(await home.start(), after);
      const acknowledged = writes.filter(({ id }) => id !== null);
      expect(acknowledged.length).toBeGreaterThanOrEqual(after);
      expect(acknowledged.length).toBeLessThan(writes.length);

      const running = await home.start();
      const tenants = [...new Set(writes.map(({ tenant }) => tenant))];
      for (const { id, tenant, title } of acknowledged) {
        const read = await running.send("get", `/v1/admin/products/${id}`, { key: tenant.adminKey });
        expect(read).toMatchObject({ status: 200, body: { id, title, version: 1 } });
      }
      for (const tenant of tenants) {
        const mine = acknowledged.filter((write) => write.tenant === tenant);
        const items = await eventually(
          10_000,
          () => listed(running, tenant),
          (all) => mine.every(({ id }) => all.some((item) => item.id === id)),
        );
        expect(new Set(items.map(({ title }) => title)).size).toBe(items.length);
      }

      for (const write of writes) {
        const answer = await create(running, write);
        expect(answer.status).toBe(201);
        if (write.id === null) continue;
        expect(idOf(answer.body)).toBe(write.id);
        expect(answer.headers.get("Idempotent-Replayed")).toBe("true");
      }
      for (const tenant of tenants) {
        const items = await eventually(
          10_000,
          () => listed(running, tenant),
          (all) => all.length >= perTenant,
        );
        expect(new Set(items.map(({ id }) => id)).size).toBe(perTenant);
        expect(new Set(items.map(({ title }) => title)).size).toBe(perTenant);
      }
    },
  );
});

describe("when the queue swallows every message", () => {
  it("products appear in the store all the same", async () => {
    const running = await home.start({ swallowQueue: true });
    const tenant = await running.mintTenant();
    const ids: string[] = [];
    for (const title of ["One", "Two", "Three"]) {
      const created = await running.send("post", "/v1/admin/products", {
        key: tenant.adminKey,
        body: productBody(title),
      });
      const id = idOf(created.body);
      ids.push(id);
      await running.send("post", `/v1/admin/products/${id}/publish`, { key: tenant.adminKey });
    }
    const items = await eventually(
      15_000,
      () => readAll(running.send, "/v1/store/products", { headers: { "X-Tenant": tenant.slug } }),
      (all) => all.length === ids.length,
    );
    expect(items.map(({ id }) => id).sort()).toEqual(ids.sort());
  });
});
