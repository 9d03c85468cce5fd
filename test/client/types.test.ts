import { describe, expect, it } from "vitest";
import { typesOf } from "../../client/build/types.ts";

const answer = { 200: { description: "Done." }, "4XX": { $ref: "#/components/responses/Problem" } };
const key = { name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } };
const code = { type: "string", enum: ["forbidden", "taken", "too-large"] };
const problem = { type: "object", properties: { code }, required: ["code"] };
const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };

/** A document with one operation that is refused with two of three codes, and two others. */
const document = {
  openapi: "3.1.0",
  info: { title: "Mugs", version: "1" },
  paths: {
    "/mugs": {
      post: {
        operationId: "createMug",
        "x-problems": { 403: ["forbidden"], 409: ["taken"] },
        parameters: [{ $ref: "#/components/parameters/Key" }],
        responses: answer,
      },
      get: { operationId: "listMugs", responses: answer },
    },
    "/queries": { post: { operationId: "query", responses: answer } },
  },
  components: {
    schemas: { Problem: problem },
    parameters: { Key: key },
    responses: { Problem: { description: "It was refused.", content } },
  },
};

describe("the types of a document", () => {
  it("have the codes that each operation can be refused with", async () => {
    const types = await typesOf(document);
    const operation = /createMug: \{[\s\S]*?\n {4}\};/.exec(types)?.[0];
    expect(operation).toContain('code: "forbidden" | "taken"');
    expect(operation).not.toContain("too-large");
  });

  it("ask for no key, which the client makes", async () => {
    const operation = /createMug: \{[\s\S]*?\n {4}\};/.exec(await typesOf(document))?.[0];
    expect(operation).toMatch(/header\?: \{\s+"Idempotency-Key"\?: /);
  });

  it("name the POSTs that take no key", async () => {
    expect(await typesOf(document)).toContain('keyless: readonly string[] = ["/queries"]');
  });
});
