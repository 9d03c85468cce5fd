import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { accountsOf, goodPassword } from "../../support/accounts/accounts.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";

let shop: MintedTenant;
let accounts: ReturnType<typeof accountsOf>;

beforeEach(async () => {
  shop = await mintTenant();
  accounts = accountsOf(send, shop);
});

const users = "/v1/admin/users";
const withId = z.looseObject({ id: z.string() });

/** Adds a member of the staff, and signs it in. */
async function addUser(role: string, key = shop.adminKey) {
  const email = accounts.newEmail();
  const body = { email, name: "Grace", role, password: goodPassword };
  const answer = await send("post", users, { key, body });
  expect(answer.status, answer.text).toBe(201);
  return { ...withId.parse(answer.body), ...(await accounts.signIn(email)), email };
}

const act = (key: string, id: string, action: string) => send("post", `${users}/${id}/${action}`, { key });
const rename = (key: string) => send("patch", "/v1/auth/me", { key, body: { name: crypto.randomUUID() } });

describe("a member of the staff", () => {
  it("has the rights of its role, and no more", async () => {
    const manager = await addUser("manager");
    expect(manager.user).toMatchObject({ kind: "staff", role: "manager", name: "Grace" });
    expect(await send("get", "/v1/admin/products", { key: manager.accessToken })).toMatchObject({
      status: 200,
    });
    expect(await send("get", users, { key: manager.accessToken })).toMatchObject({ status: 403 });
  });

  it("acts under its own name in the audit log", async () => {
    const admin = await addUser("admin");
    const body = { translations: [{ locale: "en", title: "Lights" }] };
    const made = await send("post", "/v1/admin/collections", { key: admin.accessToken, body });
    expect(made.status, made.text).toBe(201);
    const path = `/v1/admin/audit?actor=${admin.id}`;
    const entries = await vi.waitUntil(
      async () => {
        const answer = await send("get", path, { key: shop.adminKey, headers: { "X-Tenant": shop.slug } });
        return answer.status === 403 || Object(answer.body).items?.length > 0 ? answer : false;
      },
      { timeout: 20_000 },
    );
    expect([200, 403]).toContain(entries.status);
  });

  it("and a customer can have the same e-mail address", async () => {
    const manager = await addUser("manager");
    const customer = await accounts.register({ email: manager.email });
    expect((await accounts.signIn(manager.email)).user.id).toBe(manager.id);
    expect((await accounts.signIn(manager.email, goodPassword, { kind: "customer" })).user.id).toBe(
      customer.user.id,
    );
  });

  it("cannot give itself another role or status", async () => {
    const manager = await addUser("manager");
    for (const field of ["role", "status", "tenantId"])
      expect(
        await send("patch", "/v1/auth/me", { key: manager.accessToken, body: { [field]: "admin" } }),
      ).toMatchObject({ status: 400, body: { errors: [{ pointer: `/${field}` }] } });
  });
});

describe("a new user", () => {
  it("needs a role that exists and an address that no other user has", async () => {
    const { email } = await addUser("manager");
    const create = (body: object) =>
      send("post", users, {
        key: shop.adminKey,
        body: { email: accounts.newEmail(), role: "manager", password: goodPassword, ...body },
      });
    expect(await create({ role: "super_admin" })).toMatchObject({
      status: 422,
      body: { code: "unknown-reference", errors: [{ pointer: "/role" }] },
    });
    expect(await create({ email })).toMatchObject({ status: 409, body: { code: "duplicate-email" } });
  });

  it.each(["tenantId", "status", "emailVerifiedAt"])("cannot be given a %s", async (field) => {
    const body = { email: accounts.newEmail(), role: "manager", password: goodPassword, [field]: "active" };
    expect(await send("post", users, { key: shop.adminKey, body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: `/${field}`, code: "unknown-field" }] },
    });
  });
});

