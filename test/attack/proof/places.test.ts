import { describe, expect, it } from "vitest";
import { type JsonSchema, placesIn, pointerOf, put, sampleOf } from "../plan/schema.ts";

const schemas: Readonly<Record<string, JsonSchema>> = {
  Text: {
    type: "object",
    properties: { title: { type: "string" }, seo: { anyOf: [{ $ref: "#/Seo" }, { type: "null" }] } },
    required: ["title"],
  },
  Seo: { type: "object", properties: { title: { type: "string" } } },
};
const resolve = (reference: string) => schemas[reference.slice(2)] ?? {};
const schema: JsonSchema = {
  type: "object",
  properties: {
    email: { type: "string", format: "email" },
    texts: { type: "array", items: { $ref: "#/Text" } },
    metadata: { type: "object", additionalProperties: { type: "string" } },
  },
  required: ["email"],
};

describe("the places in a body", () => {
  const places = placesIn(schema, resolve).map(({ steps, takes }) => `${pointerOf(steps)} ${takes}`);

  it("are all those that its schema has, at every depth", () => {
    expect(places).toEqual([
      " object",
      "/email text",
      "/texts list",
      "/texts/0 object",
      "/texts/0/title free text",
      "/texts/0/seo object",
      "/texts/0/seo/title free text",
      "/metadata object",
      "/metadata/k1 free text",
    ]);
  });

  it("can be filled where the body does not have them", () => {
    expect(put({ email: "a@b.example" }, schema, resolve, ["texts", "0", "seo", "title"], "x")).toEqual({
      email: "a@b.example",
      texts: [{ title: "abc", seo: { title: "x" } }],
    });
    expect(
      put(
        { email: "a", texts: [{ title: "b" }, { title: "c" }] },
        schema,
        resolve,
        ["texts", "0", "title"],
        1,
      ),
    ).toEqual({ email: "a", texts: [{ title: 1 }, { title: "c" }] });
  });

  it("have samples that fit", () => {
    expect(sampleOf(schema, resolve)).toEqual({ email: "a@shop.example" });
  });
});
