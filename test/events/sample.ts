import type { z } from "zod";

type Schema = z.core.JSONSchema.BaseSchema;

/** Made up by the shape alone: what a regular expression asks for is known for those that events use. */
const textByPattern: readonly (readonly [RegExp, string])[] = [
  [/^\^([a-z]+)_\[0-7\]/, "01J00000000000000000000000"],
  [/A-Z\]\{3\}/, "USD"],
];

/**
 * An example of what a schema describes: every property is there, so that a version that forgets one shows. `seed` makes
 * the examples of different versions differ.
 */
export function sampleOf(schema: Schema, seed: number): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (first !== undefined && typeof first === "object") return sampleOf(first, seed);
  switch (schema.type) {
    case "object":
      return sampleObject(schema, seed);
    case "array":
      return typeof schema.items === "object" && !Array.isArray(schema.items)
        ? [sampleOf(schema.items as Schema, seed)]
        : [];
    case "string":
      return sampleText(schema);
    case "integer":
    case "number":
      return Math.max(seed, Number(schema.minimum ?? 0), Number(schema.exclusiveMinimum ?? -1) + 1);
    case "boolean":
      return true;
    default:
      return null;
  }
}

function sampleObject({ properties = {}, additionalProperties }: Schema, seed: number): unknown {
  const named = Object.entries(properties).map(([name, property]) => [
    name,
    typeof property === "object" ? sampleOf(property, seed) : null,
  ]);
  if (named.length > 0 || typeof additionalProperties !== "object") return Object.fromEntries(named);
  return { key: sampleOf(additionalProperties, seed) };
}

function sampleText({ pattern, format }: Schema): string {
  if (format === "uri") return "https://example.test/";
  if (format === "date-time") return "2026-03-01T12:00:00.000Z";
  if (pattern === undefined) return "en";
  const prefix = /^\^([a-z]+_)/.exec(pattern)?.[1] ?? "";
  const known = textByPattern.find(([shape]) => shape.test(pattern));
  return prefix + (known?.[1] ?? "en");
}
