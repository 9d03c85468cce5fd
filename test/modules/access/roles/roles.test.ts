import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Actor } from "../../../../src/kernel/access/actor.ts";
import { openShop } from "../../../support/node/shop.ts";

const role = z.object({ id: z.string(), name: z.string(), version: z.int() });
const reading = { permissions: ["products:read", "products:list"] };
const acme = { permissions: ["products:update"], where: { vendor: ["Acme"] } };
let made = 0;

function openRoles() {
  const shop = openShop();
  const attempt = (command: string, input: unknown, actor?: Actor) => {
    const result = shop.run(command, input, actor === undefined ? {} : { actor });
    return result.ok ? result.answer : result.refusal;
  };
  const createRole = (name: string, grants: readonly object[], actor?: Actor) =>
    attempt("access.createRole", { name, grants }, actor);
  const keyFor = (input: object, actor?: Actor) => {
    made += 1;
    const id = `key_${String(made).padStart(26, "0")}`;
    return attempt(
      "access.createApiKey",
      { name: "Key", minted: { id, hash: id, sealed: "s" }, ...input },
      actor,
    );
  };
  const actAs = (roleName: string): Actor => {
    const created = z.object({ key: z.object({ id: z.string() }) }).parse(keyFor({ role: roleName }));
    return { kind: "apiKey", id: created.key.id };
  };
  const ask = (query: string, input: unknown, actor: Actor = { kind: "system" }) => {
    const answer = shop.tenant.core.ask({ query, input, actor });
    return answer.ok ? answer.value : answer.refusal;
  };
  return { ...shop, attempt, createRole, keyFor, actAs, ask };
}

const refusedAt = (pointer: string, code: string) => ({
  code: "validation-failed",
  errors: [expect.objectContaining({ pointer, code })],
});

describe("a role of a tenant", () => {
  it("gives keys and users what it grants, and nothing else", () => {
    const { createRole, actAs, ask } = openRoles();
    createRole("support", [reading]);
    const actor = actAs("support");
    expect(ask("catalogue.readProduct", { id: "prod_1" }, actor)).toMatchObject({ code: "not-found" });
    expect(ask("access.listRoles", { limit: 1, after: null, count: false }, actor)).toMatchObject({
      code: "forbidden",
    });
  });

  it("is listed with its grants, as they were sent", () => {
    const { createRole, ask } = openRoles();
    createRole("support", [reading, acme]);
    expect(ask("access.listRoles", { limit: 10, after: null, count: true })).toMatchObject({
      items: [
        {
          name: "support",
          grants: [
            { ...reading, where: null },
            { permissions: ["products:update"], where: { vendor: ["Acme"] } },
          ],
          version: 1,
        },
      ],
      totalCount: 1,
    });
  });

  it("that is changed gives its holders the new grants at once", () => {
    const { createRole, actAs, ask, attempt } = openRoles();
    const { id } = role.parse(createRole("support", [reading]));
    const actor = actAs("support");
    attempt("access.updateRole", { id, patch: { grants: [{ permissions: ["orders:read"] }] } });
    expect(ask("catalogue.readProduct", { id: "prod_1" }, actor)).toMatchObject({ code: "forbidden" });
    expect(ask("orders.readOrder", { id: "ord_1" }, actor)).toMatchObject({ code: "not-found" });
  });

  it("cannot have the name of a system role, nor of another one", () => {
    const { createRole } = openRoles();
    createRole("support", [reading]);
    for (const name of ["admin", "manager", "super_admin", "support"])
      expect(createRole(name, [reading])).toMatchObject({ code: "duplicate-role" });
  });

  it("that only the platform has is given to nobody, not even by the platform", () => {
    const { keyFor, attempt } = openRoles();
    expect(keyFor({ role: "super_admin" })).toMatchObject(refusedAt("/role", "unknown-role"));
    const invited = { email: "ada@example.com", role: "super_admin" };
    expect(attempt("identity.inviteUser", invited)).toMatchObject({ code: "unknown-reference" });
  });

  it("is only deleted when no user and no live key has it", () => {
    const { createRole, actAs, attempt } = openRoles();
    const { id } = role.parse(createRole("support", [reading]));
    const actor = actAs("support");
    expect(attempt("access.deleteRole", { id })).toMatchObject({ code: "role-in-use" });
    attempt("access.revokeApiKey", { id: actor.kind === "apiKey" ? actor.id : "" });
    attempt("identity.inviteUser", { email: "ada@example.com", role: "support" });
    expect(attempt("access.deleteRole", { id })).toMatchObject({ code: "role-in-use" });
    const { other } = { other: role.parse(createRole("other", [reading])) };
    expect(attempt("access.deleteRole", { id: other.id })).toBeNull();
  });
});

