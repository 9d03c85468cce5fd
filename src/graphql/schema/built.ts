import { type GraphQLSchema, printSchema } from "graphql";
import type { Registry } from "../../kernel/registry.ts";
import { buildGraphqlSchema } from "./build.ts";

let built: { readonly registry: Registry; readonly schema: GraphQLSchema } | null = null;

/** The schema, built once per isolate. */
export function schemaOf(registry: Registry): GraphQLSchema {
  if (built?.registry !== registry) built = { registry, schema: buildGraphqlSchema(registry) };
  return built.schema;
}

/** The schema in its definition language. */
export function schemaText(registry: Registry): string {
  return `${printSchema(schemaOf(registry))}\n`;
}
