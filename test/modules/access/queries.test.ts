import { describe, expect, it } from "vitest";
import { z } from "zod";
import { accessLimits } from "../../../src/modules/access/limits.ts";
import { openShop } from "../../support/node/shop.ts";

const hashOf = (index: number) => String(index).padStart(64, "0");
const query = (index: number) => ({ hash: hashOf(index), query: `{ store { a${index}: name } }` });
const queries = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => query(from + index));
const listed = z.object({ items: z.array(z.looseObject({ id: z.string(), hash: z.string() })) });
let made = 0;

function openKey(more: object = { kind: "publishable", queries: "registered" }) {
  const shop = openShop();
  made += 1;
  const keyId = `key_${String(made).padStart(26, "0")}`;
  const minted = { id: keyId, hash: "", sealed: "sealed" };
  const created = shop.run("access.createApiKey", { name: "App", minted, ...more });
  const ask = (name: string, input: object) => {
    const answer = shop.tenant.core.ask({ query: name, input, actor: { kind: "system" } });
    return answer.ok ? answer.value : answer.refusal.code;
  };
  return {
    created: created.ok ? "created" : created.refusal,
    register(sent: readonly object[], id = keyId) {
      const answer = shop.run("access.storeQueries", { keyId: id, queries: sent });
      return answer.ok ? listed.parse(answer.answer).items : answer.refusal.code;
    },
    remove(id: string) {
      const answer = shop.run("access.removeQuery", { keyId, id });
      return answer.ok ? "removed" : answer.refusal.code;
    },
    find: (hash: string) => ask("access.findQuery", { keyId, hash }),
    revision: () => Object(ask("access.verifyApiKey", { id: keyId, hash: "" })).queriesRevision,
  };
}

describe("a publishable key that may send registered queries only", () => {
  it("has the queries that were registered for it, by their hashes", () => {
    const { register, find } = openKey();
    expect(register([{ ...query(1), name: "Name" }, query(2)])).toMatchObject([
      { hash: hashOf(1), name: "Name" },
      { hash: hashOf(2), name: null },
    ]);
    expect(find(hashOf(1))).toBe(query(1).query);
    expect(find(hashOf(3))).toBeNull();
  });

  it("keeps the queries of its older versions, and has each once", () => {
    const { register, find, revision } = openKey();
    const [first] = register([query(1), query(1)]);
    const before = revision();
    expect(register([query(1), query(2)])).toMatchObject([first, { hash: hashOf(2) }]);
    expect(find(hashOf(1))).toBe(query(1).query);
    expect(revision()).toBe(before + 1);
    register([query(2)]);
    expect(revision()).toBe(before + 1);
  });

  it("loses a query that is removed, and the edge can tell", () => {
    const { register, remove, find, revision } = openKey();
    const [first] = listed.shape.items.parse(register([query(1)]));
    const before = revision();
    expect(remove(String(first?.id))).toBe("removed");
    expect(find(hashOf(1))).toBeNull();
    expect(revision()).not.toBe(before);
    expect(remove(String(first?.id))).toBe("not-found");
  });

  it("shares a bound with all keys of the tenant, beyond which nothing is registered", () => {
    const { register, find } = openKey();
    const most = accessLimits.registeredQueries.value;
    for (let from = 0; from < most; from += 100) register(queries(from, from + 100));
    expect(register([query(most), query(0)])).toBe("too-large");
    expect(find(hashOf(most))).toBeNull();
    expect(register([query(0)])).toHaveLength(1);
  });

  it("cannot be another's or a missing one", () => {
    const { register } = openKey();
    expect(register([query(1)], "key_01J0000000000000000000000Q")).toBe("not-found");
  });
});

describe("a key that may send any query", () => {
  it("has no list", () => {
    const { register, revision } = openKey({ kind: "publishable" });
    expect(register([query(1)])).toBe("key-without-queries");
    expect(revision()).toBeNull();
  });

  it("is every secret key", () => {
    expect(openKey({ role: "admin", queries: "registered" }).created).toMatchObject({
      code: "validation-failed",
      errors: [{ pointer: "/queries", code: "not-allowed" }],
    });
  });
});
