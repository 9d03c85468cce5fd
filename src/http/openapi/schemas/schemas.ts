import * as z from "zod";
import { shownType } from "../../../kernel/api/query-parameters.ts";
import { shapeNames } from "../../../kernel/api/shapes.ts";
import type { Registry } from "../../../kernel/registry.ts";
import { type Json, ref } from "../json.ts";
import { basesOf, extended } from "./inheritance.ts";

/** Schemas as the document has them. A schema with a name becomes a component. */
export interface Schemas {
  /** A reference to a component, or the schema itself if it has no name. */
  readonly schemaOf: (schema: z.ZodType) => Json;
  /** A component's name, or undefined if the schema has none. */
  readonly nameOf: (schema: z.ZodType) => string | undefined;
  /** Adds a component that no schema describes. */
  readonly add: (name: string, schema: Json) => Json;
  /** The components that were referred to so far, by name. */
  readonly components: () => Json;
}

const dateTime = {
  type: "string",
  format: "date-time",
  description: "An instant, as in RFC 3339. Answers have it in UTC, ending in `Z`.",
};

/** Names schemas as the platform and the modules do. Throws if two schemas have one name. */
export function createSchemas(registry: Pick<Registry, "modules">): Schemas {
  const nameBySchema = shapeNames(registry.modules);
  const bases = basesOf(nameBySchema);
  const metadata = new NamedMetadata(nameBySchema);
  const components = new Map<string, Json>([["DateTime", dateTime]]);
  const known = new Map<z.core.$ZodType, Json>();
  function schemaOf(schema: z.core.$ZodType): Json {
    const json = known.get(schema) ?? convert(schema);
    known.set(schema, json);
    return json;
  }
  function convert(schema: z.core.$ZodType): Json {
    const {
      $schema: _,
      $defs = {},
      ...json
    } = z.toJSONSchema(schema, {
      io: "input",
      unrepresentable: "any",
      metadata,
      override: ({ zodSchema, jsonSchema }) => {
        const shown = shownType(zodSchema);
        if (shown !== undefined) replace(jsonSchema, schemaOf(shown));
        simplify(jsonSchema);
      },
    });
    for (const [name, definition] of Object.entries($defs))
      components.set(name, withoutDefaults(pointed(Object(definition))));
    return pointed(json);
  }
  return {
    nameOf: (schema) => nameBySchema.get(schema),
    schemaOf,
    add(name, schema) {
      components.set(name, schema);
      return ref("schemas", name);
    },
    components: () =>
      Object.fromEntries(
        [...components]
          .sort(([one], [other]) => one.localeCompare(other, "en"))
          .map(([name, json]) => [name, extended(name, json, components, bases)]),
      ),
  };
}

/** Zod's own descriptions, and the API's names as ids. */
class NamedMetadata extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  readonly #names: ReadonlyMap<z.core.$ZodType, string>;

  constructor(names: ReadonlyMap<z.core.$ZodType, string>) {
    super();
    this.#names = names;
  }

  // Zod's types make the result depend on the schema's type, which metadata of ours does not.
  override get(schema: z.core.$ZodType): never {
    const id = this.#names.get(schema);
    return { ...z.globalRegistry.get(schema), ...(id === undefined ? {} : { id }) } as never;
  }

  override has(schema: z.core.$ZodType): boolean {
    return this.#names.has(schema) || z.globalRegistry.has(schema);
  }
}

/** All instants have one name. */
function dateTimeOf({ description }: z.core.JSONSchema.BaseSchema): Json {
  return { ...(description === undefined ? {} : { description }), $ref: "#/$defs/DateTime" };
}

function replace(json: z.core.JSONSchema.BaseSchema, other: Json): void {
  for (const key of Object.keys(json)) delete json[key];
  Object.assign(json, other);
}

/** Leaves out what only repeats a type. */
function simplify(json: z.core.JSONSchema.BaseSchema): void {
  if (json.format === "date-time") replace(json, dateTimeOf(json));
  // In OpenAPI, it says that requests do not have the property.
  delete json.readOnly;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.format === "date" || json.format === "email") delete json.pattern;
  if (isJustText(json.propertyNames)) delete json.propertyNames;
}

function isJustText(schema: unknown): boolean {
  return JSON.stringify(schema) === '{"type":"string"}';
}

/** Generators take a field with a default for one that is always there, also in requests. */
function withoutDefaults(json: Json): Json {
  const { properties } = json as { readonly properties?: Readonly<Record<string, Json>> };
  if (properties === undefined) return json;
  const fields = Object.entries(properties).map(([name, { default: _, ...field }]) => [name, field]);
  return { ...json, properties: Object.fromEntries(fields) };
}

/** Points references to the document's components. */
function pointed(json: object): Json {
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, pointedValue(key, value)]));
}

function pointedValue(key: string, value: unknown): unknown {
  if (key === "$ref" && typeof value === "string") return value.replace("#/$defs/", "#/components/schemas/");
  if (Array.isArray(value)) return value.map((item: unknown) => pointedValue("", item));
  return typeof value === "object" && value !== null ? pointed(value) : value;
}
