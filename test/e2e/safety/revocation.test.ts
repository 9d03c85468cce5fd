import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { admits, noGrants } from "../../../src/kernel/access/permission.ts";
import type { Route } from "../../../src/kernel/api/route.ts";
import { registry } from "../../../src/registry.ts";
import { accountsOf } from "../../support/accounts/accounts.ts";
import { callersOf, signInStaff, type TestCaller } from "../../support/accounts/callers.ts";
import {
  expectNoReads,
  expectNoWrites,
  type Prepared,
  prepareAll,
  warm,
} from "../../support/accounts/revocation.ts";
import { useRunning } from "../../support/e2e/home.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { orderTokenOf } from "../../support/http/orders.ts";
import { accountOf, platformToken, type Sent } from "../../support/http/sender.ts";

/*
 * Suspending a tenant, banning a user, revoking a key or ending a session: writes stop at once, reads a moment later, on
 * every route. The edge has just seen the caller, so only the tenant's object knows better.
 */

const running = useRunning();
let tenant: MintedTenant;
let prepared: readonly Prepared[];
let owner: { readonly id: string; readonly email: string };

beforeAll(async () => {
  const { send, mintTenant } = running();
  tenant = await mintTenant();
  prepared = await prepareAll(send, tenant);
  const { body } = await send("get", "/v1/auth/me", { key: accountOf(tenant) });
  owner = z.object({ id: z.string(), email: z.string() }).parse(body);
  // Another administrator, so that the others may go.
  await newAdmin();
}, 300_000);

/** The requests that a caller may make. */
function openTo({ kind, grants }: Pick<TestCaller, "kind" | "grants">): readonly Prepared[] {
  const actor = kind === "anonymous" ? anonymous : ({ kind, id: "somebody" } as const);
  const isOpen = ({ access }: Route) =>
    kind === "anonymous" ? access === "public" : admits(actor, grants, access);
  return prepared.filter(({ route }) => isOpen(route));
}

const toAdmins = () => openTo({ kind: "user", grants: registry.roles.grantsOf("admin") });
const toCustomers = () => openTo({ kind: "customer", grants: noGrants });

/** A new member of the staff, who has not been seen by the edge yet. */
const newAdmin = () => signInStaff(running().send, tenant, "admin");

/** The customer whom the prepared requests are of, in a session of its own. */
async function customer() {
  return { id: owner.id, ...(await accountsOf(running().send, tenant).signIn(owner.email)) };
}

async function newKey(body: object) {
  const sent = { key: tenant.adminKey, body: { name: "Till", ...body } };
  const answer = await running().send("post", "/v1/admin/api-keys", sent);
  return z.object({ id: z.string(), apiKey: z.string() }).parse(answer.body);
}

const done = async (method: string, path: string, sent: Sent) => {
  const answer = await running().send(method, path, sent);
  expect([200, 204], answer.text).toContain(answer.status);
};

/** Ends a caller's access, while everything remembers it. From then on nothing is written, and soon nothing read. */
async function expectEnded(key: string, requests: readonly Prepared[], end: () => Promise<void>) {
  const { send } = running();
  await warm(send, requests, { key });
  await end();
  await expectNoWrites(send, requests, { key }, "401 unauthenticated");
  await expectNoReads(send, requests, { key }, "401 unauthenticated");
}

