import { beforeAll, describe, expect, it } from "vitest";
import { admits } from "../../../src/kernel/access/permission.ts";
import type { Route } from "../../../src/kernel/api/route.ts";
import { callersOf, type TestCaller } from "../../support/accounts/callers.ts";
import { bodyHeaders } from "../../support/http/entitled.ts";
import { platformToken, routes, type Sent, send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";
import { pathWith, unknownId } from "../paths.ts";
import { badCredentials } from "./bad-credentials.ts";

/*
 * Every route, called by every kind of caller in every state of its tenant. Only the access decision matters, so the rest
 * of each request is refused: no request here changes anything.
 */

const passed = "passed";

/** What a caller gets from a route, as the documented order of checks has it. */
function expectedIn(route: Route, caller: TestCaller, state: "own" | "other" | "suspended"): string {
  const isOutside = route.tenancy === "none";
  if (caller.kind === "anonymous" && route.access !== "public") return "401 unauthenticated";
  if (state === "other" && caller.isBound && !isOutside) return "403 tenant-mismatch";
  if (state === "suspended" && !isOutside) return "403 tenant-suspended";
  return mayCall(route, caller) ? passed : "403 forbidden";
}

function mayCall({ access }: Route, { kind, grants }: TestCaller): boolean {
  const actor = kind === "anonymous" ? ({ kind: "customer" } as const) : ({ kind, id: "somebody" } as const);
  return admits(actor, grants, access);
}

/** What a route answers to a request that is refused in any case, after its access was decided. */
async function decisionOf(route: Route, sent: Sent): Promise<string> {
  const answer = await send(route.method, `${pathWith(route, unknownId)}?surprise=1`, {
    ...sent,
    headers: { ...bodyHeaders(route), ...sent.headers },
    ...(route.method === "get" ? {} : { body: "{" }),
  });
  if (answer.status !== 401 && answer.status !== 403) return answer.status < 500 ? passed : answer.text;
  return `${answer.status} ${String(Object(answer.body).code)}`;
}

const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;

/** One row per route: what it answered in the place of what it should have. */
async function deviations(callers: readonly TestCaller[], state: "own" | "other" | "suspended", more = {}) {
  const wrong: string[] = [];
  for (const route of routes) {
    for (const caller of callers) {
      const expected = expectedIn(route, caller, state);
      const headers = { ...caller.sent.headers, ...more };
      const actual = await decisionOf(route, { ...caller.sent, headers });
      if (actual !== expected) wrong.push(`${nameOf(route)} by ${caller.name}: ${actual}, not ${expected}`);
    }
  }
  return wrong;
}

let callers: readonly TestCaller[];
let other: { readonly slug: string };

beforeAll(async () => {
  const [mine, theirs] = await Promise.all([mintTenant(), mintTenant()]);
  callers = await callersOf(send, mine);
  other = theirs;
}, 30_000);

describe("every route and every kind of caller", { timeout: 120_000 }, () => {
  it("in the caller's own tenant", async () => {
    expect(await deviations(callers, "own")).toEqual([]);
  });

  it("in another tenant", async () => {
    expect(await deviations(callers, "other", { "X-Tenant": other.slug })).toEqual([]);
  });

  it("in a suspended tenant", async () => {
    const tenant = await mintTenant();
    const suspended = await callersOf(send, tenant);
    const path = `/v1/platform/tenants/${tenant.id}`;
    const answer = await send("patch", path, { key: platformToken, body: { status: "suspended" } });
    expect(answer.status).toBe(200);
    expect(await deviations(suspended, "suspended")).toEqual([]);
  });

  it("with a credential that is none, or no longer", async () => {
    const wrong: string[] = [];
    for (const { name, key } of await badCredentials(send, await mintTenant())) {
      for (const route of routes) {
        const actual = await decisionOf(route, { key });
        if (actual !== "401 unauthenticated") wrong.push(`${nameOf(route)} with ${name}: ${actual}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
