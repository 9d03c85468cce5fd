/** A JSON schema of the OpenAPI document, as far as the attacks read it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
}

/** The schema that a reference leads to. */
export type Resolve = (reference: string) => JsonSchema;

/** A place in a JSON value that a caller fills. An item of a list is `0`, a value of a record `k1`. */
export interface Place {
  readonly steps: readonly string[];
  readonly takes: "text" | "free text" | "object" | "list" | "other";
}

const deepest = 8;

/** All places in values of a schema, the whole value included, each once. */
export function placesIn(schema: JsonSchema, resolve: Resolve): readonly Place[] {
  const byPointer = new Map<string, Place>();
  walk(schema, resolve, [], (place) => {
    const pointer = pointerOf(place.steps);
    if (!byPointer.has(pointer)) byPointer.set(pointer, place);
  });
  return [...byPointer.values()];
}

export function pointerOf(steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function walk(
  schema: JsonSchema,
  resolve: Resolve,
  steps: readonly string[],
  add: (place: Place) => void,
): void {
  if (steps.length > deepest) return;
  for (const one of alternativesOf(schema, resolve)) {
    if (one.type === "null") continue;
    add({ steps, takes: takenBy(one) });
    for (const [name, inner] of partsOf(one)) walk(inner, resolve, [...steps, name], add);
  }
}

function takenBy(schema: JsonSchema): Place["takes"] {
  const { type, format, pattern } = schema;
  if (schema.enum !== undefined || schema.const !== undefined) return "other";
  if (type === "string") return format === undefined && pattern === undefined ? "free text" : "text";
  if (type === "object" || schema.properties !== undefined) return "object";
  return type === "array" ? "list" : "other";
}

function partsOf({ properties = {}, additionalProperties, items }: JsonSchema) {
  const parts: (readonly [string, JsonSchema])[] = Object.entries(properties);
  if (typeof additionalProperties === "object") parts.push(["k1", additionalProperties]);
  if (items !== undefined) parts.push(["0", items]);
  return parts;
}

/** The schemas of which a value fits at least one, without references. */
function alternativesOf(schema: JsonSchema, resolve: Resolve): readonly JsonSchema[] {
  const { $ref, anyOf, oneOf, allOf, ...own } = schema;
  const others = [...($ref === undefined ? [] : [resolve($ref)]), ...(anyOf ?? []), ...(oneOf ?? [])];
  const parts = [...others, ...(allOf ?? [])];
  if (parts.length === 0) return [schema];
  const found = parts.flatMap((one) => alternativesOf(one, resolve));
  return own.properties === undefined ? found : [own, ...found];
}

/** Some value of the schema: it has the right shape, and need not mean anything. */
export function sampleOf(schema: JsonSchema, resolve: Resolve, depth = 0): unknown {
  const [one = {}] = alternativesOf(schema, resolve).filter(({ type }) => type !== "null");
  if (one.const !== undefined) return one.const;
  if (one.enum !== undefined) return one.enum[0];
  const { properties = {}, required = [], items } = one;
  if (one.type === "array")
    return items === undefined || depth > deepest ? [] : [sampleOf(items, resolve, depth + 1)];
  if (takenBy(one) === "object")
    return Object.fromEntries(
      required.flatMap((name) => {
        const inner = properties[name];
        return inner === undefined ? [] : [[name, sampleOf(inner, resolve, depth + 1)]];
      }),
    );
  if (one.type === "string") return sampleTexts[one.format ?? ""] ?? "abc".padEnd(one.minLength ?? 0, "a");
  if (one.type === "boolean") return true;
  return 1;
}

const sampleTexts: Readonly<Record<string, string>> = {
  email: "a@shop.example",
  uri: "https://shop.example/a",
  date: "2030-01-01",
  "date-time": "2030-01-01T00:00:00Z",
};

/** A value with another one at a place. What is missing on the way there is filled with samples. */
export function put(
  value: unknown,
  schema: JsonSchema,
  resolve: Resolve,
  [step, ...rest]: readonly string[],
  inserted: unknown,
): unknown {
  if (step === undefined) return inserted;
  const inner = innerOf(schema, resolve, step);
  if (Array.isArray(value) || (step === "0" && !isRecord(value))) {
    const [first = sampleOf(inner, resolve), ...others]: unknown[] = Array.isArray(value) ? value : [];
    return [put(first, inner, resolve, rest, inserted), ...others];
  }
  const around = isRecord(value) ? value : sampleOf(schema, resolve);
  const own = isRecord(value) ? value[step] : undefined;
  return { ...Object(around), [step]: put(own ?? sampleOf(inner, resolve), inner, resolve, rest, inserted) };
}

function innerOf(schema: JsonSchema, resolve: Resolve, step: string): JsonSchema {
  const parts = alternativesOf(schema, resolve).flatMap(partsOf);
  return parts.find(([name]) => name === step)?.[1] ?? {};
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
