import { describe, expect, it } from "vitest";
import { type Actor, anonymous } from "../../../src/kernel/access/actor.ts";
import type { Passwords } from "../../../src/kernel/access/password.ts";
import type { Ports } from "../../../src/kernel/operation/ports.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { createKeyRing } from "../../../src/platform/signing.ts";
import { openInvoker } from "../../support/invoker.ts";
import { duringStatements } from "../../support/node/reads.ts";
import { openShop } from "../../support/node/shop.ts";

/*
 * Whoever asks must not learn from the time whether an e-mail address has an account. So the work is counted: statements of the
 * tenant's object, calls of it, and hashes of passwords.
 */

const password = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };
const addresses = {
  nobody: "nobody@shop.example",
  staff: "staff@shop.example",
  "staff with a second factor": "second@shop.example",
  "staff who left": "left@shop.example",
  customer: "customer@shop.example",
} as const;

/** A shop with an account of each kind, and what an operation does in it. */
function openWatched() {
  const shop = openShop();
  const { platform, tenant } = shop;
  const addStaff = (email: string) =>
    String(Object(shop.must("identity.createUser", { email, role: "manager", password })).id);
  addStaff(addresses.staff);
  const second = addStaff(addresses["staff with a second factor"]);
  tenant.storage.rows(`INSERT INTO second_factors VALUES ('${second}', 'sealed', 0, 1)`);
  shop.must("identity.deactivateUser", { id: addStaff(addresses["staff who left"]) });
  const customer = { email: addresses.customer };
  const session = {
    id: "ses_01J00000000000000000000000",
    hash: "h",
    sealed: "s",
    userAgent: null,
    address: null,
  };
  const id = "cus_01J00000000000000000000000";
  shop.must("identity.registerCustomer", { id, customer, password, session });

  const work: string[] = [];
  const passwords: Passwords = {
    hash: async () => ok(password),
    matches: async () => {
      work.push("hash");
      return ok(false);
    },
  };
  const signer = createKeyRing("a signing secret that is long enough");
  // No other part of the port is used.
  const secrets = { signer, mint: async () => ({ hash: "h", sealed: "s" }) } as unknown as Ports["secrets"];
  const counted = (name: "execute" | "ask") => {
    const called = tenant.core[name].bind(tenant.core) as (request: unknown) => unknown;
    Object.assign(tenant.core, {
      [name](request: { readonly actor: Actor }) {
        // Mails that making the accounts has led to are sent meanwhile.
        if (request.actor.kind === "system") return called(request);
        work.push(`call ${name}`);
        let answer: unknown;
        duringStatements(
          tenant.storage,
          (sql) => work.push(sql),
          () => {
            answer = called(request);
          },
        );
        return answer;
      },
    });
  };
  counted("execute");
  counted("ask");
  const invoke = openInvoker(platform, tenant, { passwords, secrets });
  const operation = (name: string) => {
    const found = platform.registry.operationByName.get(name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };
  return {
    ...shop,
    async workOf(name: string, input: object) {
      platform.clock.advance(60 * 60 * 1_000);
      work.length = 0;
      const caller = { actor: anonymous, address: "203.0.113.7" };
      const result = await invoke(operation(name), input, caller);
      return { code: result.ok ? "accepted" : result.refusal.code, work: [...work] };
    },
  };
}

describe.each([
  ["identity.signIn", { password: "a wrong password" }, "invalid-credentials"],
  ["identity.signIn", { password: "a wrong password", otp: "123456" }, "invalid-credentials"],
  ["identity.signIn", { password: "a wrong password", kind: "staff" }, "invalid-credentials"],
  ["identity.requestPasswordReset", {}, "accepted"],
  ["identity.requestEmailVerification", {}, "accepted"],
] as const)("%s with %o", (name, more, code) => {
  it("does the same work whoever has the address, or nobody", async () => {
    const shop = openWatched();
    // The first request of an object prepares what the others use.
    await shop.workOf(name, { email: "first@shop.example", ...more });
    const nobody = await shop.workOf(name, { email: addresses.nobody, ...more });
    expect(nobody.code).toBe(code);
    expect(nobody.work.length).toBeGreaterThan(5);
    if (name === "identity.signIn") expect(nobody.work.filter((part) => part === "hash")).toHaveLength(1);
    for (const email of Object.values(addresses))
      expect(await shop.workOf(name, { email, ...more }), email).toEqual(nobody);
  });
});
