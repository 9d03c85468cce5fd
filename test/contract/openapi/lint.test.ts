import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectralCore, { type RulesetDefinition } from "@stoplight/spectral-core";
import spectralParsers from "@stoplight/spectral-parsers";
import spectralRulesets from "@stoplight/spectral-rulesets";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { document } from "./document.ts";

async function redocly(text: string): Promise<readonly string[]> {
  const config = await createConfig({ extends: ["recommended"] });
  const found = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
  return found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

// The package's type of a ruleset lacks what its own ruleset has.
const ruleset = { extends: [[spectralRulesets.oas, "recommended"]] } as unknown as RulesetDefinition;

async function spectral(text: string): Promise<readonly string[]> {
  const linter = new spectralCore.Spectral();
  linter.setRuleset(ruleset);
  const found = await linter.run(new spectralCore.Document(text, spectralParsers.Json));
  return found.map(({ code, message, path }) => `${code}: ${message} ${path.join("/")}`);
}

const text = JSON.stringify(document, null, 2);
const whole = z.looseObject({ paths: z.record(z.string(), z.unknown()) }).parse(document);
/** One operation is enough to see that the rules apply: to list the flaws of hundreds takes seconds. */
const flawed = JSON.stringify({
  ...whole,
  paths: Object.fromEntries(
    Object.entries(whole.paths).filter(([, item]) => JSON.stringify(item).includes('"getCart"')),
  ),
}).replaceAll('"operationId":"getCart"', '"operationId":"get Cart"');

describe.each([
  { name: "Redocly's recommended rules", lint: redocly },
  { name: "Spectral's rules for OpenAPI", lint: spectral },
])("$name", { timeout: 60_000 }, ({ lint }) => {
  it("find no error and no warning in the document", async () => {
    expect(await lint(text)).toEqual([]);
  });

  it("find what is wrong with another", async () => {
    expect(await lint(flawed)).toContainEqual(expect.stringMatching(/^operation-operationId-.*url/));
  });
});
