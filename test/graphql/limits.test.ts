import { describe, expect, it } from "vitest";
import { schemaOf } from "../../src/graphql/engine.ts";
import { prepare } from "../../src/graphql/execution/run.ts";
import { graphqlLimits } from "../../src/graphql/limits/limits.ts";
import { registry } from "../../src/registry.ts";

const schema = schemaOf(registry);
const options = { introspection: false, readOnly: false };

const prepared = (query: string, variables = {}, operationName: string | null = null) =>
  prepare(schema, { query, variables, operationName }, options);

/** The code that a query is refused with; its cost if it may run. */
function outcome(query: string, variables = {}) {
  const result = prepared(query, variables);
  return result.ok ? "runs" : result.refusal.code;
}

describe("depth", () => {
  // `collections { products { nodes { …` is three levels.
  const deep = (rounds: number) => {
    const inner = "{ nodes { collections { products(first: 1) ".repeat(rounds);
    return `{ products(first: 1) ${inner} { nodes { id } } ${"} } }".repeat(rounds)} }`;
  };

  it("counts fields within fields", () => {
    expect(outcome(deep(3))).toBe("runs");
    expect(outcome(deep(4))).toBe("query-too-deep");
  });

  it("opens fragments", () => {
    const spread = `query { products(first: 1) { nodes { ...a } } }
      fragment a on Product { collections { products(first: 1) { nodes { ...b } } } }
      fragment b on Product { collections { products(first: 1) { nodes { ...c } } } }
      fragment c on Product { collections { products(first: 1) { nodes { ...d } } } }
      fragment d on Product { collections { products(first: 1) { nodes { id } } } }`;
    expect(outcome(spread)).toBe("query-too-deep");
  });

  it("introspection is exempt, and refused where it is off", () => {
    const asked = "{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }";
    expect(
      prepare(
        schema,
        { query: asked, variables: {}, operationName: null },
        { introspection: true, readOnly: true },
      ).ok,
    ).toBe(true);
    expect(outcome(`query other ${asked}`)).toBe("invalid-query");
  });
});

describe("cost", () => {
  const costOf = (query: string, variables = {}) => prepared(`${query}`, variables).measured?.cost ?? 0;

  it("of a list is what an item costs, times the items that it asks for", () => {
    const nested = (first: number) =>
      `{ products(first: ${first}) { nodes { variants { price { amount } } collections { products(first: 10) { nodes { id } } } } } }`;
    // An item: variants 1, price 1, collections 1, products 1 + 10.
    expect(costOf(nested(100))).toBe(1 + 100 * 14);
    expect(outcome(nested(50))).toBe("runs");
    expect(outcome(nested(100))).toBe("query-too-expensive");
  });

  it("counts 20 items if a list is not told how many, and the value of a variable", () => {
    const query =
      "query ($n: Int) { products(first: $n) { nodes { collections { products { nodes { collections { title } } } } } } }";
    expect(costOf(query, { n: 100 })).toBe(1 + 100 * (1 + 1 + 20 * 1));
  });

  it("counts what the query gives in place of a variable, and the larger of two sizes", () => {
    const inner = "{ nodes { collections { products(first: 20) { nodes { id } } } } }";
    expect(costOf(`query ($n: Int = 100) { products(first: $n) ${inner} }`)).toBe(1 + 100 * (1 + 1 + 20));
    expect(costOf(`{ products(first: null, last: 100) ${inner} }`)).toBe(1 + 100 * (1 + 1 + 20));
    expect(outcome(`query ($n: Int = 100) { products(first: $n) ${inner} }`, { n: 2 })).toBe("runs");
  });

  it("a page of 50 products with all that belongs to them may run", () => {
    const query = `{ products(first: 50) { nodes { title variants { sku price { amount } quantityAvailable }
      collections { title products(first: 3) { nodes { title } } } categories { title products(first: 3) { nodes { title } } } } } }`;
    expect(outcome(query)).toBe("runs");
  });
});

describe("aliases", () => {
  const aliased = (times: number) =>
    `{ ${Array.from({ length: times }, (_, index) => `a${index}: store { name }`).join(" ")} }`;

  it("a selection has one field so many times", () => {
    expect(outcome(aliased(graphqlLimits.aliases.value))).toBe("runs");
    expect(outcome(aliased(graphqlLimits.aliases.value + 1))).toBe("too-many-aliases");
  });

  it("fragments do not hide them", () => {
    const query = `{ ...a ...b } fragment a on Query { ${aliased(8).slice(1, -1)} } fragment b on Query { ${aliased(8).slice(1, -1).replaceAll(/a(\d)/g, "b$1")} }`;
    expect(outcome(query)).toBe("too-many-aliases");
  });

  it("fragments that double each time are measured once", () => {
    const fragments = Array.from(
      { length: 40 },
      (_, index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`,
    );
    expect(outcome(`{ ...f0 } ${fragments.join(" ")} fragment f40 on Query { store { name } }`)).toBe(
      "too-many-aliases",
    );
  });
});

describe("size", () => {
  it("a query has so many bytes and tokens", () => {
    expect(outcome(`{ store { name } } # ${"é".repeat(40_000)}`)).toBe("query-too-large");
    expect(outcome(`{ ${"store { name } ".repeat(2_000)} }`)).toBe("query-too-large");
  });

  it("a query has so many mutations, in fragments too", () => {
    const mutation = (index: number) => `m${index}: signOut(input: {refreshToken: "t"}) { consistencyToken }`;
    const many = (count: number) => Array.from({ length: count }, (_, index) => mutation(index)).join(" ");
    expect(outcome(`mutation { ${many(5)} }`)).toBe("runs");
    expect(outcome(`mutation { ${many(6)} }`)).toBe("query-too-large");
    expect(outcome(`mutation { ...f } fragment f on Mutation { ${many(6)} }`)).toBe("query-too-large");
  });

  it("a fragment within itself is refused", () => {
    expect(outcome("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }")).toBe(
      "invalid-query",
    );
  });

  it("what is no query, or has no operation of the name, is refused", () => {
    expect(outcome("{")).toBe("malformed-query");
    expect(outcome("fragment a on Query { store { name } }")).toBe("malformed-query");
    const named = prepared("query a { store { name } } query b { store { name } }");
    expect(named.ok ? null : named.refusal.code).toBe("malformed-query");
  });

  it("suggestions do not tell the schema where introspection is off", () => {
    const result = prepared("{ stor { name } }");
    expect(result.ok ? "" : result.refusal.detail).not.toMatch(/did you mean/i);
  });
});
