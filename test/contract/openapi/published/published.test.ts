import { describe, expect, it } from "vitest";
import { document } from "../document.ts";
import { publishedOf, publishedText, readPublished } from "./kept.ts";
import { breaksOf, type Published } from "./operations.ts";

const now = publishedOf(Object(document));

describe("the API", () => {
  it("breaks no client of the API that was published last", () => {
    expect(breaksOf(readPublished(), now)).toEqual([]);
  });

  it("is published as it is: `npm run openapi` takes over what was added", () => {
    expect(publishedText(readPublished())).toBe(publishedText(now));
  });
});

const text = { type: "string" };
const shop: Published = publishedOf({
  paths: {
    "/mugs": {
      get: {
        operationId: "listMugs",
        security: [{}, { key: [] }],
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer", maximum: 100 } },
          { name: "sort", in: "query", schema: { enum: ["price", "title"] } },
        ],
        responses: { 200: { $ref: "#/components/responses/Mugs" } },
      },
      post: {
        operationId: "createMug",
        "x-problems": { 409: ["duplicate-title"] },
        security: [{ key: [] }],
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/MugInput" } } },
        },
        responses: {
          201: { content: { "application/json": { schema: { $ref: "#/components/schemas/Mug" } } } },
        },
      },
    },
  },
  components: {
    responses: {
      Mugs: {
        headers: { Link: {} },
        content: {
          "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Mug" } } },
        },
      },
    },
    schemas: {
      MugInput: {
        type: "object",
        properties: {
          title: { type: "string", maxLength: 100 },
          note: { type: ["string", "null"] },
          size: { anyOf: [{ enum: ["S", "L"] }, { type: "integer" }] },
        },
        required: ["title"],
      },
      Named: { type: "object", properties: { title: text }, required: ["title"] },
      Mug: {
        allOf: [
          { $ref: "#/components/schemas/Named" },
          {
            type: "object",
            properties: {
              price: { type: "integer" },
              description: text,
              state: { enum: ["draft", "active"] },
              deal: {
                oneOf: [
                  { type: "object", properties: { kind: { const: "gift" }, from: text } },
                  { type: "object", properties: { kind: { const: "sale" }, until: text } },
                ],
              },
              set: { type: "array", items: { $ref: "#/components/schemas/Mug" } },
            },
            required: ["price"],
          },
        ],
      },
    },
  },
});

/** The shop's document with one text replaced. */
function changed(from: string, to: string): Published {
  const before = JSON.stringify(shop);
  if (!before.includes(from)) throw new Error(`${from} is not in the document`);
  return JSON.parse(before.replace(from, to));
}

