import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Actor } from "../../../src/kernel/access/actor.ts";
import { apiKeyCreated } from "../../../src/modules/access/keys/events.ts";
import { apiKeyState } from "../../../src/modules/access/keys/schema.ts";
import { openShop } from "../../support/node/shop.ts";

const key = z.looseObject({ id: z.string(), lastUsedAt: z.string().nullable() });
let made = 0;

function openKeys() {
  const shop = openShop();
  const create = (input: object, actor?: Actor) => {
    made += 1;
    const id = `key_${String(made).padStart(26, "0")}`;
    const minted = { id, hash: `hash-${made}`, sealed: "sealed" };
    const result = shop.run(
      "access.createApiKey",
      { name: "Till", minted, ...input },
      actor === undefined ? {} : { actor },
    );
    return result.ok ? { id, hash: minted.hash } : result.refusal;
  };
  const creates = (input: object) => {
    const created = create(input);
    if (!("id" in created)) throw new Error(JSON.stringify(created));
    return { ...created, actor: { kind: "apiKey", id: created.id } as const };
  };
  const ask = (query: string, input: object, actor: Actor = { kind: "system" }) =>
    shop.tenant.core.ask({ query, input, actor });
  const lastUse = (id: string) => {
    const listed = ask("access.readApiKeys", { limit: 100, after: null, count: false });
    const { items } = z.object({ items: z.array(key) }).parse(listed.ok ? listed.value : null);
    return items.find((one) => one.id === id)?.lastUsedAt;
  };
  const list = (actor: Actor) => {
    const listed = ask("access.readApiKeys", { limit: 1, after: null, count: false }, actor);
    return listed.ok ? "listed" : listed.refusal.code;
  };
  return { ...shop, create, creates, ask, lastUse, list };
}

const invalid = (pointer: string, code: string) => ({
  code: "validation-failed",
  errors: [expect.objectContaining({ pointer, code })],
});

describe("a secret key with scopes", () => {
  it("may do what its scopes say, and nothing else that its role may", () => {
    const { creates, list, run } = openKeys();
    const { actor } = creates({ role: "admin", scopes: ["apiKeys:list"] });
    expect(list(actor)).toBe("listed");
    expect(run("tenants.changeSettings", { name: "Mine" }, { actor })).toMatchObject({
      refusal: { code: "forbidden" },
    });
  });

  it("needs scopes that there are, and that its role has", () => {
    const { create } = openKeys();
    expect(create({ role: "admin", scopes: ["orders:read", "lamps:read"] })).toMatchObject(
      invalid("/scopes/1", "unknown-scope"),
    );
    expect(create({ role: "admin", scopes: ["orders:dance"] })).toMatchObject(
      invalid("/scopes/0", "unknown-scope"),
    );
    expect(create({ role: "manager", scopes: ["settings:read"] })).toMatchObject(
      invalid("/scopes/0", "not-in-role"),
    );
  });

  it("is made by a caller who holds each of them, even with less than the role", () => {
    const { create, creates } = openKeys();
    const { actor } = creates({ role: "admin", scopes: ["apiKeys:create", "orders:read"] });
    expect(create({ role: "admin", scopes: ["orders:read"] }, actor)).toHaveProperty("id");
    expect(create({ role: "admin", scopes: ["orders:update"] }, actor)).toMatchObject({ code: "forbidden" });
    expect(create({ role: "manager" }, actor)).toMatchObject({ code: "forbidden" });
  });

  it("without any has all of its role", () => {
    const { creates, list } = openKeys();
    expect(list(creates({ role: "admin" }).actor)).toBe("listed");
    expect(list(creates({ role: "manager" }).actor)).toBe("forbidden");
  });
});

describe("a publishable key", () => {
  it("has no role and no scopes, and nobody acts as it", () => {
    const { create, creates, list } = openKeys();
    expect(create({ kind: "publishable", role: "admin" })).toMatchObject(invalid("/role", "not-allowed"));
    expect(create({ kind: "publishable", scopes: ["orders:read"] })).toMatchObject(
      invalid("/scopes", "not-allowed"),
    );
    expect(list(creates({ kind: "publishable" }).actor)).toBe("unauthenticated");
  });

  it("is not the only kind: a secret key must have a role", () => {
    expect(openKeys().create({})).toMatchObject(invalid("/role", "missing"));
  });
});

describe("the last use of a key", () => {
  it("is noted without an event, and once a minute at most", () => {
    const {
      creates,
      run,
      lastUse,
      platform: { clock },
      tenant,
    } = openKeys();
    const { id } = creates({ role: "manager" });
    const head = () => tenant.storage.rows("SELECT head, audit_head FROM object");
    const before = head();
    expect(lastUse(id)).toBeNull();
    const first = new Date(clock.now()).toISOString();
    run("access.noteKeyUse", { id }, { actor: { kind: "system" } });
    expect(lastUse(id)).toBe(first);
    clock.advance(59_999);
    run("access.noteKeyUse", { id }, { actor: { kind: "system" } });
    expect(lastUse(id)).toBe(first);
    clock.advance(1);
    run("access.noteKeyUse", { id }, { actor: { kind: "system" } });
    expect(lastUse(id)).toBe(new Date(clock.now()).toISOString());
    expect(head()).toEqual(before);
  });

  it("of a key that isn't there is not noted", () => {
    const { run, tenant } = openKeys();
    run("access.noteKeyUse", { id: "key_nobody" }, { actor: { kind: "system" } });
    expect(tenant.storage.rows("SELECT * FROM api_key_uses")).toEqual([]);
  });
});

it("keys that older code made are secret keys with all of their role", () => {
  const older = {
    name: "Old",
    role: "admin",
    hash: "h",
    expiresAt: null,
    createdAt: "2026-01-01T00:00:00.000Z",
  };
  expect(apiKeyCreated.upcast(1, older)).toEqual({
    ...older,
    kind: "secret",
    scopes: null,
    queries: "any",
  });
  expect(apiKeyState.version).toBe(4);
});
