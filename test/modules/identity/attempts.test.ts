import { describe, expect, it } from "vitest";
import type { ExecuteRequest } from "../../../durable-objects/write/transaction.ts";
import { createRandom } from "../../../local/node/random.ts";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { newId } from "../../../src/kernel/values/id.ts";
import { identityIds } from "../../../src/modules/identity/ids.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

const minute = 60_000;
const stored = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };

/** A shop in which some customers have registered, each from an address of its own. */
function openAccounts(customers: number) {
  const shop = openShop();
  const sent = (address: string, more: Partial<ExecuteRequest> = {}) => ({
    actor: anonymous,
    address,
    ...more,
  });
  const sessionIn = ({ platform }: Shop) => ({
    id: newId(identityIds.session, platform.clock.now(), random),
    hash: "hash",
    sealed: "sealed",
    userAgent: null,
    address: null,
  });
  const register = (index: number) => {
    const id = `cus_01J000000000000000000${String(index).padStart(5, "0")}`;
    const email = `customer-${index}@shop.example`;
    const input = { id, customer: { email }, password: stored, session: sessionIn(shop) };
    const result = shop.run("identity.registerCustomer", input, sent(homeOf(index)));
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return { id, email, home: homeOf(index) };
  };
  /** An attempt as the edge makes it: begun, compared, and opened if the password was right. */
  const attempt = (email: string, address: string, isRight: boolean, more: Partial<ExecuteRequest> = {}) => {
    const begun = shop.run("identity.beginSignIn", { email, kind: null }, sent(address, more));
    if (!begun.ok) return begun.refusal.code;
    const { accountId } = begun.answer as { accountId: string | null };
    const proof = { email, kind: null, accountId, matched: isRight, hash: stored.hash, code: null };
    const opened = shop.run(
      "identity.openSession",
      { ...proof, session: sessionIn(shop) },
      sent(address, more),
    );
    return opened.ok ? "signed in" : opened.refusal.code;
  };
  return {
    ...shop,
    attempt,
    register,
    customers: Array.from({ length: customers }, (_, index) => register(index)),
  };
}

const homeOf = (index: number) => `198.51.100.${index + 1}`;
const botnet = (index: number) => `203.${index >> 8}.113.${index & 255}`;
const random = createRandom(7);

const counted = (outcomes: readonly string[]) =>
  Object.fromEntries(
    Map.groupBy(outcomes, (outcome) => outcome)
      .entries()
      .map(([key, all]) => [key, all.length]),
  );

describe("a thousand attempts on one account from a thousand addresses", () => {
  const attack = () => {
    const accounts = openAccounts(2);
    const [victim, other] = accounts.customers;
    if (victim === undefined || other === undefined) throw new Error("nobody has registered");
    const outcomes = Array.from({ length: 1_000 }, (_, index) =>
      accounts.attempt(victim.email, botnet(index), false),
    );
    return { ...accounts, victim, other, outcomes };
  };

  it("are throttled after ten, however many addresses there are", () => {
    expect(counted(attack().outcomes)).toEqual({ "invalid-credentials": 10, "rate-limited": 990 });
  });

  it("do not lock the owner out who has signed in from home before", () => {
    const { attempt, victim } = attack();
    expect(attempt(victim.email, victim.home, true)).toBe("signed in");
  });

  it("keep the owner out who is elsewhere, until a reset mail lets the new network in", async () => {
    const { attempt, run, victim, tenant, platform } = attack();
    const hotel = "192.0.2.77";
    expect(attempt(victim.email, hotel, true)).toBe("rate-limited");
    const sent = { actor: anonymous, address: hotel } as const;
    expect(run("identity.requestResetMail", { email: victim.email, kind: null }, sent).ok).toBe(true);
    await platform.passTime(tenant, 0);
    const sql = "SELECT id FROM single_use_tokens WHERE purpose = 'password-reset'";
    const tokenId = tenant.storage.rows(sql)[0]?.id;
    const reset = run("identity.resetPassword", { tokenId, password: stored }, sent);
    expect(reset.ok, JSON.stringify(reset)).toBe(true);
    expect(attempt(victim.email, hotel, true)).toBe("signed in");
  });

  it("leave the customers of other accounts alone", () => {
    const { attempt, other } = attack();
    expect(attempt(other.email, "192.0.2.1", true)).toBe("signed in");
  });

  it("say when to try again, and then one more is admitted", () => {
    const { platform, run, victim, attempt } = attack();
    const sent = { actor: anonymous, address: "192.0.2.9" } as const;
    const refused = run("identity.beginSignIn", { email: victim.email, kind: null }, sent);
    if (refused.ok) throw new Error("it was admitted");
    const { retryAfter = 0 } = refused.refusal;
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(90);
    platform.clock.advance(retryAfter * 1_000);
    expect(attempt(victim.email, "192.0.2.9", false)).toBe("invalid-credentials");
    expect(attempt(victim.email, "192.0.2.9", false)).toBe("rate-limited");
  });

  it("are throttled alike for an address that nobody has", () => {
    const { attempt } = openAccounts(0);
    const outcomes = Array.from({ length: 1_000 }, (_, index) =>
      attempt("nobody@shop.example", botnet(index), false),
    );
    expect(counted(outcomes)).toEqual({ "invalid-credentials": 10, "rate-limited": 990 });
  });
});

