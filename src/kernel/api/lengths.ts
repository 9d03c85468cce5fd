import type { z } from "zod";

/** A place in a value that is longer than its schema allows. */
export interface TooLong {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Finds texts and lists that are longer than their schema allows. Zod runs the other checks of a value even if its length
 * failed, and parses every element of a list before it counts them. A request that is checked here first costs no more
 * than its schema allows.
 */
export function tooLong(schema: z.core.$ZodType, value: unknown): readonly TooLong[] {
  const found: TooLong[] = [];
  checkOf(schema)(value, [], found);
  return found;
}

/** The longest text and list of a schema that states no bound. */
const unstated = { text: 10_000, list: 10_000 } as const;

/** Texts are trimmed before they are measured, so they may have this many spaces besides. */
const maxSpaces = 1_000;

/** An object with more unknown fields than this is refused without naming them. */
const maxUnknown = 1_000;

/** The most places that are reported. */
const maxFound = 50;

type Path = readonly (string | number)[];
type Check = (value: unknown, path: Path, found: TooLong[]) => void;

const checks = new WeakMap<z.core.$ZodType, Check>();

/** The check of a schema, built on first use. */
function checkOf(schema: z.core.$ZodType): Check {
  const known = checks.get(schema);
  if (known !== undefined) return known;
  const check = build(schema as z.core.$ZodTypes);
  checks.set(schema, check);
  return check;
}

function build(schema: z.core.$ZodTypes): Check {
  const { def } = schema._zod;
  switch (def.type) {
    case "string":
      return textCheck(schema);
    case "array":
      return listCheck(maximumOf(schema) ?? unstated.list, checkOf(def.element));
    case "object":
      return objectCheck(new Map(Object.entries(def.shape).map(([key, field]) => [key, checkOf(field)])));
    case "record":
      return recordCheck(checkOf(def.keyType), checkOf(def.valueType));
    case "union":
      return unionCheck(def);
    case "pipe":
      return checkOf(def.in);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "catch":
      return checkOf(def.innerType);
    default:
      return () => undefined;
  }
}

function textCheck(schema: z.core.$ZodTypes): Check {
  const trimmed = schema._zod.def.checks?.some(({ _zod }) => _zod.def.check === "overwrite") === true;
  const maximum = maximumOf(schema) ?? unstated.text;
  const sent = maximum + (trimmed ? maxSpaces : 0);
  return (value, path, found) => {
    if (typeof value === "string" && value.length > sent)
      add(found, path, `Too long: at most ${maximum} characters`);
  };
}

function listCheck(maximum: number, element: Check): Check {
  return (value, path, found) => {
    if (!Array.isArray(value)) return;
    if (value.length > maximum) return add(found, path, `Too long: at most ${maximum} items`);
    for (let index = 0; index < value.length && found.length < maxFound; index += 1)
      element(value[index], [...path, index], found);
  };
}

function objectCheck(fields: ReadonlyMap<string, Check>): Check {
  return (value, path, found) => {
    if (!isObject(value)) return;
    if (Object.keys(value).length > fields.size + maxUnknown)
      return add(found, path, `Too long: at most ${fields.size} fields`);
    for (const [key, check] of fields)
      if (Object.hasOwn(value, key)) check(value[key], [...path, key], found);
  };
}

function recordCheck(name: Check, content: Check): Check {
  return (value, path, found) => {
    if (!isObject(value)) return;
    const keys = Object.keys(value);
    if (keys.length > unstated.list) return add(found, path, `Too long: at most ${unstated.list} fields`);
    for (const key of keys) {
      name(key, path, found);
      content(value[key], [...path, key.slice(0, 100)], found);
    }
  };
}

/** A value is too long for a union if it is too long for every option of its own type. */
function unionCheck({
  options,
  discriminator,
}: z.core.$ZodUnionDef & { readonly discriminator?: string }): Check {
  return (value, path, found) => {
    const fitting = options.filter((option) => accepts(option as z.core.$ZodTypes, value, discriminator));
    const knowing = fitting.filter((option) => knowsFields(option as z.core.$ZodTypes, value));
    const results = (knowing.length > 0 ? knowing : fitting).map((option) => tooLongAt(option, value, path));
    const least = results.find(({ length }) => length === 0) ?? results[0] ?? [];
    found.push(...least.slice(0, maxFound - found.length));
  };
}

function tooLongAt(schema: z.core.$ZodType, value: unknown, path: Path): readonly TooLong[] {
  const found: TooLong[] = [];
  checkOf(schema)(value, path, found);
  return found;
}

/** Whether a value has the type of an option, and its discriminating value. An option without a type takes any. */
function accepts(option: z.core.$ZodTypes, value: unknown, discriminator: string | undefined): boolean {
  const { def } = option._zod;
  const values: ReadonlySet<unknown> | undefined = option._zod.values;
  switch (def.type) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === def.type;
    case "null":
      return value === null;
    case "enum":
    case "literal":
      return values?.has(value) === true;
    case "array":
      return Array.isArray(value);
    case "record":
      return isObject(value);
    case "object": {
      const name = discriminator === undefined ? undefined : def.shape[discriminator];
      return isObject(value) && (name === undefined || discriminatedBy(name, value[discriminator ?? ""]));
    }
    case "pipe":
      return accepts(def.in as z.core.$ZodTypes, value, discriminator);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "catch":
      return accepts(def.innerType as z.core.$ZodTypes, value, discriminator);
    default:
      return true;
  }
}

/** Whether an option has all fields of a value. One that lacks a field says nothing of how long it may be. */
function knowsFields({ _zod: { def } }: z.core.$ZodTypes, value: unknown): boolean {
  if (def.type !== "object" || !isObject(value)) return true;
  return Object.keys(value).every((name) => Object.hasOwn(def.shape, name));
}

function discriminatedBy(field: z.core.$ZodType, value: unknown): boolean {
  return field._zod.values === undefined || field._zod.values.has(value as z.core.util.Primitive);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function add(found: TooLong[], path: Path, message: string): void {
  if (found.length < maxFound) found.push({ path, message });
}

/** The longest length that a schema states. */
function maximumOf(schema: z.core.$ZodTypes): number | undefined {
  const stated = (schema._zod.def.checks ?? []).flatMap(({ _zod: { def } }) => {
    if (def.check === "max_length") return [(def as z.core.$ZodCheckMaxLengthDef).maximum];
    if (def.check === "length_equals") return [(def as z.core.$ZodCheckLengthEqualsDef).length];
    return [];
  });
  return stated.length === 0 ? undefined : Math.min(...stated);
}
