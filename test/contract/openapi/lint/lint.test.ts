import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectralCore from "@stoplight/spectral-core";
import spectralParsers from "@stoplight/spectral-parsers";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { document } from "../document.ts";
import { notOurs, strictRules } from "./strict.ts";

async function redocly(text: string): Promise<readonly string[]> {
  const config = await createConfig({ extends: ["all"], rules: notOurs });
  const found = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
  return found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

async function spectral(text: string): Promise<readonly string[]> {
  const linter = new spectralCore.Spectral();
  linter.setRuleset(strictRules);
  const found = await linter.run(new spectralCore.Document(text, spectralParsers.Json));
  return found.map(({ code, message, path }) => `${code}: ${message} ${path.join("/")}`);
}

const text = JSON.stringify(document, null, 2);
const whole = z.looseObject({ paths: z.record(z.string(), z.unknown()) }).parse(document);

/** What is planted in one operation, and the rule that finds it. */
const planted = {
  spectral: [
    ["an id that is no name", '"placeOrder"', '"place order"', "operation-id-is-a-verb-and-its-subject"],
    ["a second tag", '"tags":["Checkout"]', '"tags":["Checkout","Orders"]', "operation-has-one-tag"],
    [
      "a summary that is a sentence",
      '"summary":"Place an order without a cart"',
      '"summary":"Places an order."',
      "operation-is-described",
    ],
    [
      "a parameter without a word",
      '"parameters":[',
      '"parameters":[{"name":"q","in":"query","schema":{"type":"string"}},',
      "parameter-is-described",
    ],
    [
      "a body without an example",
      'CheckoutInput"},"examples":',
      'CheckoutInput"},"x-examples":',
      "body-has-an-example",
    ],
    [
      "a body without a name",
      '{"$ref":"#/components/responses/PlacedOrder"}',
      '{"description":"The order","content":{"application/json":{"schema":{},"examples":{"one":{"value":1}}}}}',
      "body-has-a-named-schema",
    ],
    [
      "a refusal of another shape",
      '"4XX":{"$ref":"#/components/responses/Problem"}',
      '"4XX":{"description":"Refused"}',
      "refusal-is-a-problem",
    ],
  ],
  redocly: [
    [
      "a shape that nobody uses",
      '"schemas":{',
      '"schemas":{"Nobody":{"type":"object"},',
      "no-unused-components",
    ],
    [
      "an example that does not fit",
      '"email":"ada@shop.example"',
      '"emial":"ada@shop.example"',
      "no-invalid-media-type-examples",
    ],
    ["a tag that is not described", '"tags":["Checkout"]', '"tags":["Sales"]', "operation-tag-defined"],
  ],
} as const;

/** The document with one operation, in which all that is planted for a linter is wrong. */
function flawed(flaws: readonly (readonly [string, string, string, string])[]): string {
  const paths = Object.entries(whole.paths).filter(([path]) => path === "/v1/store/checkout");
  const before = JSON.stringify({ ...whole, paths: Object.fromEntries(paths) });
  return flaws.reduce((json, [, from, to]) => {
    if (!json.includes(from)) throw new Error(`${from} is not in the document`);
    return json.replace(from, to);
  }, before);
}

describe.each([
  { name: "Redocly's rules", lint: redocly, flaws: planted.redocly },
  { name: "Spectral's rules and our own", lint: spectral, flaws: planted.spectral },
])("$name", { timeout: 60_000 }, ({ lint, flaws }) => {
  it("find nothing in the document", async () => {
    expect(await lint(text)).toEqual([]);
  });

  it("find every flaw in another", async () => {
    const found = await lint(flawed(flaws));
    for (const [flaw, , , rule] of flaws)
      expect(found, flaw).toContainEqual(expect.stringMatching(new RegExp(`^${rule}: `)));
  });
});