describe("a thousand attempts from one address on a thousand accounts", () => {
  const attack = () => {
    const accounts = openAccounts(1);
    const outcomes = Array.from({ length: 1_000 }, (_, index) =>
      accounts.attempt(`target-${index}@shop.example`, "203.0.113.5", false),
    );
    return { ...accounts, outcomes };
  };

  it("are throttled after a hundred", () => {
    expect(counted(attack().outcomes)).toEqual({ "invalid-credentials": 100, "rate-limited": 900 });
  });

  it("are one address's also if it is IPv6 and changes within its network", () => {
    const { attempt } = openAccounts(0);
    const outcomes = Array.from({ length: 200 }, (_, index) =>
      attempt(`target-${index}@shop.example`, `2001:db8:1:2::${index.toString(16)}`, false),
    );
    expect(counted(outcomes)).toEqual({ "invalid-credentials": 100, "rate-limited": 100 });
  });

  it("leave other addresses alone", () => {
    const { attempt, customers } = attack();
    expect(attempt(customers[0]?.email ?? "", "192.0.2.1", true)).toBe("signed in");
  });
});

describe("who signs in rightly", () => {
  it("is never throttled, however often", () => {
    const { attempt, customers } = openAccounts(1);
    const { email = "", home = "" } = customers[0] ?? {};
    const outcomes = Array.from({ length: 300 }, () => attempt(email, home, true));
    expect(counted(outcomes)).toEqual({ "signed in": 300 });
  });

  it("may try as often as strangers before, at home", () => {
    const { attempt, customers, platform } = openAccounts(1);
    const { email = "", home = "" } = customers[0] ?? {};
    const outcomes = Array.from({ length: 20 }, () => attempt(email, home, false));
    expect(counted(outcomes)).toEqual({ "invalid-credentials": 10, "rate-limited": 10 });
    platform.clock.advance(15 * minute);
    expect(attempt(email, home, true)).toBe("signed in");
  });
});

describe("counts that are over", () => {
  it("are removed by the object itself", async () => {
    const { attempt, platform, tenant } = openAccounts(0);
    for (let index = 0; index < 600; index += 1) attempt(`n${index}@shop.example`, botnet(index), false);
    const rows = () => tenant.storage.rows("SELECT name FROM token_buckets").length;
    expect(rows()).toBeGreaterThan(600);
    await platform.passTime(tenant, 3 * 60 * minute);
    expect(rows()).toBe(0);
  });
});

describe("the audit log", () => {
  const entries = ({ tenant }: Shop) =>
    tenant.storage.rows(
      "SELECT actor, outcome, code, target_id FROM audit_log WHERE action = 'identity.openSession' ORDER BY seq",
    );

  it("says who signed in, and whose account was tried in vain", () => {
    const accounts = openAccounts(1);
    const [customer] = accounts.customers;
    if (customer === undefined) throw new Error("nobody has registered");
    accounts.attempt(customer.email, botnet(1), false);
    accounts.attempt("nobody@shop.example", botnet(2), false);
    accounts.attempt(customer.email, customer.home, true);
    const [failed, unknown, done] = entries(accounts);
    expect(failed).toMatchObject({ outcome: "refused", code: "invalid-credentials" });
    expect(JSON.stringify(failed)).toContain(customer.id);
    expect(unknown).toMatchObject({ outcome: "refused", target_id: null });
    expect(done?.outcome).toBe("allowed");
    expect(String(done?.actor)).toContain(customer.id);
  });
});