describe("writes stop at once and reads soon after, on every route", { timeout: 120_000 }, () => {
  const byAdmin = () => ({ key: tenant.adminKey });

  it.each(["ban", "deactivate"])("with %s of a user", async (action) => {
    const { id, accessToken } = await newAdmin();
    await expectEnded(accessToken, toAdmins(), () =>
      done("post", `/v1/admin/users/${id}/${action}`, byAdmin()),
    );
  });

  it("with the deletion of a user", async () => {
    const { id, accessToken } = await newAdmin();
    await expectEnded(accessToken, toAdmins(), () => done("delete", `/v1/admin/users/${id}`, byAdmin()));
  });

  it("with the end of a session, by its owner elsewhere", async () => {
    const { accessToken, user } = await newAdmin();
    const { accessToken: elsewhere } = await accountsOf(running().send, tenant).signIn(user.email);
    await expectEnded(accessToken, toAdmins(), () => done("delete", "/v1/auth/sessions", { key: elsewhere }));
  });

  it("with the end of a secret key", async () => {
    const { id, apiKey } = await newKey({ role: "admin" });
    const requests = openTo({ kind: "apiKey", grants: registry.roles.grantsOf("admin") });
    await expectEnded(apiKey, requests, () => done("delete", `/v1/admin/api-keys/${id}`, byAdmin()));
  });

  it("with the end of a publishable key: it gives no rights, so there is only to read", async () => {
    const { send } = running();
    const { id, apiKey: key } = await newKey({ kind: "publishable" });
    const requests = openTo({ kind: "anonymous", grants: noGrants });
    await warm(send, requests, { key });
    await done("delete", `/v1/admin/api-keys/${id}`, byAdmin());
    await expectNoReads(send, requests, { key }, "401 unauthenticated");
  });

  it("with a customer's signing out", async () => {
    const { accessToken, refreshToken } = await customer();
    const body = { refreshToken };
    const headers = { "X-Tenant": tenant.slug };
    await expectEnded(accessToken, toCustomers(), () => done("post", "/v1/auth/sign-out", { headers, body }));
  });

  it("with the disabling of a customer, and then there is no signing in", async () => {
    const { id, accessToken } = await customer();
    const path = `/v1/admin/customers/${id}`;
    await expectEnded(accessToken, toCustomers(), () =>
      done("patch", path, { ...byAdmin(), body: { status: "disabled" } }),
    );
    await done("patch", path, { ...byAdmin(), body: { status: "active" } });
  });

  it("with the deletion of a customer", async () => {
    const { id, accessToken } = await customer();
    const path = `/v1/admin/customers/${id}`;
    await expectEnded(accessToken, toCustomers(), () => done("delete", path, byAdmin()));
  });

  it("and no answer of before is repeated", async () => {
    const { send } = running();
    const { id, accessToken: key } = await newAdmin();
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const text = { translations: [{ locale: "en", title: "Lights" }] };
    const asCommand = () => send("post", "/v1/admin/collections", { key, headers, body: text });
    const rows = "Handle,Title\nchair,Chair\n";
    const asImport = { key, headers: { ...headers, "Content-Type": "text/csv" }, body: rows };
    const asWorkflow = () => send("post", "/v1/admin/imports/shopify-products", asImport);
    for (const write of [asCommand, asWorkflow]) {
      expect((await write()).status).toBeLessThan(300);
      expect((await write()).headers.get("Idempotent-Replayed")).toBe("true");
    }
    await done("post", `/v1/admin/users/${id}/ban`, byAdmin());
    for (const write of [asCommand, asWorkflow]) expect(await write()).toMatchObject({ status: 401 });
  });

  it("with the suspension of the tenant, for everybody", async () => {
    const { send } = running();
    const callers = await callersOf(send, tenant);
    const { apiKey } = await newKey({ kind: "publishable" });
    const shopper = { sent: { key: apiKey }, kind: "anonymous", grants: noGrants } as const;
    const buyer = { "X-Tenant": tenant.slug, "X-Order-Token": orderTokenOf(tenant) };
    const everybody: readonly { readonly sent: Sent; readonly requests: readonly Prepared[] }[] = [
      ...[...callers, shopper].map((caller) => ({ ...caller, requests: openTo(caller) })),
      {
        sent: { headers: buyer },
        requests: prepared.filter(({ route }) => route.path === "/v1/store/orders/{id}"),
      },
    ];
    for (const { sent, requests } of everybody) await warm(send, requests, sent);
    const path = `/v1/platform/tenants/${tenant.id}`;
    await done("patch", path, { key: platformToken, body: { status: "suspended" } });
    for (const { sent, requests } of everybody)
      await expectNoWrites(send, requests, sent, "403 tenant-suspended");
    for (const { sent, requests } of everybody)
      await expectNoReads(send, requests, sent, "403 tenant-suspended");
  });
});
