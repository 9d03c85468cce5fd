import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { accountsOf, goodPassword } from "../../support/accounts/accounts.ts";
import { signInStaff } from "../../support/accounts/callers.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

// The same as `escalation.test.ts` shows of the object, through the edge, with the pointers that a caller gets.

let tenant: MintedTenant;
let manager: Awaited<ReturnType<typeof signInStaff>>;

beforeAll(async () => {
  tenant = await mintTenant();
  manager = await signInStaff(send, tenant, "manager");
}, 30_000);

const user = (role: string) => ({
  email: `${crypto.randomUUID()}@shop.example`,
  password: goodPassword,
  role,
});
const forbidden = { status: 403, body: { code: "forbidden" } };

async function keyWith(more: object): Promise<string> {
  const body = { name: "Till", role: "admin", ...more };
  const answer = await send("post", "/v1/admin/api-keys", { key: tenant.adminKey, body });
  return z.object({ apiKey: z.string() }).parse(answer.body).apiKey;
}

describe("nobody gets more rights than they have", { timeout: 20_000 }, () => {
  it("a manager makes no administrator, by no way there is", async () => {
    for (const key of [manager.accessToken, tenant.managerKey]) {
      const write = (method: string, path: string, body: unknown) => send(method, path, { key, body });
      expect(await write("post", "/v1/admin/users", user("admin"))).toMatchObject(forbidden);
      const { password: _, ...invitation } = user("admin");
      expect(await write("post", "/v1/admin/invitations", invitation)).toMatchObject(forbidden);
      expect(await write("patch", `/v1/admin/users/${manager.id}`, { role: "admin" })).toMatchObject(
        forbidden,
      );
      expect(await write("post", "/v1/admin/api-keys", { name: "x", role: "admin" })).toMatchObject(
        forbidden,
      );
      expect(await write("patch", `/v1/platform/tenants/${tenant.id}`, { status: "active" })).toMatchObject(
        forbidden,
      );
    }
  });

  it("a customer and a shopper make nobody of the staff", async () => {
    const { accessToken, user: own } = await accountsOf(send, tenant).register();
    const asCustomer = { key: accessToken, body: user("manager") };
    expect(await send("post", "/v1/admin/users", asCustomer)).toMatchObject(forbidden);
    const body = { ...user("admin"), firstName: "Ada" };
    const registration = { headers: { "X-Tenant": tenant.slug }, body };
    expect(await send("post", "/v1/auth/register", registration)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/role", code: "unknown-field" }] },
    });
    expect(own).not.toHaveProperty("role");
  });

  it("a key that may create users gives no role that has more, and the refusal points to it", async () => {
    const key = await keyWith({ scopes: ["users:create", "users:update"] });
    expect(await send("post", "/v1/admin/users", { key, body: user("admin") })).toMatchObject({
      ...forbidden,
      body: { errors: [{ pointer: "/role" }] },
    });
    const promoted = { key, body: { role: "admin" } };
    expect(await send("patch", `/v1/admin/users/${manager.id}`, promoted)).toMatchObject(forbidden);
  });

  it("a key creates no stronger key, and none that outlives it", async () => {
    const scoped = await keyWith({ scopes: ["apiKeys:create", "orders:read"] });
    const create = (key: string, more: object) =>
      send("post", "/v1/admin/api-keys", { key, body: { name: "x", role: "admin", ...more } });
    expect(await create(scoped, {})).toMatchObject(forbidden);
    expect(await create(scoped, { scopes: ["orders:update"] })).toMatchObject(forbidden);
    const brief = await keyWith({ expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await create(brief, {})).toMatchObject({
      ...forbidden,
      body: { errors: [{ pointer: "/expiresAt" }] },
    });
  });
});