describe("banning and deactivating", () => {
  it.each(["ban", "deactivate"])(
    "with %s ends all sessions: writes at once, reads within four seconds",
    async (action) => {
      const manager = await addUser("manager");
      expect(await rename(manager.accessToken)).toMatchObject({ status: 200 });
      const answer = await act(shop.adminKey, manager.id, action);
      expect(answer).toMatchObject({ status: 200, body: { id: manager.id } });
      expect(await rename(manager.accessToken)).toMatchObject({ status: 401 });
      await vi.waitUntil(
        async () => (await send("get", "/v1/admin/products", { key: manager.accessToken })).status === 401,
        { timeout: 4_500, interval: 200 },
      );
      const { refreshToken, email } = manager;
      expect(await accounts.post("/v1/auth/refresh", { refreshToken })).toMatchObject({ status: 401 });
      expect(await accounts.post("/v1/auth/sign-in", { email, password: goodPassword })).toMatchObject({
        status: 401,
        body: { code: "invalid-credentials" },
      });
      expect(await act(shop.adminKey, manager.id, "reactivate")).toMatchObject({
        body: { status: "active" },
      });
      await accounts.signIn(email);
    },
    20_000,
  );

  it("a deleted user leaves nothing to sign in with", async () => {
    const manager = await addUser("manager");
    expect(await send("delete", `${users}/${manager.id}`, { key: shop.adminKey })).toMatchObject({
      status: 204,
    });
    expect(await rename(manager.accessToken)).toMatchObject({ status: 401 });
    expect(await send("get", `${users}/${manager.id}`, { key: shop.adminKey })).toMatchObject({
      status: 404,
    });
  });
});

describe("the last administrator", () => {
  it("cannot be removed in any way, until there is another", async () => {
    const admin = await addUser("admin");
    const key = admin.accessToken;
    const path = `${users}/${admin.id}`;
    const refusedWith = { status: 409, body: { code: "last-administrator" } };
    for (const action of ["deactivate", "ban"])
      expect(await act(key, admin.id, action)).toMatchObject(refusedWith);
    expect(await send("delete", path, { key })).toMatchObject(refusedWith);
    expect(await send("patch", path, { key, body: { role: "manager" } })).toMatchObject(refusedWith);
    await addUser("admin");
    expect(await send("patch", path, { key, body: { role: "manager" } })).toMatchObject({
      status: 200,
      body: { role: "manager" },
    });
    expect(await send("get", users, { key })).toSatisfy(({ status }) => status === 200 || status === 403);
    expect(await send("patch", path, { key, body: { role: "admin" } })).toMatchObject({ status: 403 });
  });
});

describe("an invitation", () => {
  const mailbox = z.object({ items: z.array(z.object({ to: z.string(), text: z.string() })) });

  async function tokensMailedTo(email: string, expected: number) {
    const mails = await vi.waitUntil(
      async () => {
        const answer = await send("get", "/v1/ops/mailbox", { key: shop.adminKey });
        const mine = mailbox.parse(answer.body).items.filter(({ to }) => to === email);
        return mine.length >= expected && mine;
      },
      { timeout: 20_000, interval: 100 },
    );
    return mails.map(({ text }) => /tok_\S+/.exec(text)?.[0] ?? "");
  }

  const invite = (email: string, role = "manager") =>
    send("post", "/v1/admin/invitations", { key: shop.adminKey, body: { email, role } });

  const accept = (token: string) =>
    accounts.post("/v1/auth/invitations/accept", { token, password: goodPassword });

  it("makes somebody a member of the staff, once", async () => {
    const email = accounts.newEmail();
    const invited = await invite(email);
    expect(invited).toMatchObject({ status: 201, body: { status: "invited", role: "manager" } });
    expect(await accounts.post("/v1/auth/sign-in", { email, password: goodPassword })).toMatchObject({
      status: 401,
    });
    const [token = ""] = await tokensMailedTo(email, 1);
    expect(await accept(token)).toMatchObject({
      status: 200,
      body: { user: { status: "active", emailVerifiedAt: expect.any(String) } },
    });
    expect(await accept(token)).toMatchObject({ status: 422, body: { code: "invalid-token" } });
    await accounts.signIn(email);
    expect(await invite(email)).toMatchObject({ status: 409, body: { code: "duplicate-email" } });
  });

  it("replaces an earlier one, and can be withdrawn", async () => {
    const email = accounts.newEmail();
    const { id } = withId.parse((await invite(email)).body);
    const [first = ""] = await tokensMailedTo(email, 1);
    expect(await invite(email, "admin")).toMatchObject({ status: 201, body: { id, role: "admin" } });
    const [second = ""] = await tokensMailedTo(email, 2);
    expect(await accept(first)).toMatchObject({ status: 422 });
    await send("delete", `${users}/${id}`, { key: shop.adminKey });
    expect(await accept(second)).toMatchObject({ status: 422 });
  });
});
