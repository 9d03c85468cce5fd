import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { type PersonalFields, withoutPersonal } from "../../../src/kernel/write/personal.ts";
import { modules } from "../../../src/modules.ts";

const { eventByType, stateByType, erasableTypes } = createRegistry(modules);

/** Texts of erasable aggregates that are not the person's: what the shop, its catalogue or the platform has written. */
const ofTheShop = [
  "accessTokenHash of order.placed",
  "locale",
  "items.*.title",
  "items.*.variantTitle",
  "items.*.sku",
  "items.*.image.url",
  "items.*.image.alt",
  "items.*.options.*",
  ...["items.*.adjustments", "adjustments"].flatMap((path) =>
    ["promotionId", "code", "label"].map((field) => `${path}.*.${field}`),
  ),
  "items.*.taxes.*.name",
  "shippingTaxes.*.name",
  "shippingOption.id",
  "shippingOption.name",
  "payment.provider",
  "payments.*.provider",
  "carrier",
  "fulfillments.*.carrier",
  "timeline.*.type",
  "timeline.*.actor.id",
  "erasure.shippingCountry",
  "erasure.billingCountry",
  // Ids.
  "from",
  "subject.id",
  "customerId",
  "cartId",
  "tokenId",
];

type Schema = Readonly<Record<string, unknown>>;

/** The paths of texts that can be anything: without a pattern, a format or a list of values. */
function textsIn(schema: Schema, path: readonly string[] = []): readonly string[] {
  const inside = (value: unknown, ...step: string[]) =>
    typeof value === "object" && value !== null ? textsIn(value as Schema, [...path, ...step]) : [];
  const choices = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((of) => (Array.isArray(of) ? of : []));
  const isText =
    schema.type === "string" &&
    !("enum" in schema || "const" in schema || "format" in schema || "pattern" in schema);
  return [
    ...(isText ? [path.join(".")] : []),
    ...choices.flatMap((one) => inside(one)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => inside(one, name)),
    ...inside(schema.items, "*"),
    ...inside(schema.additionalProperties, "*"),
  ];
}

const isDeclared = (fields: PersonalFields, path: string) =>
  Object.keys(fields).some((field) => path === field || path.startsWith(`${field}.`));

const declarations = [
  ...[...eventByType.values()]
    .filter(({ aggregate }) => erasableTypes.has(aggregate))
    .map(({ type, schemas, personalFields }) => ({
      ...{ name: type, kind: type, folder: "events", schemas, personalFields },
    })),
  ...[...stateByType.values()]
    .filter(({ aggregate }) => erasableTypes.has(aggregate))
    .map(({ aggregate, schemas, personalFields }) => ({
      ...{ name: `the state of ${aggregate}`, kind: aggregate, folder: "states", schemas, personalFields },
    })),
];

describe("every text of an aggregate from which a person can be erased", () => {
  it.each(declarations)(
    "is declared as personal, or known to be the shop's: $name",
    ({ name, schemas, personalFields }) => {
      const texts = schemas.flatMap((schema) => textsIn(z.toJSONSchema(schema, { unrepresentable: "any" })));
      const unknown = texts.filter(
        (path) =>
          !isDeclared(personalFields, path) &&
          !ofTheShop.includes(path) &&
          !ofTheShop.includes(`${path} of ${name}`),
      );
      expect([...new Set(unknown)]).toEqual([]);
    },
  );

  it.each(declarations)(
    "fits its schema without it, in every version: $name",
    ({ folder, kind, schemas, personalFields }) => {
      for (const [index, schema] of schemas.entries()) {
        const file = `test/golden/${folder}/samples/${kind}.v${index + 1}.json`;
        const sample: unknown = JSON.parse(readFileSync(file, "utf8"));
        const left = withoutPersonal(personalFields, sample);
        expect(schema.safeParse(left).error?.message).toBeUndefined();
      }
    },
  );

  it("is found if it is forgotten", () => {
    const schema = z.object({
      person: z.object({ email: z.string() }).nullable(),
      gift: z.object({ text: z.string() }),
    });
    const texts = textsIn(z.toJSONSchema(schema));
    expect(texts.filter((path) => !isDeclared({ person: null }, path))).toEqual(["gift.text"]);
  });
});

it("withoutPersonal changes what is declared, and nothing else", () => {
  const state = {
    person: { email: "a" },
    refunds: [{ reason: "b", amount: 1 }, { reason: "c" }],
    note: null,
    total: 5,
  };
  const fields = { person: null, "refunds.*.reason": "", note: "", absent: null, "total.of": "" } as const;
  expect(withoutPersonal(fields, state)).toEqual({
    person: null,
    refunds: [{ reason: "", amount: 1 }, { reason: "" }],
    note: null,
    total: 5,
  });
});
