import { describe, expect, it } from "vitest";
import { anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import {
  type Action,
  actions,
  admits,
  allows,
  collectRoles,
  covers,
  defineResources,
  noGrants,
} from "../../../src/kernel/access/permission.ts";
import { registry } from "../../../src/registry.ts";

const { roles } = registry;

/** The contract's table, with its own letters. Resources of modules to come are not in it yet. */
const table = {
  admin: {
    M: "settings apiKeys users customers products categories orders inventory webhooks discounts comments posts pages media menus releases redirects",
    RL: "modules ops logs",
  },
  manager: {
    CRUDLI: "products categories redirects",
    CRUDL: "comments posts media",
    RUL: "orders",
    RL: "customers",
    CRUL: "inventory",
  },
};
const actionByLetter: Readonly<Record<string, Action>> = {
  C: "create",
  R: "read",
  U: "update",
  D: "delete",
  L: "list",
  I: "import",
};

describe.each(["admin", "manager"] as const)("the role %s", (role) => {
  const grants = roles.grantsOf(role);

  it("may do what the table says, and nothing else", () => {
    expect(roles.resources.length).toBeGreaterThan(8);
    for (const resource of roles.resources) {
      const [own = ""] =
        Object.entries(table[role]).find(([, names]) => names.split(" ").includes(resource)) ?? [];
      for (const action of actions) {
        const expected = own === "M" || [...own].some((letter) => actionByLetter[letter] === action);
        expect(allows(grants, `${resource}:${action}`), `${resource}:${action}`).toBe(expected);
      }
      expect(allows(grants, `${resource}:manage`), `${resource}:manage`).toBe(own === "M");
    }
  });
});

describe("roles and resources of the modules", () => {
  const things = { things: { admin: ["read"] } } as const;
  const named = (name: string, more: object = {}) => ({ name, roles: [], resources: {}, ...more });

  it("give super_admin everything", () => {
    for (const resource of roles.resources)
      expect(allows(roles.grantsOf("super_admin"), `${resource}:manage`)).toBe(true);
  });

  it("are collected from all of them", () => {
    const collected = collectRoles([named("one", { roles: ["admin"] }), named("two", { resources: things })]);
    expect([...collected.grantsOf("admin").keys()]).toEqual(["things:read"]);
    expect([...collected.grantsOf("super_admin").keys()]).toEqual(["things:manage"]);
    expect(collected.grantsOf("manager").size).toBe(0);
  });

  it("are declared once", () => {
    const admin = named("one", { roles: ["admin"], resources: things });
    expect(() => collectRoles([admin, named("two", { resources: things })])).toThrow(/"things".*twice/);
    expect(() => collectRoles([admin, named("two", { roles: ["admin"] })])).toThrow(/"admin".*twice/);
    expect(() => collectRoles([named("one", { roles: ["super_admin"] })])).toThrow(/"super_admin".*twice/);
  });

  it("grant nothing to a role that no module has", () => {
    expect(() => collectRoles([named("one", { resources: things })])).toThrow(/unknown role, "admin"/);
  });

  it("do not compile with a role that no module has", () => {
    // @ts-expect-error there is no such role
    defineResources({ things: { owner: ["read"] } });
  });
});

describe("grants", () => {
  it("allow anonymous callers public operations only", () => {
    for (const resource of roles.resources) expect(allows(noGrants, `${resource}:read`)).toBe(false);
    expect(allows(noGrants, "public")).toBe(true);
    expect(allows(roles.grantsOf("super_admin"), "customer")).toBe(false);
  });

  it("are handed on only by those who have them", () => {
    const [superAdmin, admin, manager] = [
      roles.grantsOf("super_admin"),
      roles.grantsOf("admin"),
      roles.grantsOf("manager"),
    ];
    expect(covers(superAdmin, admin)).toBe(true);
    expect(covers(admin, manager)).toBe(true);
    expect(covers(manager, admin)).toBe(false);
    expect(covers(admin, superAdmin)).toBe(false);
  });
});

describe("an operation for customers", () => {
  const everything = roles.grantsOf("super_admin");

  it("admits customers only, whatever permissions others have", () => {
    expect(admits({ kind: "customer", id: "ada" }, noGrants, "customer")).toBe(true);
    expect(admits(anonymous, noGrants, "customer")).toBe(true);
    for (const actor of [platformToken, { kind: "apiKey", id: "key" }, { kind: "user", id: "ada" }] as const)
      expect(admits(actor, everything, "customer")).toBe(false);
  });

  it("does not admit customers to operations for staff", () => {
    expect(admits({ kind: "customer", id: "ada" }, noGrants, "orders:read")).toBe(false);
    expect(admits({ kind: "apiKey", id: "key" }, everything, "orders:read")).toBe(true);
  });
});
