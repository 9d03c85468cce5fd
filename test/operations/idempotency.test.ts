import { describe, expect, it } from "vitest";
import { type Actor, anonymous } from "../../src/kernel/access/actor.ts";
import type { AnyOperation } from "../../src/kernel/operation/workflow.ts";
import { idempotencyOf, keyProblem, minGuardingKeyLength } from "../../src/operations/idempotency.ts";
import { createKeyRing } from "../../src/platform/signing.ts";
import { registry } from "../../src/registry.ts";

const minute = 60 * 1000;
const day = 24 * 60 * minute;
const keyRing = createKeyRing("the-signing-secret-of-these-tests");
const staff: Actor = { kind: "apiKey", id: "key_1" };

function operation(name: string): AnyOperation {
  const found = registry.operationByName.get(name);
  if (found === undefined) throw new Error(`there is no operation ${name}`);
  return found;
}

const secret = [...registry.operationByName.values()].find(({ hasSecretInput }) => hasSecretInput);
if (secret === undefined) throw new Error("no operation has a secret input");

interface Asked {
  readonly name?: string;
  readonly actor?: Actor;
  readonly address?: string;
  readonly key?: string;
  readonly target?: unknown;
  readonly content?: unknown;
  readonly tenantId?: string;
  readonly step?: string;
  readonly ring?: typeof keyRing;
}

async function keyOf({
  name = "orders.refundOrder",
  actor = staff,
  address,
  ring = keyRing,
  ...more
}: Asked = {}) {
  const {
    key = "key",
    target = { id: "ord_1" },
    content = { amount: 1 },
    tenantId = "ten_1",
    step = "",
  } = more;
  const session = { actor, address, idempotency: { key, target, content } };
  const found = await idempotencyOf(session, { operation: operation(name), input: {} }, tenantId, step, ring);
  if (found === undefined) throw new Error("the request has a key");
  return found;
}

describe("the scope of an Idempotency-Key", () => {
  it("is one for equal requests, in whichever order their fields stand", async () => {
    const { scope, fingerprint } = await keyOf({ target: { a: 1, b: 2 }, content: { c: { d: 1, e: 2 } } });
    expect(await keyOf({ target: { b: 2, a: 1 }, content: { c: { e: 2, d: 1 } } })).toMatchObject({
      scope,
      fingerprint,
    });
  });

  it("differs by caller, tenant, operation, target, step and key", async () => {
    const scopes = await Promise.all(
      [
        {},
        { actor: { kind: "apiKey", id: "key_2" } as const },
        { actor: { kind: "user", id: "key_1" } as const },
        { actor: anonymous },
        { tenantId: "ten_2" },
        { name: "orders.captureOrder" },
        { target: { id: "ord_2" } },
        { step: "activate" },
        { key: "another key" },
      ].map(async (asked) => (await keyOf(asked)).scope),
    );
    expect(new Set(scopes).size).toBe(scopes.length);
  });

  it("does not depend on the content, which the fingerprint tells apart", async () => {
    const [one, other] = [await keyOf({ content: { amount: 1 } }), await keyOf({ content: { amount: 2 } })];
    expect(other.scope).toBe(one.scope);
    expect(other.fingerprint).not.toBe(one.fingerprint);
  });

  it("of a secret is told apart by a fingerprint that needs the signing secret, before a rotation and after", async () => {
    const { name } = secret;
    const before = await keyOf({ name, content: { password: "one" } });
    const other = await keyOf({ name, content: { password: "other" } });
    expect(other.fingerprint).not.toBe(before.fingerprint);
    const rotated = createKeyRing("the-next-secret-of-these-tests", ["the-signing-secret-of-these-tests"]);
    const after = await keyOf({ name, content: { password: "one" }, ring: rotated });
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(after.otherFingerprints).toEqual([before.fingerprint]);
  });

  it("cannot be computed without the signing secret, and is found by the old one after a rotation", async () => {
    const before = await keyOf();
    const after = await keyOf({
      ring: createKeyRing("the-next-secret-of-these-tests", ["the-signing-secret-of-these-tests"]),
    });
    expect(after.scope).not.toBe(before.scope);
    expect(after.otherScopes).toEqual([before.scope]);
  });
});

