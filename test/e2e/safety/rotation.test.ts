import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Home, openHome, type Running, signingSecret } from "../../support/e2e/home.ts";
import { putOnSale, shopperOf } from "../../support/http/carts.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { type Answer, platformToken, type Sent } from "../../support/http/sender.ts";

const current = {
  SIGNING_SECRET: "the-next-signing-secret-of-all-the-tests",
  PLATFORM_TOKEN: "the-next-platform-token-of-all-the-tests",
};
const accepted = {
  ACCEPTED_SIGNING_SECRETS: signingSecret,
  ACCEPTED_PLATFORM_TOKENS: platformToken,
};

let home: Home;
let running: Running;
let tenant: MintedTenant;
beforeAll(async () => {
  home = await openHome();
  running = await home.start();
  tenant = await running.mintTenant();
});
afterAll(() => home.close());

async function restart(vars: Readonly<Record<string, string>>): Promise<void> {
  await running.platform.stop();
  running = await home.start({}, vars);
}

const list = (sent: Sent, query = "") => running.send("get", `/v1/admin/products?limit=1${query}`, sent);
const tenants = (key: string) => running.send("get", "/v1/platform/tenants", { key });
const issue = (idempotencyKey: string) =>
  running.send("post", "/v1/admin/api-keys", {
    key: tenant.adminKey,
    headers: { "Idempotency-Key": idempotencyKey },
    body: { name: "Warehouse", role: "admin" },
  });
const apiKeyOf = ({ body }: Answer) => z.looseObject({ apiKey: z.string() }).parse(body).apiKey;

describe("a rotation of the secrets", () => {
  it("ends nothing until the old values are removed, and then all that they made", async () => {
    const [variantId] = [await putOnSale(running.send, tenant), await putOnSale(running.send, tenant)];
    const checkout = {
      headers: { "X-Tenant": tenant.slug, "Idempotency-Key": crypto.randomUUID() },
      body: { ...shopperOf(tenant), items: [{ variantId, quantity: 1 }] },
    };
    const order = await running.send("post", "/v1/store/checkout", checkout);
    const issued = await issue("warehouse");
    const oldKey = apiKeyOf(issued);
    const token = issued.headers.get("Consistency-Token") ?? "";
    const page = await list({ key: oldKey, headers: { "Consistency-Token": token } });
    const { nextCursor } = z.looseObject({ nextCursor: z.string() }).parse(page.body);

    await restart({ ...current, ...accepted });
    expect(await tenants(platformToken)).toMatchObject({ status: 200 });
    expect(await tenants(current.PLATFORM_TOKEN)).toMatchObject({ status: 200 });
    const sent = { key: oldKey, headers: { "Consistency-Token": token } };
    expect(await list(sent, `&cursor=${nextCursor}`)).toMatchObject({ status: 200 });
    for (const [first, again] of [
      [order, await running.send("post", "/v1/store/checkout", checkout)],
      [issued, await issue("warehouse")],
    ] as const) {
      expect(again.text).toBe(first.text);
      expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    }
    const newKey = apiKeyOf(await issue("another"));

    await restart(current);
    expect(await tenants(platformToken)).toMatchObject({ status: 401 });
    expect(await list({ key: oldKey })).toMatchObject({ status: 401 });
    expect(await list({ key: newKey })).toMatchObject({ status: 200 });
    expect(await list({ key: newKey }, `&cursor=${nextCursor}`)).toMatchObject({
      status: 400,
      body: { code: "invalid-cursor" },
    });
    expect(await list({ key: newKey, headers: { "Consistency-Token": token } })).toMatchObject({
      status: 400,
      body: { code: "invalid-consistency-token" },
    });
  });
});

describe("a platform with a secret that is too short", () => {
  it.each(["SIGNING_SECRET", "PLATFORM_TOKEN", "ACCEPTED_SIGNING_SECRETS"])(
    "does not start if it is %s",
    async (name) => {
      const another = await openHome();
      await expect(another.start({}, { [name]: "short" })).rejects.toThrow(`${name} is missing or too short`);
      await another.close();
    },
  );
});
