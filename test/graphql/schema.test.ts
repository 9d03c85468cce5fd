import { readFileSync, writeFileSync } from "node:fs";
import { buildSchema, findBreakingChanges, validateSchema } from "graphql";
import { expect, it } from "vitest";
import { schemaText } from "../../src/graphql/engine.ts";
import { buildGraphqlSchema } from "../../src/graphql/schema/build.ts";
import { registry } from "../../src/registry.ts";

const file = "test/golden/graphql/schema.graphql";

if (process.env.WRITE_GRAPHQL === "1") writeFileSync(file, schemaText(registry));

it("the schema is valid", () => {
  expect(validateSchema(buildGraphqlSchema(registry))).toEqual([]);
});

it("clients written for the published schema go on working", () => {
  const published = buildSchema(readFileSync(file, "utf8"));
  const breaking = findBreakingChanges(published, buildSchema(schemaText(registry)));
  // A breaking change needs a decision that says who breaks. Then `npm run graphql` publishes it.
  expect(breaking.map(({ description }) => description)).toEqual([]);
});

it("the published schema is the present one: `npm run graphql` writes it", () => {
  expect(readFileSync(file, "utf8")).toBe(schemaText(registry));
});

it("a field that is removed is named as a breaking change", () => {
  const published = readFileSync(file, "utf8");
  const changed = published.replace(/^ {2}subtitle: String\n/m, "");
  const [change] = findBreakingChanges(buildSchema(published), buildSchema(changed));
  expect(change?.description).toMatch(/subtitle was removed/);
});

it("each route that answers JSON is a field, with its own description", () => {
  const query = buildGraphqlSchema(registry).getQueryType()?.getFields() ?? {};
  expect(Object.keys(query)).toEqual(
    expect.arrayContaining([
      "products",
      "product",
      "collections",
      "collection",
      "categories",
      "category",
      "cart",
      "order",
      "store",
    ]),
  );
  expect(query.products?.description).toBe(registry.routeById.get("listStoreProducts")?.description);
  expect(query.products?.args.map(({ name }) => name)).toEqual([
    "locale",
    "currency",
    "query",
    "sort",
    "first",
    "after",
    "last",
    "before",
    "filter",
  ]);
  expect(String(query.products?.type)).toBe("ProductConnection!");
  expect(query.order?.args.map(({ name }) => name)).toEqual(["id", "token"]);
});
