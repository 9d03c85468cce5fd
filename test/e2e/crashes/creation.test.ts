import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { tenantBody } from "../../support/http/minting.ts";
import { platformToken } from "../../support/http/sender.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

const created = z.object({ id: z.string(), slug: z.string(), apiKey: z.string() });

interface Creation {
  readonly body: ReturnType<typeof tenantBody>;
  readonly idempotencyKey: string;
  tenant: z.infer<typeof created> | null;
}

const create = ({ send }: Running, { body, idempotencyKey }: Creation) =>
  send("post", "/v1/platform/tenants", {
    key: platformToken,
    headers: { "Idempotency-Key": idempotencyKey },
    body,
  });

it.each([1, 10])("creations that a crash cut short after %i of them go on with their keys", async (after) => {
  const before = await home.start();
  const creations = Array.from({ length: 64 }, (): Creation => {
    return { body: tenantBody(), idempotencyKey: crypto.randomUUID(), tenant: null };
  });
  let answered = 0;
  let killed: Promise<void> | null = null;
  await Promise.all(
    creations.map(async (creation) => {
      const answer = await create(before, creation).catch(() => null);
      if (answer?.status !== 201) return;
      creation.tenant = created.parse(answer.body);
      answered += 1;
      if (answered === after) killed = before.platform.kill();
    }),
  );
  await killed;
  expect(creations.some(({ tenant }) => tenant === null)).toBe(true);

  const running = await home.start();
  const ids = new Set<string>();
  for (const creation of creations) {
    const answer = await create(running, creation);
    expect(answer.status, answer.text).toBe(201);
    const tenant = created.parse(answer.body);
    if (creation.tenant !== null) expect(tenant).toEqual(creation.tenant);
    ids.add(tenant.id);
    const keys = await running.send("get", "/v1/admin/api-keys", { key: tenant.apiKey });
    expect(keys).toMatchObject({ status: 200, body: { items: [{ name: "First key", role: "admin" }] } });
    for (const name of [tenant.id, tenant.slug])
      expect((await running.send("get", "/v1/store", { headers: { "X-Tenant": name } })).status).toBe(200);
  }
  expect(ids.size).toBe(creations.length);
});
