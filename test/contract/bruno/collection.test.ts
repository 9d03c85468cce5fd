import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { bruToJsonV2 } from "@usebruno/lang";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { registry } from "../../../src/registry.ts";
import { operations } from "../openapi/document.ts";
import { collectionFolder, collectionOf } from "./collection.ts";

const field = z.looseObject({ name: z.string(), value: z.string(), enabled: z.boolean() });
const request = z.looseObject({
  meta: z.looseObject({ name: z.string() }),
  http: z.looseObject({ method: z.string(), url: z.string() }),
  headers: z.array(field).default([]),
  params: z.array(field).default([]),
  auth: z.looseObject({ bearer: z.looseObject({ token: z.string() }).optional() }).default({}),
  body: z.looseObject({ json: z.string().optional(), text: z.string().optional() }).default({}),
});

const collection = collectionOf(registry);

/** The requests of the collection, as Bruno reads them, by the ids of their operations. */
const requests = new Map(
  [...collection]
    .filter(([path]) => /^[\w-]+\/(?!folder\.bru|local\.bru)\w+\.bru$/.test(path))
    .map(([path, text]) => [path.replace(/^.*\/|\.bru$/g, ""), request.parse(bruToJsonV2(text))]),
);

describe("the Bruno collection", () => {
  it("is the one that `npm run bruno` writes from the document", () => {
    const files = readdirSync(collectionFolder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => relative(collectionFolder, join(one.parentPath, one.name)));
    expect(files.sort()).toEqual([...collection.keys()].sort());
    for (const [path, text] of collection)
      expect(readFileSync(join(collectionFolder, path), "utf8"), path).toBe(text);
  });

  it("has a request for each operation, and no other", () => {
    expect([...requests.keys()].sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
  });

  it.each(operations)("asks for $operationId where it is", ({ name, operationId, summary, requestBody }) => {
    const found = requests.get(operationId);
    expect(`${found?.http.method} ${found?.http.url}`).toBe(
      name
        .replace(" ", " {{url}}")
        .replaceAll(/\{(\w+)\}(?!\})/g, ":$1")
        .replace("{:url}", "{{url}}"),
    );
    expect(found?.meta.name).toBe(summary);
    const { json, text } = found?.body ?? {};
    expect(json !== undefined || text !== undefined).toBe(requestBody !== undefined);
    if (json !== undefined) expect(JSON.parse(json)).toBeTypeOf("object");
  });

  it("shows who calls with a variable of the environment", () => {
    const tokenOf = (id: string) => requests.get(id)?.auth.bearer?.token;
    expect(tokenOf("createProduct")).toBe("{{secretKey}}");
    expect(tokenOf("createTenant")).toBe("{{platformToken}}");
    expect(tokenOf("getMe")).toBe("{{accessToken}}");
    expect(tokenOf("listStoreProducts")).toBeUndefined();
    const headers = requests.get("listStoreProducts")?.headers ?? [];
    expect(headers).toContainEqual(
      expect.objectContaining({ name: "X-Tenant", value: "{{tenant}}", enabled: true }),
    );
  });

  it("makes a new Idempotency-Key for each POST", () => {
    for (const [id, { http, headers }] of requests)
      if (http.method === "post")
        expect(headers, id).toContainEqual(
          expect.objectContaining({ name: "Idempotency-Key", value: "{{$guid}}", enabled: true }),
        );
  });
});
