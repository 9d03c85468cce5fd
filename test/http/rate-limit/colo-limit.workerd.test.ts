import { describe, expect, it, vi } from "vitest";
import { coloLimit } from "../../../src/http/rate-limit/colo-limit.ts";
import { policyOf } from "../../../src/http/rate-limit/policies.ts";
import { openScope } from "../../../src/http/scope.ts";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { noGrants } from "../../../src/kernel/access/permission.ts";
import type { Route } from "../../../src/kernel/api/route.ts";
import { registry } from "../../../src/registry.ts";
import { environment, execution } from "../edge.ts";

/** What the stage makes of a request, with a binding that answers so. */
async function pass(
  { method, path }: Pick<Route, "method" | "path">,
  answer: () => Promise<{ readonly success: boolean }>,
  setting = "",
) {
  const limit = vi.fn<(options: { readonly key: string }) => Promise<{ readonly success: boolean }>>(answer);
  const bindings = { READS_LIMIT: { limit }, WRITES_LIMIT: { limit }, AUTH_LIMIT: { limit } };
  const env = Object.assign(environment({ RATE_LIMITS: setting }), bindings);
  const headers = { "CF-Connecting-IP": "192.0.2.1" };
  const scope = openScope(new Request(`http://localhost${path}`, { headers }), env, execution(), registry);
  // The stage reads nothing else of the route.
  const route = { method, path } as Route;
  const caller = { actor: anonymous, grants: noGrants, tenantId: null };
  const known = {
    scope,
    route,
    module: "m",
    tenant: null,
    logOwner: "ten_a",
    caller,
    tokens: {},
    bearsToken: false,
  };
  return { outcome: await coloLimit.run(known), keys: limit.mock.calls.map(([{ key }]) => key) };
}

const write = { method: "post", path: "/v1/store/carts" } as const;
const read = { method: "get", path: "/v1/store/products" } as const;
const signIn = { method: "post", path: "/v1/auth/sign-in" } as const;
const yes = async () => ({ success: true });
const no = async () => ({ success: false });

describe("a data center's limit", () => {
  it.each([write, read, signIn])("refuses a caller beyond it: $method $path", async (route) => {
    const { outcome, keys } = await pass(route, no);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "rate-limited", retryAfter: 10 } });
    expect(keys).toEqual(["ten_a address:192.0.2.1"]);
    expect(await pass(route, yes)).toMatchObject({ outcome: { ok: true } });
  });

  it("lets a caller pass if the platform doesn't answer, and the log says so", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { outcome } = await pass(write, () => Promise.reject(new Error("no answer")));
    expect(outcome).toMatchObject({ ok: true });
    expect(error.mock.calls.join()).toContain("colo-limit");
    error.mockRestore();
  });

  it("does not count staff, and nobody where limits are off", async () => {
    expect((await pass({ method: "get", path: "/v1/admin/orders" }, no)).keys).toEqual([]);
    expect((await pass(write, no, "off")).keys).toEqual([]);
  });
});

it("paths under /v1/auth have a limit of their own, stricter than others", () => {
  expect(policyOf(signIn)).toBe("auth");
  expect([write, read, { method: "get", path: "/v1/admin/users" } as const].map(policyOf)).toEqual([
    ...["writes", "reads", "staff"],
  ]);
});