describe("a request without an Idempotency-Key", () => {
  it("has no scope: its answer is not stored", async () => {
    const invoked = { operation: operation("orders.refundOrder"), input: {} };
    const session = { actor: staff, idempotency: null };
    expect(await idempotencyOf(session, invoked, "ten_1", "", keyRing)).toBeUndefined();
  });
});

describe("a key that comes from a transport without paths", () => {
  it("is told apart by the whole input", async () => {
    const under = async (input: unknown) => {
      const session = { actor: staff, idempotency: { key: "key" } };
      return idempotencyOf(
        session,
        { operation: operation("orders.refundOrder"), input },
        "ten_1",
        "",
        keyRing,
      );
    };
    const [one, same, other] = [
      await under({ amount: 1 }),
      await under({ amount: 1 }),
      await under({ amount: 2 }),
    ];
    expect(same).toEqual(one);
    expect(other?.scope).toBe(one?.scope);
    expect(other?.fingerprint).not.toBe(one?.fingerprint);
  });
});

describe("a stored answer", () => {
  const required = [...registry.operationByName.values()].filter(
    ({ idempotencyKey }) => idempotencyKey === "required",
  );

  it.each(required.map(({ name }) => name))(
    "of %s is stored for a day, in the budget of what requires a key",
    async (name) => {
      for (const actor of [anonymous, staff])
        expect(await keyOf({ name, actor })).toMatchObject({
          retentionMs: day,
          budget: { kind: "required", caller: "" },
        });
    },
  );

  it("of an anonymous cart is stored for 15 minutes, in the budget of its address", async () => {
    const openedFrom = (address?: string) =>
      keyOf({ name: "checkout.openCart", actor: anonymous, ...(address === undefined ? {} : { address }) });
    const first = await openedFrom("2001:db8::1");
    expect(first).toMatchObject({ retentionMs: 15 * minute, budget: { kind: "shopper" } });
    expect(first.budget?.caller).not.toContain("2001");
    expect((await openedFrom("2001:db8::2")).budget).toEqual(first.budget);
    expect((await openedFrom("2001:db8:1::1")).budget).not.toEqual(first.budget);
    expect((await openedFrom()).budget?.caller).not.toBe("");
  });

  it("to staff is stored for a day, in the budget of staff", async () => {
    expect(await keyOf({ name: "catalogue.createProduct" })).toMatchObject({
      retentionMs: day,
      budget: { kind: "staff", caller: "" },
    });
  });
});

describe("a key that alone guards a bearer token", () => {
  const cart = operation("checkout.createCart");
  const long = "k".repeat(minGuardingKeyLength);

  it("has at least 32 characters if the caller is anonymous", () => {
    expect(keyProblem(cart, anonymous, long)).toBeNull();
    expect(keyProblem(cart, anonymous, long.slice(1))).toMatchObject({
      code: "validation-failed",
      errors: [{ pointer: "/header/Idempotency-Key", code: "too-short" }],
    });
    expect(keyProblem(cart, staff, "short")).toBeNull();
    expect(keyProblem(cart, { kind: "customer", id: "cus_1" }, "short")).toBeNull();
  });

  it("may be missing where it is optional: then nothing is stored", () => {
    expect(keyProblem(cart, anonymous, null)).toBeNull();
    expect(keyProblem(operation("checkout.placeOrder"), anonymous, null)).toMatchObject({
      code: "idempotency-key-required",
    });
  });

  it("may be short where the request has a secret too, or no token is answered", () => {
    expect(keyProblem(operation("checkout.placeCartOrder"), anonymous, "short")).toBeNull();
    expect(keyProblem(operation("checkout.addItem"), anonymous, "short")).toBeNull();
  });
});
