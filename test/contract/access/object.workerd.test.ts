import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { TenantObject } from "../../../durable-objects/tenant.ts";
import { type Actor, anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import { admits, type Grants, noGrants } from "../../../src/kernel/access/permission.ts";
import { registry } from "../../../src/registry.ts";
import { accountsOf } from "../../support/accounts/accounts.ts";
import { signInStaff } from "../../support/accounts/callers.ts";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintKey, mintTenant } from "../../support/http/tenants.ts";

/*
 * The tenant's object checks access by itself: here nothing stands before it. The table of routes shows the same of the
 * edge: it refuses before it has read the body, so before any object is called.
 */

interface ObjectCaller {
  readonly name: string;
  readonly actor: Actor;
  readonly sessionId?: string;
  /** Null where the credential has ended. */
  readonly grants: Grants | null;
}

const { grantsOf } = registry.roles;
const operations = [...registry.commandByName.values(), ...registry.queryByName.values()].filter(
  ({ scope }) => scope !== "platform",
);

const refusalShape = z.object({ ok: z.literal(false), refusal: z.object({ code: z.string() }) });
const stubOf = (id: string) => env.TENANTS.get(env.TENANTS.idFromName(id));

/** What the object decided about access. An input that no operation takes keeps it from doing anything else. */
function decisionOf(
  object: TenantObject,
  operation: (typeof operations)[number],
  caller: ObjectCaller,
): string {
  const { actor, sessionId } = caller;
  const asked = { input: "no operation takes this", actor, sessionId };
  const correlationId = "01J00000000000000000000000";
  const answer =
    operation.kind === "command"
      ? object.execute({ command: operation.name, correlationId, ...asked })
      : object.ask({ query: operation.name, ...asked });
  const refused = refusalShape.safeParse(answer);
  const code = refused.success ? refused.data.refusal.code : "none";
  return ["forbidden", "unauthenticated"].includes(code) ? code : "passed";
}

function expectedOf({ access }: (typeof operations)[number], { actor, grants }: ObjectCaller): string {
  if (grants === null) return "unauthenticated";
  return admits(actor, grants, access) ? "passed" : "forbidden";
}

async function deviations(tenantId: string, callers: readonly ObjectCaller[]): Promise<readonly string[]> {
  return runInDurableObject(stubOf(tenantId), (object) =>
    operations.flatMap((operation) =>
      callers.flatMap((caller) => {
        const [actual, expected] = [decisionOf(object, operation, caller), expectedOf(operation, caller)];
        return actual === expected ? [] : [`${operation.name} by ${caller.name}: ${actual}, not ${expected}`];
      }),
    ),
  );
}

const keyActor = (key: string): Actor => ({ kind: "apiKey", id: `key_${key.split("_")[2]}` });
const sessionOf = (token: string) => String(decodeJwt(token).sid);

let tenant: MintedTenant;
let other: MintedTenant;

beforeAll(async () => {
  [tenant, other] = await Promise.all([mintTenant(), mintTenant()]);
}, 30_000);

async function staffIn(shop: MintedTenant, role: "admin" | "manager") {
  const { id, accessToken } = await signInStaff(send, shop, role);
  return { id, actor: { kind: "user", id } as const, sessionId: sessionOf(accessToken) };
}

async function customerIn(shop: MintedTenant) {
  const { user, accessToken, refreshToken } = await accountsOf(send, shop).register();
  const actor = { kind: "customer", id: user.id } as const;
  return { actor, sessionId: sessionOf(accessToken), refreshToken };
}

describe("the tenant's object, with no edge before it", { timeout: 60_000 }, () => {
  it("gives every caller what its role has, and nothing more", async () => {
    const [admin, manager, customer] = [
      await staffIn(tenant, "admin"),
      await staffIn(tenant, "manager"),
      await customerIn(tenant),
    ];
    expect(operations.length).toBeGreaterThan(60);
    expect(
      await deviations(tenant.id, [
        { name: "nobody", actor: anonymous, grants: noGrants },
        { name: "a customer", ...customer, grants: noGrants },
        { name: "a manager", ...manager, grants: grantsOf("manager") },
        { name: "a manager's key", actor: keyActor(tenant.managerKey), grants: grantsOf("manager") },
        { name: "an admin", ...admin, grants: grantsOf("admin") },
        { name: "an admin's key", actor: keyActor(tenant.adminKey), grants: grantsOf("admin") },
        { name: "the platform token", actor: platformToken, grants: grantsOf("super_admin") },
      ]),
    ).toEqual([]);
  });

  it("admits nobody of another tenant, and nobody whose credential has ended", async () => {
    const [stranger, shopper] = [await staffIn(other, "admin"), await customerIn(other)];
    const [banned, left] = [await staffIn(tenant, "admin"), await customerIn(tenant)];
    await send("post", `/v1/admin/users/${banned.id}/ban`, { key: tenant.adminKey });
    await accountsOf(send, tenant).post("/v1/auth/sign-out", { refreshToken: left.refreshToken });
    const revoked = keyActor(await mintKey(tenant.adminKey, "admin"));
    await send("delete", `/v1/admin/api-keys/${revoked.id}`, { key: tenant.adminKey });
    expect(
      await deviations(tenant.id, [
        { name: "another tenant's admin", ...stranger, grants: null },
        { name: "another tenant's customer", ...shopper, grants: null },
        { name: "another tenant's key", actor: keyActor(other.adminKey), grants: null },
        { name: "a banned admin", ...banned, grants: null },
        { name: "a customer who has signed out", ...left, grants: null },
        { name: "a revoked key", actor: revoked, grants: null },
        { name: "an unknown system", actor: { kind: "system", id: "somebody" }, grants: null },
        { name: "a script", actor: { kind: "script", id: "somebody" }, grants: null },
      ]),
    ).toEqual([]);
  });
});
