import { describe, expect, it } from "vitest";
import { priceBasket } from "../../support/money/oracle/price-basket.ts";
import { quoted } from "../../support/money/platform/answer.ts";
import { randomExample } from "../../support/money/random.ts";
import { type Example, shrink } from "../../support/money/shrink.ts";
import { readVectors } from "../../support/money/vector.ts";

const vectors = readVectors();
const count = Number(process.env.RANDOM_BASKETS ?? 1_500);

describe("a quote has the amounts and reasons of the published vectors", () => {
  it.each(vectors.map((one) => ({ ...one, name: `${one.file}: ${one.title}` })))("$name", (example) => {
    expect(quoted(example)).toEqual(example.expect);
  });
});

it(`a quote has those of the oracle, for ${count} baskets at random`, { timeout: 600_000 }, () => {
  for (let seed = 1; seed <= count; seed += 1) {
    const example = randomExample(seed);
    if (!differs(example)) continue;
    const { given, basket } = shrink(example, differs);
    const small = JSON.stringify({ given, basket }, null, 2);
    expect(quoted({ given, basket }), `seed ${seed}: ${small}`).toEqual(priceBasket(given, basket));
  }
});

function differs({ given, basket }: Example): boolean {
  return (
    JSON.stringify(sorted(quoted({ given, basket }))) !== JSON.stringify(sorted(priceBasket(given, basket)))
  );
}

/** The order of fields means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]: [string, unknown]) => [key, sorted(one)]),
  );
}
