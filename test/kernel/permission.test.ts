import { describe, expect, it } from "vitest";
import { anonymous, platformToken } from "../../src/kernel/access/actor.ts";
import {
  actions,
  admits,
  allows,
  covers,
  grantsOfRole,
  noGrants,
  resources,
  roles,
} from "../../src/kernel/access/permission.ts";

/** What the contract's table says, in its own letters. */
const table = {
  admin: {
    M: "users settings webhooks discounts pages apiKeys products categories posts nodes orders customers inventory media comments analytics",
    RL: "modules ops logs",
  },
  manager: {
    CRUDLI: "products categories",
    CRUDL: "posts nodes media comments",
    RUL: "orders",
    RL: "customers",
    CRUL: "inventory",
    R: "analytics",
  },
};
const actionByLetter: Readonly<Record<string, (typeof actions)[number]>> = {
  C: "create",
  R: "read",
  U: "update",
  D: "delete",
  L: "list",
  I: "import",
};

describe.each(["admin", "manager"] as const)("the role %s", (role) => {
  const grants = grantsOfRole(role);

  it("may do what the table says, and nothing else", () => {
    for (const resource of resources) {
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

describe("what is allowed", () => {
  it("is everything to super_admin, and nothing but what is public to nobody", () => {
    for (const resource of resources) {
      expect(allows(grantsOfRole("super_admin"), `${resource}:manage`)).toBe(true);
      expect(allows(noGrants, `${resource}:read`)).toBe(false);
    }
    expect(allows(noGrants, "public")).toBe(true);
    expect(allows(grantsOfRole("super_admin"), "customer")).toBe(false);
  });

  it("is handed on by those only who have it", () => {
    const [superAdmin, admin, manager] = roles.map(grantsOfRole);
    if (superAdmin === undefined || admin === undefined || manager === undefined)
      throw new Error("three roles");
    expect(covers(superAdmin, admin)).toBe(true);
    expect(covers(admin, manager)).toBe(true);
    expect(covers(manager, admin)).toBe(false);
    expect(covers(admin, superAdmin)).toBe(false);
  });
});

describe("what is for customers", () => {
  const everything = grantsOfRole("super_admin");

  it("may be asked for by shoppers, and by nobody else, whatever they may do", () => {
    expect(admits({ kind: "customer", id: "ada" }, noGrants, "customer")).toBe(true);
    expect(admits(anonymous, noGrants, "customer")).toBe(true);
    for (const actor of [platformToken, { kind: "apiKey", id: "key" }, { kind: "user", id: "ada" }] as const)
      expect(admits(actor, everything, "customer")).toBe(false);
  });

  it("does not open what is for staff", () => {
    expect(admits({ kind: "customer", id: "ada" }, noGrants, "orders:read")).toBe(false);
    expect(admits({ kind: "apiKey", id: "key" }, everything, "orders:read")).toBe(true);
  });
});
