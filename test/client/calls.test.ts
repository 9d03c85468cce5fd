import { describe, expect, it } from "vitest";
import { type ClientOptions, createClientOf } from "../../client/src/client.ts";
import { orThrow, ProblemError } from "../../client/src/problem.ts";
import { json, problem, type Scripted, scripted } from "../support/client/server.ts";

interface Refused {
  content: { "application/problem+json": { code: "not-found"; status: number; detail: string } };
}
interface List {
  parameters: {
    query?: { cursor?: string; tag?: string[]; inStock?: boolean; option?: Record<string, string> };
  };
  responses: {
    200: { content: { "application/json": { items: { id: number }[]; nextCursor: string | null } } };
    "4XX": Refused;
  };
}
interface One {
  parameters: { path: { id: string } };
  responses: { 200: { content: { "text/csv": string } }; 204: { content?: never }; "4XX": Refused };
}
interface Paths {
  "/things": { get: List };
  "/things/{id}": { get: One; delete: One };
}

function clientOf(answers: readonly Scripted[], more: Partial<ClientOptions> = {}) {
  const { fetch, requests } = scripted(...answers);
  const client = createClientOf<Paths>({ baseUrl: "https://shop.example/", fetch, retries: 0, ...more });
  return { client, requests, urls: () => requests.map(({ url }) => url) };
}

const page = (ids: readonly number[], nextCursor: string | null) =>
  json({ items: ids.map((id) => ({ id })), nextCursor });

describe("a call", () => {
  it("writes parameters as the API reads them", async () => {
    const { client, urls } = clientOf([page([], null)]);
    const query = { tag: ["a&b", "c"], inStock: true, option: { "Shoe size": "42" } };
    await client.GET("/things", { params: { query } });
    expect(urls()).toEqual(["https://shop.example/things?tag=a%26b&tag=c&inStock=true&option.Shoe+size=42"]);
  });

  it("encodes what it puts into a path", async () => {
    const { client, urls } = clientOf([new Response(null, { status: 204 })]);
    await client.DELETE("/things/{id}", { params: { path: { id: "a/b c" } } });
    expect(urls()).toEqual(["https://shop.example/things/a%2Fb%20c"]);
  });

  it("shows who calls and which tenant is meant", async () => {
    let token = 0;
    const key = async () => `token-${++token}`;
    const { client, requests } = clientOf([page([], null), page([], null)], { key, tenant: "mugs" });
    await client.GET("/things");
    await client.GET("/things");
    expect(requests.map(({ headers }) => [headers.get("Authorization"), headers.get("X-Tenant")])).toEqual([
      ["Bearer token-1", "mugs"],
      ["Bearer token-2", "mugs"],
    ]);
  });

  it("answers a file as text, or as a stream", async () => {
    const file = () => new Response("id\n1\n", { headers: { "Content-Type": "text/csv" } });
    const { client } = clientOf([file(), file()]);
    const params = { path: { id: "1" } };
    expect((await client.GET("/things/{id}", { params })).data).toBe("id\n1\n");
    const { data } = await client.GET("/things/{id}", { params, parseAs: "stream" });
    expect(await new Response(data).text()).toBe("id\n1\n");
  });

  it("ends with the problem it was refused with", async () => {
    const { client } = clientOf([problem("not-found", 404)]);
    const { data, error, response } = await client.GET("/things");
    expect(data).toBeUndefined();
    expect(error).toMatchObject({ code: "not-found", status: 404, detail: "It was refused." });
    expect(response.status).toBe(404);
  });

  it.each([
    ["a proxy's page", new Response("<h1>Bad gateway</h1>", { status: 502 }), "unexpected-answer"],
    ["an empty refusal", new Response(null, { status: 500 }), "unexpected-answer"],
    ["304 to a condition", new Response(null, { status: 304 }), "not-modified"],
  ])("ends with a problem of its own for %s", async (_, answer, code) => {
    const { client } = clientOf([answer]);
    expect((await client.GET("/things")).error).toMatchObject({ code, status: answer.status });
  });
});

describe("orThrow", () => {
  it("gives the answer, or undefined where there is none", async () => {
    const { client } = clientOf([page([1], null), new Response(null, { status: 204 })]);
    expect((await orThrow(client.GET("/things"))).items).toEqual([{ id: 1 }]);
    expect(await orThrow(client.DELETE("/things/{id}", { params: { path: { id: "1" } } }))).toBeUndefined();
  });

  it("throws what it was refused with", async () => {
    const { client } = clientOf([problem("not-found", 404)]);
    const failure = await orThrow(client.GET("/things")).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProblemError);
    expect(failure).toMatchObject({ code: "not-found", message: "not-found: It was refused." });
  });
});

describe("all items of a list", () => {
  it("come page by page, under the same filters", async () => {
    const { client, urls } = clientOf([page([1, 2], "next"), page([], "last"), page([3], null)]);
    const ids: number[] = [];
    for await (const { id } of client.all("/things", { params: { query: { inStock: true } } })) ids.push(id);
    expect(ids).toEqual([1, 2, 3]);
    expect(urls().map((url) => new URL(url).search)).toEqual([
      "?inStock=true",
      "?inStock=true&cursor=next",
      "?inStock=true&cursor=last",
    ]);
  });

  it("are asked for only as far as they are read", async () => {
    const { client, requests } = clientOf([page([1, 2], "next")]);
    for await (const { id } of client.all("/things")) if (id === 2) break;
    expect(requests).toHaveLength(1);
  });

  it("end with a problem where a page is refused", async () => {
    const { client } = clientOf([page([1], "next"), problem("not-found", 404)]);
    const ids: number[] = [];
    const read = async () => {
      for await (const { id } of client.all("/things")) ids.push(id);
    };
    await expect(read()).rejects.toThrow("not-found");
    expect(ids).toEqual([1]);
  });
});
