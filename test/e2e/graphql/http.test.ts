import { createHash } from "node:crypto";
import { serverAudits } from "graphql-http";
import { beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { ask } from "../../support/graphql/client.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";

const running = useRunning();
let tenant: MintedTenant;
beforeAll(async () => {
  tenant = await running().mintTenant();
});

describe("GraphQL over HTTP", () => {
  const audits = serverAudits({
    url: () => `${running().platform.url}/graphql`,
    fetchFn: (url: string, init: RequestInit) =>
      fetch(url, { ...init, headers: { ...Object(init.headers), "X-Tenant": tenant.slug } }),
  });

  it.each(audits.filter(({ name }) => name.startsWith("MUST")).map((audit) => ({ name: audit.name, audit })))(
    "$name",
    async ({ audit }) => {
      const result = await audit.fn();
      expect(result.status === "ok" ? "ok" : result.reason).toBe("ok");
    },
  );

  it("a batch of operations is refused", async () => {
    const answer = await running().send("post", "/graphql", {
      headers: { "X-Tenant": tenant.slug, "Content-Type": "application/json" },
      body: [{ query: "{ store { name } }" }],
    });
    expect(answer.status).toBe(400);
    expect(Object(answer.body).errors[0].extensions.code).toBe("validation-failed");
  });

  it("a bad credential is refused with GraphQL's form of the problem", async () => {
    const answer = await ask(running().send, tenant, "{ store { name } }", { key: "sk_nothing" });
    expect(answer.status).toBe(401);
    expect(Object(answer.body).errors[0].extensions).toMatchObject({ code: "unauthenticated", status: 401 });
  });
});

describe("a persisted query", () => {
  const query = "{ products(first: 10) { nodes { title } } }";
  const hash = createHash("sha256").update(query).digest("hex");
  const extensions = encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }));
  const get = (more = "") =>
    running().send("get", `/graphql?extensions=${extensions}${more}`, {
      headers: { "X-Tenant": tenant.slug },
    });

  it("is sent once with its text, and answered from the cache until what it shows has changed", async () => {
    const { send } = running();
    const unknown = await get();
    expect(unknown.status).toBe(400);
    expect(Object(unknown.body).errors[0]).toMatchObject({
      message: "PersistedQueryNotFound",
      extensions: { code: "persisted-query-not-found" },
    });
    const first = await get(`&query=${encodeURIComponent(query)}`);
    expect(first.status).toBe(200);
    expect(first.headers.get("Cache-Status")).toBe("rustok; fwd=miss; stored");
    const hit = await eventually(5_000, get, ({ headers }) => headers.get("Cache-Status") === "rustok; hit");
    expect(hit.body).toEqual(first.body);
    expect(hit.headers.get("ETag")).toBe(first.headers.get("ETag"));
    await publishProduct(send, tenant.adminKey, productBody("Fresh"));
    const titles = (body: unknown) =>
      Object(body).data.products.nodes.map((node: { title: string }) => node.title);
    const fresh = await eventually(20_000, get, ({ body }) => titles(body).includes("Fresh"));
    expect(fresh.status).toBe(200);
  });

  it("with another text's hash is refused", async () => {
    const other = await get(`&query=${encodeURIComponent("{ store { name } }")}`);
    expect(Object(other.body).errors[0].extensions).toMatchObject({
      code: "validation-failed",
      errors: [{ pointer: "/extensions/persistedQuery/sha256Hash" }],
    });
  });

  it("is not kept for others if it asks for what is not for everybody", async () => {
    const own = await running().send(
      "get",
      `/graphql?query=${encodeURIComponent("{ adminOrders { nodes { id } } }")}`,
      {
        key: tenant.adminKey,
        headers: { "X-Tenant": tenant.slug },
      },
    );
    expect(own.status, own.text).toBe(200);
    expect(own.headers.get("Cache-Control")).toBe("no-store");
    const anonymous = await running().send(
      "get",
      `/graphql?query=${encodeURIComponent("{ adminOrders { nodes { id } } }")}`,
      {
        headers: { "X-Tenant": tenant.slug },
      },
    );
    expect(Object(anonymous.body).errors[0].extensions.code).toBe("unauthenticated");
  });

  it("a mutation by GET is refused", async () => {
    const answer = await running().send(
      "get",
      `/graphql?query=${encodeURIComponent("mutation { createCart { consistencyToken } }")}`,
      {
        headers: { "X-Tenant": tenant.slug },
      },
    );
    expect(answer.status).toBe(405);
  });
});
