import { z } from "zod";

/** Texts of which one fits every schema of a text. */
const texts = [
  "abc",
  "EUR",
  "DE",
  "en",
  "a@b.example",
  "shop.example",
  "https://shop.example",
  "96385074",
  "2030-01-01T00:00:00Z",
  "2030-01-01",
  "0af7651916cd43dd8448eb211c80319c",
  "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "key_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "ses_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "whk_01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "order.placed",
  "https://hooks.example.com/",
  "orders:read",
  "DE123456789",
  "Europe/Berlin",
  "0".repeat(64),
  `node_${"0".repeat(26)}`,
  `com_${"0".repeat(26)}`,
  `menu_${"0".repeat(26)}`,
  "1",
  "/{slug}",
];

/** The smallest JSON that the schema accepts. Optional fields are left out, unless it needs one of them. */
export function sampleOf(schema: z.ZodType): string {
  const accepted = candidatesFor(schema).find((text) => schema.safeParse(JSON.parse(text)).success);
  if (accepted === undefined) throw new Error(`add a text that fits ${JSON.stringify(schema.def)}`);
  return accepted;
}

function candidatesFor(schema: z.ZodType): readonly string[] {
  if (schema instanceof z.ZodObject) {
    const required = requiredFields(schema);
    return [required, ...optionalFields(schema).map((field) => [...required, field])].map(
      (fields) => `{${fields.join(",")}}`,
    );
  }
  if (schema instanceof z.ZodArray) return ["[]", `[${sampleOf(inner(schema.element))}]`];
  if (schema instanceof z.ZodRecord)
    return ["{}", `{${sampleOf(inner(schema.keyType))}:${sampleOf(inner(schema.valueType))}}`];
  if (schema instanceof z.ZodLiteral) return [...schema.values].map((value) => JSON.stringify(value));
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => JSON.stringify(option));
  const parts = partsOf(schema);
  if (parts !== null) return parts.flatMap((part) => candidatesFor(inner(part)));
  return ["1", "10", "true", "{}", ...texts.map((text) => JSON.stringify(text))];
}

/** The fields that an object must have, as JSON. */
export function requiredFields(schema: z.ZodObject): readonly string[] {
  return fieldsOf(schema, (field) => !isOptional(field));
}

function optionalFields(schema: z.ZodObject): readonly string[] {
  return fieldsOf(schema, isOptional);
}

function fieldsOf(schema: z.ZodObject, isWanted: (field: z.ZodType) => boolean): readonly string[] {
  return Object.entries<z.core.$ZodType>(schema.shape).flatMap(([name, field]) =>
    isWanted(inner(field)) ? [`${JSON.stringify(name)}:${sampleOf(inner(field))}`] : [],
  );
}

function isOptional(field: z.ZodType): boolean {
  return field.safeParse(undefined).success;
}

/** The schemas of the same value in a schema that only wraps others. Null for any other. */
export function partsOf(schema: z.ZodType): readonly z.core.$ZodType[] | null {
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodPipe) return [schema.in];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodLazy
  )
    return [schema.unwrap()];
  return null;
}

/** Zod types the parts of a schema as its core's schemas. All of ours are made by its classic API. */
export function inner(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new Error("a schema that Zod's classic API did not make");
}
