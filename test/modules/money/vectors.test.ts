import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { reason } from "../../support/money/format/expectation.ts";
import { schemaFile, schemaOfVectors } from "../../support/money/format/schema.ts";
import { contradictionsOf } from "../../support/money/invariants.ts";
import { priceBasket } from "../../support/money/oracle/price-basket.ts";
import { readVectors, vectorFolder } from "../../support/money/vector.ts";

const vectors = readVectors();

describe("the published vectors of money", () => {
  it.each(vectors.map((one) => ({ ...one, name: `${one.file}: ${one.title}` })))("$name", (example) => {
    expect(priceBasket(example.given, example.basket)).toEqual(example.expect);
    expect(contradictionsOf(example.given, example.expect)).toEqual([]);
  });

  it("have a format that is published with them", () => {
    expect(JSON.parse(readFileSync(schemaFile, "utf8"))).toEqual(schemaOfVectors());
  });

  it("have titles of their own", () => {
    const titles = vectors.map(({ file, title }) => `${file}: ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThanOrEqual(80);
  });

  it("have every action, condition and reason, and currencies of no, two and three decimals", () => {
    const promotions = vectors.flatMap(({ given }) => given.promotions ?? []);
    expect(new Set(promotions.map(({ action }) => action.kind))).toEqual(
      new Set(["percent", "amount", "fixedPrice", "buyGet", "freeShipping", "tiers"]),
    );
    expect(new Set(promotions.flatMap(({ conditions }) => conditions.map(({ kind }) => kind)))).toEqual(
      new Set(["subtotal", "quantity", "contains", "country", "customerGroup", "firstOrder", "weekday"]),
    );
    const reasons = vectors.flatMap((one) => one.expect.promotions.map((promotion) => promotion.reason));
    expect(new Set(reasons)).toEqual(new Set(reason.options));
    expect(new Set(vectors.map(({ basket }) => basket.currency))).toEqual(
      new Set(["USD", "EUR", "JPY", "KWD"]),
    );
  });

  it("are the examples of docs/money.md, word by word, from every file", () => {
    const lists = examplesIn(readFileSync("docs/money.md", "utf8"));
    expect(new Set(lists.map(({ file }) => file))).toEqual(new Set(vectors.map(({ file }) => file)));
    const published = vectors.map(({ file, title, why }) => `${file} - **${title}**: ${why}`);
    for (const { file, rows } of lists) {
      expect(rows.length, file).toBeGreaterThan(0);
      for (const row of rows) expect(published).toContain(`${file} ${row}`);
    }
  });
});

/** The lists that stand below the name of a file of vectors. */
function examplesIn(guide: string) {
  return guide
    .split(`\n\`${vectorFolder}/`)
    .slice(1)
    .map((text) => ({ file: text.slice(0, text.indexOf("`")), list: text.split("\n\n")[1] ?? "" }))
    .filter(({ file }) => !file.includes("/"))
    .map(({ file, list }) => ({ file, rows: list.split("\n").filter((row) => row !== "") }));
}
