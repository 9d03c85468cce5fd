import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Actor } from "../../../src/kernel/access/actor.ts";
import { modules } from "../../../src/modules.ts";
import { registry } from "../../../src/registry.ts";
import { openShop } from "../../support/node/shop.ts";

/*
 * Nobody gets more rights than they have by giving them to somebody else. Here the tenant's object is asked directly, with no
 * edge before it.
 */

const password = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };
const withId = z.looseObject({ id: z.string() });
let made = 0;

function openStaff() {
  const shop = openShop(modules);
  const code = (command: string, input: unknown, actor: Actor) => {
    const result = shop.run(command, input, { actor });
    return result.ok ? "done" : result.refusal.code;
  };
  const keyInput = (input: object) => {
    made += 1;
    const id = `key_${String(made).padStart(26, "0")}`;
    return { name: "Till", minted: { id, hash: `hash-${made}`, sealed: "sealed" }, ...input };
  };
  const newUser = (role: string) => {
    made += 1;
    return { email: `user-${made}@shop.example`, role, password };
  };
  return {
    ...shop,
    code,
    keyInput,
    newUser,
    /** A key that an administrator has made. */
    key(input: object): Actor {
      const made = keyInput(input);
      shop.must("access.createApiKey", made);
      return { kind: "apiKey", id: made.minted.id };
    },
    /** A member of the staff that an administrator has added. */
    user(role: string): Actor & { readonly id: string } {
      const { id } = withId.parse(shop.must("identity.createUser", newUser(role)));
      return { kind: "user", id };
    },
    invite(role: string) {
      made += 1;
      const email = `invited-${made}@shop.example`;
      return { ...withId.parse(shop.must("identity.inviteUser", { email, role })), email };
    },
  };
}

describe("a manager", () => {
  it("makes no administrator, no user at all, and no key", () => {
    const { code, user, newUser, keyInput } = openStaff();
    const manager = user("manager");
    for (const role of ["admin", "manager"]) {
      expect(code("identity.createUser", newUser(role), manager)).toBe("forbidden");
      expect(code("identity.inviteUser", { email: "x@shop.example", role }, manager)).toBe("forbidden");
      expect(code("access.createApiKey", keyInput({ role }), manager)).toBe("forbidden");
    }
    expect(code("identity.updateUser", { id: manager.id, patch: { role: "admin" } }, manager)).toBe(
      "forbidden",
    );
    expect(code("identity.updateMe", { role: "admin" }, manager)).toBe("validation-failed");
  });
});

describe("a key that may manage users, and nothing else", () => {
  const rights = { role: "admin", scopes: ["users:manage"] };

  it("gives nobody a role that has more", () => {
    const { code, key, user, newUser } = openStaff();
    const actor = key(rights);
    for (const role of ["admin", "manager"]) {
      expect(code("identity.createUser", newUser(role), actor)).toBe("forbidden");
      expect(code("identity.inviteUser", { email: "x@shop.example", role }, actor)).toBe("forbidden");
    }
    const { id } = user("manager");
    expect(code("identity.updateUser", { id, patch: { role: "admin" } }, actor)).toBe("forbidden");
  });

  it("changes, bans, brings back and deletes nobody who has more", () => {
    const { code, key, user } = openStaff();
    const actor = key(rights);
    const { id } = user("admin");
    const patches = [{ name: "Mallory" }, { role: "manager" }];
    for (const patch of patches) expect(code("identity.updateUser", { id, patch }, actor)).toBe("forbidden");
    for (const action of ["deactivate", "ban", "reactivate", "delete"])
      expect(code(`identity.${action}User`, { id }, actor), action).toBe("forbidden");
  });

  it("invites nobody again who has more", () => {
    const { code, key, invite } = openStaff();
    const actor = key({
      role: "admin",
      scopes: ["users:manage", ...registry.roles.grantsOf("manager").keys()],
    });
    const { email } = invite("admin");
    expect(code("identity.inviteUser", { email, role: "manager" }, actor)).toBe("forbidden");
    expect(code("identity.inviteUser", { email: invite("manager").email, role: "manager" }, actor)).toBe(
      "done",
    );
  });
});

describe("a key that may create keys", () => {
  it("creates none with more rights", () => {
    const { code, key, keyInput } = openStaff();
    const actor = key({ role: "admin", scopes: ["apiKeys:create", "orders:read"] });
    const attempts = [
      { role: "admin" },
      { role: "manager" },
      { role: "admin", scopes: ["apiKeys:manage"] },
      { role: "admin", scopes: ["orders:read", "orders:update"] },
    ];
    for (const attempt of attempts)
      expect(code("access.createApiKey", keyInput(attempt), actor)).toBe("forbidden");
    expect(code("access.createApiKey", keyInput({ role: "admin", scopes: ["orders:read"] }), actor)).toBe(
      "done",
    );
  });

  it("creates none that outlives it", () => {
    const { code, key, keyInput, platform } = openStaff();
    const inHours = (hours: number) => new Date(platform.clock.now() + hours * 3_600_000).toISOString();
    const actor = key({ role: "admin", expiresAt: inHours(2) });
    const create = (more: object) =>
      code("access.createApiKey", keyInput({ role: "manager", ...more }), actor);
    expect(create({})).toBe("forbidden");
    expect(create({ expiresAt: inHours(3) })).toBe("forbidden");
    expect(create({ expiresAt: inHours(2) })).toBe("done");
    // A publishable key gives no rights.
    expect(create({ role: undefined, kind: "publishable" })).toBe("done");
  });
});