describe("a change breaks clients that", () => {
  it.each([
    ["moves a path", '"/mugs"', '"/cups"', "listMugs (GET /mugs): is gone"],
    [
      "takes away an operation",
      '"post":{"operationId"',
      '"put":{"operationId"',
      "createMug (POST /mugs): is gone",
    ],
    ["renames a problem", '"duplicate-title"', '"taken-title"', "the problem code duplicate-title is gone"],
    ["renames an operation", '"listMugs"', '"listCups"', "listMugs (GET /mugs): is called listCups"],
    [
      "asks for a credential",
      '[{},{"key":[]}]',
      '[{"key":[]}]',
      "listMugs (GET /mugs): is no longer open to no credential",
    ],
    [
      "renames a parameter",
      '"name":"limit"',
      '"name":"size"',
      "listMugs (GET /mugs): query parameter limit is gone",
    ],
    [
      "requires a parameter",
      '"name":"limit",',
      '"name":"limit","required":true,',
      "listMugs (GET /mugs): query parameter limit is required now",
    ],
    [
      "requires a new parameter",
      '"parameters":[',
      '"parameters":[{"name":"shop","in":"query","required":true,"schema":{"type":"string"}},',
      "listMugs (GET /mugs): query parameter shop is required now",
    ],
    [
      "narrows a parameter",
      '"maximum":100',
      '"maximum":50',
      "listMugs (GET /mugs): query parameter limit: / has another maximum: 50, before 100",
    ],
    [
      "takes a word away",
      '["price","title"]',
      '["price"]',
      "listMugs (GET /mugs): query parameter sort: / no longer takes title",
    ],
    [
      "requires a field",
      '"required":["title"]',
      '"required":["title","note"]',
      "createMug (POST /mugs): the body: /note is required now",
    ],
    ["takes a field of a body away", '"note"', '"remark"', "createMug (POST /mugs): the body: /note is gone"],
    [
      "takes null away",
      '["string","null"]',
      '["string"]',
      "createMug (POST /mugs): the body: /note can no longer be null",
    ],
    [
      "shortens a text",
      '"maxLength":100',
      '"maxLength":80',
      "createMug (POST /mugs): the body: /title has another maxLength: 80, before 100",
    ],
    [
      "takes an alternative away",
      ',{"type":"integer"}]',
      "]",
      "createMug (POST /mugs): the body: /size can no longer be integer",
    ],
    [
      "takes a word of an alternative away",
      '["S","L"]',
      '["S"]',
      "createMug (POST /mugs): the body: /size no longer takes L",
    ],
    [
      "takes another media type",
      '"requestBody":{"content":{"application/json"',
      '"requestBody":{"content":{"text/csv"',
      "createMug (POST /mugs): the body can no longer be application/json",
    ],
    ["takes a status away", '"201"', '"200"', "createMug (POST /mugs): the answer 201 is gone"],
    ["takes a header away", '{"Link":{}}', "{}", "listMugs (GET /mugs): the answer 200 no longer has Link"],
    [
      "takes a field of an answer away",
      '"description"',
      '"text"',
      "createMug (POST /mugs): the answer 201: /description is gone",
    ],
    [
      "takes a field of an alternative away",
      ',"until":{"type":"string"}',
      "",
      "createMug (POST /mugs): the answer 201: /deal/until is gone",
    ],
    [
      "leaves a field of an answer out",
      '"required":["price"]',
      '"required":[]',
      "createMug (POST /mugs): the answer 201: /price can now be missing",
    ],
    [
      "changes a type of an answer",
      '"price":{"type":"integer"}',
      '"price":{"type":"number"}',
      "listMugs (GET /mugs): the answer 200: /*/price can now be number",
    ],
    [
      "answers null",
      '"price":{"type":"integer"}',
      '"price":{"type":["integer","null"]}',
      "createMug (POST /mugs): the answer 201: /price can now be null",
    ],
    [
      "answers text instead of words",
      '{"enum":["draft","active"]}',
      '{"type":"string"}',
      "createMug (POST /mugs): the answer 201: /state can now be any string",
    ],
  ])("%s", (_, from, to, found) => {
    expect(breaksOf(shop, changed(from, to))).toContain(found);
  });
});

describe("a change breaks no client that", () => {
  it.each([
    ["changes nothing", '"/mugs"', '"/mugs"'],
    ["adds an operation", '"/mugs":{', '"/mugs":{"delete":{"operationId":"deleteMugs","responses":{}},'],
    [
      "adds a parameter",
      '"parameters":[',
      '"parameters":[{"name":"tag","in":"query","schema":{"type":"string"}},',
    ],
    ["takes more", '"maximum":100', '"maximum":200'],
    ["takes another word", '["price","title"]', '["price","title","size"]'],
    ["adds a field to a body", '"note"', '"tags":{"type":"array"},"note"'],
    ["requires a field no longer", '"required":["title"]', '"required":[]'],
    ["adds a field to an answer", '"price":{', '"weight":{"type":"integer"},"price":{'],
    ["answers another word", '["draft","active"]', '["draft","active","archived"]'],
    ["answers less than it could", '"price":{"type":"integer"}', '"price":{"type":"integer","minimum":0}'],
  ])("%s", (_, from, to) => {
    expect(breaksOf(shop, changed(from, to))).toEqual([]);
  });
});
