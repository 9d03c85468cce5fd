import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createRandom } from "../../../local/node/random.ts";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { newId } from "../../../src/kernel/values/id.ts";
import { customerIds } from "../../../src/modules/customers/ids.ts";
import { identityIds } from "../../../src/modules/identity/ids.ts";
import { openShop } from "../../support/node/shop.ts";

const random = createRandom(11);
const address = "198.51.100.7";
const password = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };
const tables = [
  "credentials",
  "second_factors",
  "recovery_codes",
  "passkeys",
  "sessions",
  "known_networks",
  "single_use_tokens",
] as const;

/** A shop with a customer and a member of the staff, each signed in twice, and each with a mail that resets the password. */
function openAccounts() {
  const shop = openShop();
  const { clock } = shop.platform;
  let made = 0;
  const sessionOf = () => {
    made += 1;
    const id = newId(identityIds.session, clock.now(), random);
    return { id, hash: `refresh-${made}`, sealed: "sealed", userAgent: "curl", address };
  };
  const asShopper = (command: string, input: unknown) => {
    const result = shop.run(command, input, { actor: anonymous, address });
    if (!result.ok) throw new Error(`${command}: ${JSON.stringify(result.refusal)}`);
    return result.answer;
  };
  const signIn = (accountId: string, email: string) => {
    const session = sessionOf();
    const proof = { email, kind: null, accountId, matched: true, hash: password.hash, code: null };
    asShopper("identity.openSession", { ...proof, session });
    return session;
  };
  const customerId = newId(customerIds.customer, clock.now(), random);
  const emails = { customer: "ada@shop.example", user: "grace@shop.example" };
  const input = { id: customerId, customer: { email: emails.customer }, password };
  asShopper("identity.registerCustomer", { ...input, session: sessionOf() });
  const user = z
    .looseObject({ id: z.string() })
    .parse(shop.must("identity.createUser", { email: emails.user, role: "manager", password }));
  signIn(user.id, emails.user);
  for (const email of Object.values(emails)) {
    asShopper("identity.requestResetMail", { email, kind: null });
    shop.must("identity.answerMailRequests", {});
  }
  const sessions = { customer: signIn(customerId, emails.customer), user: signIn(user.id, emails.user) };
  for (const id of [customerId, user.id]) {
    shop.tenant.storage.run(`INSERT INTO second_factors VALUES ('${id}', 'sealed', 1, 1)`);
    shop.tenant.storage.run(`INSERT INTO recovery_codes VALUES ('${id}', 'hash')`);
    shop.tenant.storage.run(
      `INSERT INTO passkeys VALUES ('pk-${id}', '${id}', 'c-${id}', 'key', 0, 'shop.example', '[]', 'Phone', 0, 1, NULL)`,
    );
  }
  return {
    ...shop,
    customerId,
    userId: user.id,
    /** How many rows an account has in each table, and how many of its sessions go on. */
    rowsOf(id: string) {
      const count = (table: string, more = "") =>
        shop.tenant.storage.rows(`SELECT * FROM ${table} WHERE account_id = '${id}' ${more}`).length;
      return {
        ...Object.fromEntries(tables.map((table) => [table, count(table)])),
        live: count("sessions", "AND revoked_at IS NULL"),
      };
    },
    /** Why a session is not refreshed, and why a write in it is refused. Null if they are not. */
    refusals(kind: "customer" | "user") {
      const { id: sessionId, hash } = sessions[kind];
      const actor = { kind, id: kind === "customer" ? customerId : user.id } as const;
      const refreshed = shop.run(
        "identity.refreshSession",
        { sessionId, hash, successors: [hash] },
        { actor: anonymous },
      );
      const written = shop.run("identity.updateMe", {}, { actor, sessionId });
      return [refreshed, written].map((result) => (result.ok ? null : result.refusal.code));
    },
    revocations: () =>
      shop.tenant.core
        .eventsAfter(0, 100)
        .events.filter(({ type }) => type === "identity.session.revoked")
        .map(({ data }) => Object(data).reason),
  };
}

const ended = ["invalid-refresh-token", "unauthenticated"];
const goesOn = [null, null];
const nothing = { ...Object.fromEntries(tables.map((table) => [table, 0])), live: 0 };

describe("a customer who is disabled", () => {
  it("has no session from then on, with an event for each, and no mail that resets the password works", () => {
    const { must, customerId, refusals, rowsOf, revocations } = openAccounts();
    expect(refusals("customer")).toEqual(goesOn);
    must("customers.updateCustomer", { id: customerId, patch: { status: "disabled" } });
    expect(refusals("customer")).toEqual(ended);
    expect(revocations()).toEqual(["account", "account"]);
    expect(rowsOf(customerId)).toMatchObject({ live: 0, credentials: 1, single_use_tokens: 1 });
  });

  it("and enabled again signs in again: the sessions of before stay ended", () => {
    const { must, customerId, refusals } = openAccounts();
    must("customers.updateCustomer", { id: customerId, patch: { status: "disabled" } });
    must("customers.updateCustomer", { id: customerId, patch: { status: "active" } });
    expect(refusals("customer")).toEqual(ended);
  });

  it("is the only one: another change ends nothing", () => {
    const { must, customerId, refusals } = openAccounts();
    must("customers.updateCustomer", { id: customerId, patch: { firstName: "Augusta" } });
    expect([...refusals("customer"), ...refusals("user")]).toEqual([...goesOn, ...goesOn]);
  });
});

describe("a customer who is deleted", () => {
  it("has no sessions, and nothing is left to sign in with", () => {
    const { must, customerId, userId, refusals, rowsOf, revocations } = openAccounts();
    expect(rowsOf(customerId)).toEqual({
      credentials: 1,
      second_factors: 1,
      recovery_codes: 1,
      passkeys: 1,
      sessions: 2,
      known_networks: 1,
      single_use_tokens: 2,
      live: 2,
    });
    must("customers.deleteCustomer", { id: customerId });
    expect(refusals("customer")).toEqual(ended);
    expect(revocations()).toEqual(["account", "account"]);
    expect(rowsOf(customerId)).toEqual(nothing);
    expect(rowsOf(userId)).toMatchObject({ live: 2, credentials: 1 });
  });
});

describe("a member of the staff who is deleted", () => {
  it("has no sessions, and nothing is left to sign in with", () => {
    const { must, customerId, userId, refusals, rowsOf, revocations } = openAccounts();
    expect(rowsOf(userId)).toMatchObject({
      credentials: 1,
      sessions: 2,
      known_networks: 1,
      single_use_tokens: 1,
    });
    must("identity.deleteUser", { id: userId });
    expect(refusals("user")).toEqual(ended);
    expect(revocations()).toEqual(["account", "account"]);
    expect(rowsOf(userId)).toEqual(nothing);
    expect(rowsOf(customerId)).toMatchObject({ live: 2, credentials: 1 });
  });
});

it("every table of accounts is one that a deletion empties", () => {
  const { tenant } = openAccounts();
  const named = tenant.storage
    .rows(
      "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'account_id'",
    )
    .map(({ name }) => name);
  expect(named.toSorted()).toEqual(tables.toSorted());
});
