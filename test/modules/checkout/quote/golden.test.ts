import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { currencySchema, type Money } from "../../../../src/kernel/values/money.ts";
import { addsUp } from "../../../../src/modules/orders/index.ts";
import { quoteExample } from "../../../support/quote.ts";

const folder = "test/golden/money/arithmetic";

const amounts = { subtotal: z.int(), discount: z.int(), tax: z.int(), total: z.int() };
const vector = z
  .object({
    title: z.string(),
    currency: currencySchema,
    pricesIncludeTax: z.boolean(),
    taxRate: z.int(),
    discount: z.int(),
    shipping: z.int(),
    lines: z.array(z.object({ unit: z.int(), quantity: z.int(), ...amounts }).strict()),
    totals: z.object({ ...amounts, shipping: z.int() }).strict(),
  })
  .strict();
type Vector = z.infer<typeof vector>;

const vectors = readdirSync(folder).flatMap((file) =>
  z
    .array(vector)
    .parse(JSON.parse(readFileSync(`${folder}/${file}`, "utf8")))
    .map((one) => ({ ...one, name: `${file}: ${one.title}`, file })),
);

describe("the published examples of money", () => {
  it.each(vectors)("$name", (example) => {
    const { currency, pricesIncludeTax } = example;
    const money = (amount: number): Money => ({ amount, currency });
    const quoted = quoteExample({
      currency,
      lines: example.lines.map(({ unit, quantity }) => ({ unitPrice: money(unit), quantity })),
      discount: money(example.discount),
      shipping: money(example.shipping),
      tax: { rate: example.taxRate, pricesIncludeTax },
    });
    if (!quoted.ok) throw new Error(quoted.refusal.detail);
    const { lines, totals } = quoted.value;
    expect(lines.map(({ subtotal, discount, tax, total }) => ({ subtotal, discount, tax, total }))).toEqual(
      example.lines.map(({ unit: _, quantity: __, ...line }) => inMoney(line, money)),
    );
    expect(totals).toEqual(inMoney(example.totals, money));
    expect(addsUp(lines, totals, pricesIncludeTax)).toBe(true);
  });

  it("cover currencies of no, two and three decimals, with tax in the price and without", () => {
    const kinds = new Set(vectors.map(({ currency, pricesIncludeTax }) => `${currency} ${pricesIncludeTax}`));
    for (const currency of ["JPY", "USD", "KWD"])
      for (const included of [true, false]) expect(kinds).toContain(`${currency} ${included}`);
  });

  it("stand in docs/money.md, row by row, each below the name of its file", () => {
    const guide = readFileSync("docs/money.md", "utf8");
    for (const file of new Set(vectors.map((one) => one.file))) {
      const [, below = ""] = guide.split(`\`${folder}/${file}\``);
      const [table = ""] = below.split(/\n##+ /);
      const rows = table
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .slice(2)
        .map((line) =>
          line
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
        );
      expect(rows).toEqual(vectors.filter((one) => one.file === file).map(cellsOf));
    }
  });
});

function cellsOf({ title, currency, taxRate, discount, shipping, lines, totals }: Vector): readonly string[] {
  const line = (one: Vector["lines"][number]) =>
    `${one.subtotal} − ${one.discount}, ${one.tax}, ${one.total}`;
  return [
    title,
    currency,
    String(taxRate),
    String(discount),
    String(shipping),
    lines.map(({ unit, quantity }) => `${unit} × ${quantity}`).join(", "),
    lines.map(line).join("; "),
    ...[totals.subtotal, totals.discount, totals.tax, totals.total].map(String),
  ];
}

function inMoney<Key extends string>(
  amountByKey: Readonly<Record<Key, number>>,
  money: (amount: number) => Money,
): Record<string, Money> {
  return Object.fromEntries(Object.entries<number>(amountByKey).map(([key, amount]) => [key, money(amount)]));
}
