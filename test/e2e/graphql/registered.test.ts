import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import type { MintedTenant } from "../../support/http/minting.ts";

const running = useRunning();
const registered = "{ products(first: 2) { nodes { title } } }";
const other = "{ products(first: 3) { nodes { title } } }";
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
let tenant: MintedTenant;
let path: string;
let key: string;

beforeAll(async () => {
  tenant = await running().mintTenant();
  const body = { name: "App", kind: "publishable", queries: "registered" };
  const created = await running().send("post", "/v1/admin/api-keys", { key: tenant.adminKey, body });
  const { id, apiKey } = z.object({ id: z.string(), apiKey: z.string() }).parse(created.body);
  path = `/v1/admin/api-keys/${id}/queries`;
  key = apiKey;
  await register(registered);
});

async function register(query: string): Promise<string> {
  const sent = { key: tenant.adminKey, body: { queries: [{ query }] } };
  const answer = await running().send("post", path, sent);
  expect(answer.status, answer.text).toBe(200);
  return Object(answer.body).items[0].id;
}

const byText = (query: string) => running().send("post", "/graphql", { key, body: { query } });
function byHash(hash: string, more = "") {
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } });
  return running().send("get", `/graphql?extensions=${encodeURIComponent(extensions)}${more}`, { key });
}

const codeOf = (body: unknown) => Object(body).errors?.[0]?.extensions?.code;

describe("a key with registered queries", () => {
  it("sends a registered query by its text or its hash, though nobody sent the text before", async () => {
    expect((await byHash(hashOf(registered).toUpperCase())).body).toHaveProperty("data.products.nodes");
    expect((await byText(registered)).body).toHaveProperty("data.products.nodes");
    const hit = await eventually(
      5_000,
      () => byHash(hashOf(registered)),
      ({ headers }) => headers.get("Cache-Status") === "rustok; hit",
    );
    expect(hit.status).toBe(200);
  });

  it("sends no other, in whatever way, also if others have it answered from the cache", async () => {
    const anonymous = `/graphql?query=${encodeURIComponent(other)}`;
    const inTenant = { headers: { "X-Tenant": tenant.slug } };
    const cached = () => running().send("get", anonymous, inTenant);
    await eventually(5_000, cached, ({ headers }) => headers.get("Cache-Status") === "rustok; hit");
    for (const answer of [
      await byText(other),
      await byText(`${registered} `),
      await byText("mutation { createCart { consistencyToken } }"),
      await byHash(hashOf(other)),
      await byHash(hashOf(registered), `&query=${encodeURIComponent(other)}`),
      await byHash(hashOf(other), `&query=${encodeURIComponent(other)}`),
      await running().send("get", anonymous, { key }),
    ]) {
      expect(answer.status, answer.text).toBe(403);
      expect(codeOf(answer.body)).toBe("query-not-registered");
    }
  });

  it("may send a new one, and no longer a removed one, within four seconds", async () => {
    const query = "{ products(first: 4) { nodes { title } } }";
    expect((await byText(query)).status).toBe(403);
    const id = await register(query);
    const accepted = await eventually(
      8_000,
      () => byText(query),
      ({ status }) => status === 200,
    );
    expect(accepted.body).toHaveProperty("data.products.nodes");
    await running().send("delete", `${path}/${id}`, { key: tenant.adminKey });
    const refused = await eventually(
      8_000,
      () => byText(query),
      ({ status }) => status === 403,
    );
    expect(codeOf(refused.body)).toBe("query-not-registered");
  });

  it("still reads the store by its paths", async () => {
    expect((await running().send("get", "/v1/store", { key })).status).toBe(200);
  });
});