describe("the grants of a role", () => {
  it("must be permissions, attributes and conditions that there are", () => {
    const { createRole } = openRoles();
    const at = (grant: object) => createRole("one", [grant]);
    expect(at({ permissions: ["lamps:read"] })).toMatchObject(
      refusedAt("/grants/0/permissions/0", "unknown-permission"),
    );
    expect(at({ permissions: ["products:read"], where: { colour: ["red"] } })).toMatchObject(
      refusedAt("/grants/0/where/colour", "unknown-attribute"),
    );
    expect(at({ permissions: ["products:import"], where: { vendor: ["Acme"] } })).toMatchObject(
      refusedAt("/grants/0/permissions/0", "not-conditional"),
    );
    expect(at({ permissions: ["settings:read"], where: { vendor: ["Acme"] } })).toMatchObject(
      refusedAt("/grants/0/permissions/0", "not-conditional"),
    );
    for (const where of [{}, { vendor: [] }, { "no name": ["a"] }])
      expect(at({ permissions: ["products:read"], where })).toMatchObject({ code: "validation-failed" });
  });

  it("cannot show all data of the tenant beside conditions", () => {
    const { createRole } = openRoles();
    expect(createRole("ops", [acme, { permissions: ["ops:read"] }])).toMatchObject(
      refusedAt("/grants/1/permissions/0", "shows-all-data"),
    );
    expect(createRole("ops", [{ permissions: ["ops:read"] }])).toMatchObject({ name: "ops" });
  });
});

describe("nobody grants more than they hold:", () => {
  const clerk = [
    { permissions: ["users:manage", "apiKeys:manage", "products:read"] },
    { permissions: ["products:update"], where: { vendor: ["Acme", "Borea"] } },
  ];

  it("not by a role", () => {
    const { createRole, actAs } = openRoles();
    createRole("clerk", clerk);
    const actor = actAs("clerk");
    for (const more of [
      { permissions: ["orders:read"] },
      { permissions: ["products:update"] },
      { permissions: ["products:manage"] },
      { permissions: ["products:update"], where: { vendor: ["Acme", "Cedar"] } },
      { permissions: ["products:update"], where: { type: ["lamp"] } },
    ])
      expect(createRole("more", [more], actor)).toMatchObject({ code: "forbidden" });
    expect(createRole("less", [acme], actor)).toMatchObject({ name: "less" });
  });

  it("not by changing or deleting a role that has more, nor by giving their own more", () => {
    const { createRole, actAs, attempt } = openRoles();
    const own = role.parse(createRole("clerk", clerk));
    const boss = role.parse(createRole("boss", [{ permissions: ["settings:manage"] }]));
    const actor = actAs("clerk");
    const patch = { grants: [{ permissions: ["settings:manage"] }] };
    expect(attempt("access.updateRole", { id: own.id, patch }, actor)).toMatchObject({ code: "forbidden" });
    for (const change of [{ description: "mine" }, { grants: [acme] }])
      expect(attempt("access.updateRole", { id: boss.id, patch: change }, actor)).toMatchObject({
        code: "forbidden",
      });
    expect(attempt("access.deleteRole", { id: boss.id }, actor)).toMatchObject({ code: "forbidden" });
  });

  it("not by a key or a user", () => {
    const { createRole, actAs, keyFor, attempt } = openRoles();
    createRole("clerk", clerk);
    createRole("boss", [{ permissions: ["products:update"] }]);
    const actor = actAs("clerk");
    for (const name of ["admin", "manager", "boss"]) {
      expect(keyFor({ role: name }, actor)).toMatchObject({ code: "forbidden" });
      expect(attempt("identity.inviteUser", { email: "a@example.com", role: name }, actor)).toMatchObject({
        code: "forbidden",
      });
    }
    expect(keyFor({ role: "clerk" }, actor)).toMatchObject({ key: { role: "clerk" } });
    expect(keyFor({ role: "nobody" }, actor)).toMatchObject(refusedAt("/role", "unknown-role"));
  });
});

it("a key's scope has the conditions of its role", () => {
  const { createRole, keyFor, must, attempt, ask } = openRoles();
  createRole("clerk", [acme]);
  const { key } = z
    .object({ key: z.object({ id: z.string() }) })
    .parse(keyFor({ role: "clerk", scopes: ["products:update"] }));
  const foreign = role.pick({ id: true }).parse(
    must("catalogue.createProduct", {
      translations: [{ locale: "en", title: "T" }],
      variants: [{ prices: [] }],
    }),
  );
  const actor = { kind: "apiKey", id: key.id } as const;
  expect(attempt("catalogue.updateProduct", { id: foreign.id, patch: {} }, actor)).toMatchObject({
    code: "not-found",
  });
  const input = { permission: "products:update", apiKey: key.id };
  expect(ask("access.checkPermission", input)).toMatchObject({
    allowed: true,
    reason: "granted-with-conditions",
    conditions: [{ vendor: ["Acme"] }],
  });
});
