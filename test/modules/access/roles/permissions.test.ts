import { describe, expect, it } from "vitest";
import { z } from "zod";
import { actions } from "../../../../src/kernel/access/permission.ts";
import { checkResponse, permissionResponse } from "../../../../src/modules/access/permissions/schema.ts";
import { registry } from "../../../../src/registry.ts";
import { openShop } from "../../../support/node/shop.ts";

const withId = z.looseObject({ id: z.string() });

function openChecks() {
  const shop = openShop();
  const ask = (query: string, input: unknown, actor: object = { kind: "system" }) => {
    const answer = shop.tenant.core.ask({ query, input, actor: actor as never });
    if (!answer.ok) throw new Error(answer.refusal.detail);
    return answer.value;
  };
  const check = (input: object, actor?: object) =>
    checkResponse.parse(ask("access.checkPermission", input, actor));
  const productOf = (vendor: string) =>
    withId.parse(
      shop.must("catalogue.createProduct", {
        translations: [{ locale: "en", title: vendor }],
        variants: [{ prices: [] }],
        vendor,
      }),
    ).id;
  shop.must("access.createRole", {
    name: "acme",
    grants: [{ permissions: ["products:update"], where: { vendor: ["Acme"] } }],
  });
  return { ...shop, ask, check, productOf };
}

const pageShape = z.object({
  items: z.array(permissionResponse),
  next: z.array(z.union([z.string(), z.number()])).nullable(),
});

/** All pages of the list. */
function allPermissions(ask: ReturnType<typeof openChecks>["ask"]) {
  const items: z.infer<typeof permissionResponse>[] = [];
  let after: unknown = null;
  do {
    const page = pageShape.parse(ask("access.listPermissions", { limit: 100, after, count: false }));
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}

describe("the list of permissions", () => {
  it("has each that a route requires, with what it allows, the roles that have it and what can limit it", () => {
    const { ask } = openChecks();
    const items = allPermissions(ask);
    const required = new Set(
      registry.modules
        .flatMap(({ routes }) => routes)
        .flatMap(({ access }) => access.split(" or "))
        .filter((access) => access.includes(":")),
    );
    const listed = items.map(({ permission }) => permission);
    for (const permission of required) expect(listed).toContain(permission);
    const update = items.find(({ permission }) => permission === "products:update");
    expect(update?.operations).toContainEqual({ operationId: "updateProduct", summary: expect.any(String) });
    expect(update).toMatchObject({ roles: ["admin", "manager"], attributes: { vendor: expect.any(String) } });
    expect(items.find(({ permission }) => permission === "settings:update")).toMatchObject({
      attributes: null,
    });
    expect(
      items.find(({ permission }) => permission === "products:manage")?.operations.length,
    ).toBeGreaterThan(update?.operations.length ?? 0);
    expect(actions).toContain("read");
  });
});

describe("a permission check", () => {
  it("says for a role, a user, a key and the caller whether it is granted", () => {
    const { check } = openChecks();
    expect(check({ permission: "orders:update", role: "manager" })).toMatchObject({
      allowed: true,
      reason: "granted",
      roles: ["admin", "manager"],
    });
    expect(check({ permission: "settings:update", role: "manager" })).toMatchObject({
      allowed: false,
      reason: "not-granted",
      roles: ["admin"],
    });
    expect(check({ permission: "settings:update", role: "nobody" })).toMatchObject({
      reason: "unknown-role",
    });
    expect(check({ permission: "settings:update", user: "user_1" })).toMatchObject({ reason: "not-active" });
    expect(check({ permission: "settings:update" })).toMatchObject({ allowed: true });
    expect(check({ permission: "lamps:read" })).toMatchObject({ reason: "unknown-permission" });
  });

  it("says for one resource whether it meets the conditions, and which they are", () => {
    const { check, productOf } = openChecks();
    const asked = { permission: "products:update", role: "acme" };
    const conditions = [{ vendor: ["Acme"] }];
    expect(check({ ...asked, resource: productOf("Acme") })).toMatchObject({ allowed: true, conditions });
    expect(check({ ...asked, resource: productOf("Borea") })).toMatchObject({
      allowed: false,
      reason: "conditions-not-met",
      conditions,
    });
    expect(check({ ...asked, resource: "prod_1" })).toMatchObject({ reason: "unknown-resource" });
    expect(check(asked)).toMatchObject({
      allowed: true,
      reason: "granted-with-conditions",
      roles: ["admin", "manager", "acme"],
    });
  });

  it("does not tell a caller what it may not see", () => {
    const { check, productOf, must } = openChecks();
    must("access.createRole", {
      name: "auditor",
      grants: [
        { permissions: ["users:read"] },
        { permissions: ["products:read"], where: { vendor: ["Borea"] } },
      ],
    });
    const minted = { id: "key_01J00000000000000000000009", hash: "h", sealed: "s" };
    must("access.createApiKey", { name: "K", role: "auditor", minted });
    const actor = { kind: "apiKey", id: minted.id };
    const asked = { permission: "products:update", role: "acme" };
    expect(check({ ...asked, resource: productOf("Acme") }, actor)).toMatchObject({
      reason: "unknown-resource",
    });
  });
});
