import { z } from "zod";
import type { Route } from "../../../src/kernel/api/route.ts";
import { routes } from "../../support/http/sender.ts";
import { type JsonSchema, type Place, placesIn, type Resolve } from "./schema.ts";

/** An operation that the document describes, and the route that answers it. */
export interface Operation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly queryNames: readonly string[];
  /** Null where the operation takes no JSON. */
  readonly body: { readonly schema: JsonSchema; readonly places: readonly Place[] } | null;
  readonly takesFile: boolean;
  readonly route: Route;
}

export interface Plan {
  readonly operations: readonly Operation[];
  readonly resolve: Resolve;
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;
const schemaShape = z.custom<JsonSchema>(isSchema);
const parameterShape = z.object({ name: z.string(), in: z.string() });
const operationShape = z.object({
  operationId: z.string(),
  parameters: z.array(z.union([parameterShape, z.object({ $ref: z.string() })])).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: schemaShape })) }).optional(),
});
const documentShape = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationShape)),
  components: z.object({ schemas: z.record(z.string(), schemaShape) }),
});

/** Reads what there is to attack from an OpenAPI document. */
export function planOf(openapi: unknown): Plan {
  const { paths, components } = documentShape.parse(openapi);
  const resolve: Resolve = (reference) => {
    const found = components.schemas[reference.slice(reference.lastIndexOf("/") + 1)];
    if (found === undefined) throw new Error(`the document has no ${reference}`);
    return found;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, described]): readonly Operation[] => {
      const route = routes.find((one) => one.path === path && one.method === method);
      // Health has no route of a module.
      if (route === undefined) return [];
      const content = described.requestBody?.content ?? {};
      const schema = content["application/json"]?.schema;
      return [
        {
          id: described.operationId,
          method: method.toUpperCase(),
          path,
          queryNames: described.parameters.flatMap((one) =>
            "name" in one && one.in === "query" ? [one.name] : [],
          ),
          body: schema === undefined ? null : { schema, places: placesIn(schema, resolve) },
          takesFile: schema === undefined && Object.keys(content).length > 0,
          route,
        },
      ];
    }),
  );
  return { operations, resolve };
}
