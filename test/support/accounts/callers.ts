import { expect } from "vitest";
import { z } from "zod";
import type { Actor } from "../../../src/kernel/access/actor.ts";
import { type Grants, noGrants } from "../../../src/kernel/access/permission.ts";
import { registry } from "../../../src/registry.ts";
import type { MintedTenant } from "../http/minting.ts";
import { platformToken, type Send, type Sent } from "../http/sender.ts";
import { accountsOf, goodPassword } from "./accounts.ts";

/** One kind of caller of a tenant: what it sends, and who the platform then takes it for. */
export interface TestCaller {
  readonly name: string;
  readonly sent: Sent;
  readonly kind: Actor["kind"] | "anonymous";
  readonly grants: Grants;
  /** Whether the credential belongs to the tenant. */
  readonly isBound: boolean;
}

/** One caller of every kind and role that a tenant has. */
export async function callersOf(send: Send, tenant: MintedTenant): Promise<readonly TestCaller[]> {
  const [admin, manager, customer] = await Promise.all([
    signInStaff(send, tenant, "admin"),
    signInStaff(send, tenant, "manager"),
    accountsOf(send, tenant).register(),
  ]);
  const { grantsOf } = registry.roles;
  const headers = { "X-Tenant": tenant.slug };
  const bound = (name: string, kind: TestCaller["kind"], key: string, grants: Grants): TestCaller => ({
    name,
    sent: { key },
    kind,
    grants,
    isBound: true,
  });
  return [
    { name: "nobody", sent: { headers }, kind: "anonymous", grants: noGrants, isBound: false },
    bound("a customer", "customer", customer.accessToken, noGrants),
    bound("a manager", "user", manager.accessToken, grantsOf("manager")),
    bound("a manager's key", "apiKey", tenant.managerKey, grantsOf("manager")),
    bound("an admin", "user", admin.accessToken, grantsOf("admin")),
    bound("an admin's key", "apiKey", tenant.adminKey, grantsOf("admin")),
    {
      name: "the platform token",
      sent: { key: platformToken, headers },
      kind: "system",
      grants: grantsOf("super_admin"),
      isBound: false,
    },
  ];
}

/** A new member of the tenant's staff, who has signed in. */
export async function signInStaff(send: Send, tenant: MintedTenant, role: "admin" | "manager") {
  const accounts = accountsOf(send, tenant);
  const email = accounts.newEmail();
  const body = { email, password: goodPassword, role };
  const created = await send("post", "/v1/admin/users", { key: tenant.adminKey, body });
  expect(created.status, created.text).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(created.body);
  return { id, ...(await accounts.signIn(email)) };
}
