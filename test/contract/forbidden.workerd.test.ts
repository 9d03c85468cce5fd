import { beforeAll, describe, expect, it } from "vitest";
import type { Extent } from "../../src/kernel/access/extent.ts";
import type { Permission } from "../../src/kernel/access/permission.ts";
import { registry } from "../../src/registry.ts";
import { bodyHeaders } from "../support/http/entitled.ts";
import { routes, send } from "../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../support/http/tenants.ts";
import { pathWith, unknownId } from "./paths.ts";

let tenant: MintedTenant;

beforeAll(async () => {
  tenant = await mintTenant();
  // Every role may do something. In this file a manager may not, so that each permission is one that somebody lacks.
  (registry.roles.grantsOf("manager") as Map<Permission, Extent>).clear();
});

const guarded = routes.filter(({ access }) => access !== "public");

describe("a key that may do nothing", () => {
  it.each(guarded.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route })))(
    "gets 403 from $name before anything else of the request is looked at",
    async ({ route }) => {
      const answer = await send(route.method, `${pathWith(route, unknownId)}?surprise=1`, {
        key: tenant.managerKey,
        headers: { ...bodyHeaders(route), "If-Match": '"7"' },
        ...(route.method === "get" ? {} : { body: "{" }),
      });
      expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
      expect(answer.text).toContain(route.access);
    },
  );

  it("may still do what anybody may", async () => {
    expect(guarded.length).toBeGreaterThan(30);
    const store = await send("get", "/v1/store", { key: tenant.managerKey });
    expect(store.status).toBe(200);
  });
});
