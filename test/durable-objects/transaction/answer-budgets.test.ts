import { describe, expect, it } from "vitest";
import { answerLimits, count } from "../../../durable-objects/write/answer-budgets.ts";
import { type Actor, anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import { modules } from "../../../src/modules.ts";
import { type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";
import { notes } from "../../support/notes/index.ts";
import { greetings } from "./greetings.ts";

type Kind = "required" | "staff" | "shopper";

const minute = 60 * 1000;
const budgets = {
  required: { kind: "required", caller: "" },
  staff: { kind: "staff", caller: "" },
  shopper: { kind: "shopper", caller: "ada" },
} as const;

const open = () => openPlatform([...modules, notes, greetings]);

/** A request under a key of its own, whose answer takes so many bytes. */
function ask(
  tenant: LocalTenant,
  scope: string,
  budget: { readonly kind: Kind; readonly caller: string },
  { actor = anonymous as Actor, bytes = 10 } = {},
) {
  return tenant.core.execute({
    ...write([]),
    command: "greetings.echo",
    input: { bytes, seed: Number(scope.replace(/\D/g, "")) },
    actor,
    idempotency: { scope, fingerprint: "f", retentionMs: 15 * minute, budget },
  });
}

/** Sets a budget's size, as if so much were stored. */
function fill(tenant: LocalTenant, kind: Kind, bytes: number): void {
  tenant.storage.run(`INSERT INTO answer_budgets (kind, caller, bytes) VALUES ('${kind}', '', ${bytes})
    ON CONFLICT DO UPDATE SET bytes = excluded.bytes`);
}

const sizes = (tenant: LocalTenant) =>
  tenant.storage.rows("SELECT kind, caller, bytes FROM answer_budgets WHERE bytes > 0 ORDER BY kind, caller");
const sums = (tenant: LocalTenant) =>
  tenant.storage.rows(`SELECT budget AS kind, '' AS caller, sum(bytes) AS bytes FROM idempotency GROUP BY budget
    UNION ALL SELECT budget, caller, sum(bytes) FROM idempotency WHERE caller <> '' GROUP BY budget, caller
    ORDER BY 1, 2`);
const scopes = (tenant: LocalTenant) =>
  tenant.storage
    .rows("SELECT scope FROM idempotency ORDER BY expires_at, scope")
    .map(({ scope }) => String(scope));

const ownSize = (tenant: LocalTenant) =>
  Number(sizes(tenant).find(({ caller }) => caller === budgets.shopper.caller)?.bytes);

/** Stored answers of these shoppers, the oldest first. */
function openWithAnswers(...callers: readonly string[]) {
  const platform = open();
  const tenant = platform.tenant();
  for (const [index, caller] of callers.entries()) {
    platform.clock.advance(1);
    ask(tenant, `${index} of ${caller}`, { kind: "shopper", caller });
  }
  return { tenant, database: tenant.storage.database, shopper: budgets.shopper };
}

const overloaded = { ok: false, refusal: { code: "overloaded" } };

describe("a shopper's answers", () => {
  it("never keep an order from being placed, however many there are", () => {
    const tenant = open().tenant();
    fill(tenant, "shopper", 10 * answerLimits.requiredAnswers.value);
    expect(ask(tenant, "checkout", budgets.required)).toMatchObject({ ok: true });
    expect(ask(tenant, "checkout", budgets.required)).toMatchObject({ ok: true, replayed: true });
    expect(ask(tenant, "import", budgets.staff, { actor: platformToken })).toMatchObject({ ok: true });
  });

  it("beyond the caller's budget replace the oldest of the same caller", () => {
    const platform = open();
    const tenant = platform.tenant();
    ask(tenant, "of another caller 0", { kind: "shopper", caller: "bob" });
    const bytes = 100_000;
    for (let index = 10; index < 30; index += 1) {
      platform.clock.advance(1);
      expect(ask(tenant, `cart ${index}`, budgets.shopper, { bytes })).toMatchObject({ ok: true });
    }
    const left = scopes(tenant);
    expect(left).toContain("of another caller 0");
    expect(left.at(-1)).toBe("cart 29");
    expect(left).not.toContain("cart 10");
    expect(sizes(tenant)).toEqual(sums(tenant));
    const own = sizes(tenant).find(({ caller }) => caller === "ada");
    expect(own?.bytes).toBeLessThanOrEqual(answerLimits.shopperAnswersPerCaller.value);
  });

  it("stay as long as they fit, and then only the oldest of the caller goes", () => {
    const { tenant, database, shopper } = openWithAnswers("bob", "ada", "ada", "ada");
    count(database, shopper, answerLimits.shopperAnswersPerCaller.value - ownSize(tenant));
    expect(scopes(tenant)).toEqual(["0 of bob", "1 of ada", "2 of ada", "3 of ada"]);
    count(database, shopper, 1);
    expect(scopes(tenant)).toEqual(["0 of bob", "2 of ada", "3 of ada"]);
  });

  it("of all shoppers stay as long as they fit, and then only the oldest goes", () => {
    const { tenant, database } = openWithAnswers("bob", "ada", "eve");
    const newcomer = { kind: "shopper", caller: "zoe" } as const;
    fill(tenant, "shopper", answerLimits.shopperAnswers.value - 1);
    count(database, newcomer, 1);
    expect(scopes(tenant)).toEqual(["0 of bob", "1 of ada", "2 of eve"]);
    count(database, newcomer, 1);
    expect(scopes(tenant)).toEqual(["1 of ada", "2 of eve"]);
  });

  it("of others stay where the caller's own make enough room", () => {
    const { tenant, database, shopper } = openWithAnswers("bob", "ada", "ada");
    count(database, shopper, answerLimits.shopperAnswersPerCaller.value - ownSize(tenant));
    fill(tenant, "shopper", answerLimits.shopperAnswers.value);
    count(database, shopper, 1);
    expect(scopes(tenant)).toEqual(["0 of bob", "2 of ada"]);
  });

  it("are stored even if none is left to make room, because older code has removed them uncounted", () => {
    const tenant = open().tenant();
    fill(tenant, "shopper", 2 * answerLimits.shopperAnswers.value);
    expect(ask(tenant, "cart", budgets.shopper)).toMatchObject({ ok: true });
    expect(ask(tenant, "cart", budgets.shopper)).toMatchObject({ ok: true, replayed: true });
  });

  it("make room for a large one, however many small ones have to go for it", () => {
    const platform = open();
    const tenant = platform.tenant();
    for (let index = 0; index < 250; index += 1) {
      platform.clock.advance(1);
      ask(tenant, `cart ${index}`, budgets.shopper, { bytes: 3_000 });
    }
    platform.clock.advance(1);
    expect(ask(tenant, "large", budgets.shopper, { bytes: 900_000 })).toMatchObject({ ok: true });
    const left = scopes(tenant);
    expect(left.slice(-2)).toEqual(["cart 249", "large"]);
    expect(left.length).toBeLessThan(100);
    expect(sizes(tenant)).toEqual(sums(tenant));
    expect(ownSize(tenant)).toBeLessThanOrEqual(answerLimits.shopperAnswersPerCaller.value);
  });

  it("beyond the tenant's budget replace the oldest of any shopper, and nothing else", () => {
    const platform = open();
    const tenant = platform.tenant();
    ask(tenant, "checkout", budgets.required);
    ask(tenant, "import", budgets.staff, { actor: platformToken });
    for (const caller of ["ada", "bob"]) {
      platform.clock.advance(1);
      ask(tenant, `cart of ${caller}`, { kind: "shopper", caller });
    }
    fill(tenant, "shopper", answerLimits.shopperAnswers.value);
    platform.clock.advance(1);
    expect(ask(tenant, "cart of eve", { kind: "shopper", caller: "eve" })).toMatchObject({ ok: true });
    expect(scopes(tenant)).toEqual(["checkout", "import", "cart of bob", "cart of eve"]);
  });

  it("leave no row behind for callers without answers", async () => {
    const platform = open();
    const tenant = platform.tenant();
    for (const caller of ["ada", "bob"]) {
      ask(tenant, `cart of ${caller}`, { kind: "shopper", caller });
      platform.clock.advance(10 * minute);
    }
    expect(sizes(tenant)).toEqual(sums(tenant));
    await platform.deliverAll();
    while (scopes(tenant).length > 1) await platform.fireAlarm(tenant);
    expect(scopes(tenant)).toEqual(["cart of bob"]);
    expect(sizes(tenant)).toEqual(sums(tenant));
    while (scopes(tenant).length > 0) await platform.fireAlarm(tenant);
    expect(tenant.storage.rows("SELECT * FROM answer_budgets WHERE caller <> ''")).toEqual([]);
    expect(sizes(tenant)).toEqual([]);
  });
});

describe("answers of operations that require a key", () => {
  it("beyond their budget refuse anonymous callers only, who may still repeat a request", () => {
    const tenant = open().tenant();
    expect(ask(tenant, "first", budgets.required)).toMatchObject({ ok: true });
    fill(tenant, "required", answerLimits.requiredAnswers.value);
    expect(ask(tenant, "second", budgets.required)).toMatchObject(overloaded);
    expect(ask(tenant, "first", budgets.required)).toMatchObject({ ok: true, replayed: true });
    expect(ask(tenant, "third", budgets.required, { actor: platformToken })).toMatchObject({ ok: true });
    const ofStaff = { scope: "import", fingerprint: "f", retentionMs: minute, budget: budgets.required };
    expect(tenant.core.begin(ofStaff)).toEqual({ found: "nothing" });
  });
});

describe("answers to staff", () => {
  it("beyond their budget are refused before anything happens, and orders are still placed", () => {
    const tenant = open().tenant();
    fill(tenant, "staff", answerLimits.staffAnswers.value);
    expect(ask(tenant, "update", budgets.staff, { actor: platformToken })).toMatchObject(overloaded);
    const key = { scope: "import", fingerprint: "f", retentionMs: minute };
    expect(tenant.core.begin(key)).toEqual({ found: "no-room" });
    expect(ask(tenant, "checkout", budgets.required)).toMatchObject({ ok: true });
    expect(ask(tenant, "cart", budgets.shopper)).toMatchObject({ ok: true });
  });
});

describe("answers to staff and of orders", () => {
  it("are counted until each of them is removed", async () => {
    const platform = open();
    const tenant = platform.tenant();
    ask(tenant, "import", budgets.staff, { actor: platformToken });
    ask(tenant, "checkout", budgets.required);
    platform.clock.advance(10 * minute);
    ask(tenant, "another import", budgets.staff, { actor: platformToken });
    ask(tenant, "another checkout", budgets.required);
    await platform.passTime(tenant, 6 * minute);
    expect(scopes(tenant)).toEqual(["another checkout", "another import"]);
    expect(sizes(tenant)).toEqual(sums(tenant));
  });
});

describe("answers from before there were budgets", () => {
  it("count as staff's, and those that older code removed do not make a size negative", async () => {
    const platform = open();
    const tenant = platform.tenant();
    ask(tenant, "old", budgets.staff, { actor: platformToken });
    fill(tenant, "staff", 1);
    await platform.deliverAll();
    while (scopes(tenant).length > 0) await platform.fireAlarm(tenant);
    expect(sizes(tenant)).toEqual([]);
  });
});
