import { type GraphQLSchema, printSchema } from "graphql";
import type { Registry } from "../kernel/registry.ts";
import { buildGraphqlSchema } from "./schema/build.ts";

export { runGraphql } from "./execution/run.ts";
export { fieldRoutesOf } from "./limits/routes.ts";
export { openStream } from "./subscriptions/stream.ts";

let built: { readonly registry: Registry; readonly schema: GraphQLSchema } | null = null;
let text: string | null = null;

/** The schema, built once per isolate. */
export function schemaOf(registry: Registry): GraphQLSchema {
  if (built?.registry !== registry) {
    built = { registry, schema: buildGraphqlSchema(registry) };
    text = null;
  }
  return built.schema;
}

/** The schema in its definition language. */
export function schemaText(registry: Registry): string {
  const schema = schemaOf(registry);
  text ??= `${printSchema(schema)}\n`;
  return text;
}
