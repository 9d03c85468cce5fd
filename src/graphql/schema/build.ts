import { GraphQLObjectType, GraphQLSchema } from "graphql";
import type { Route } from "../../kernel/api/route.ts";
import { shapeNames } from "../../kernel/api/shapes.ts";
import type { Registry } from "../../kernel/registry.ts";
import { nodeField } from "../fields/node.ts";
import { createRefinements } from "../fields/refinements.ts";
import { RouteFields } from "../fields/route-fields.ts";
import { subscriptionFields } from "../subscriptions/fields.ts";
import { createEnums } from "./enums.ts";
import { createInputTypes } from "./input-types.ts";
import { isQuery, queryFieldName, typeNames } from "./names.ts";
import { nodeRoutes, thingOf } from "./node.ts";
import { type FieldConfigs, OutputTypes } from "./output-types.ts";

/** Derives the schema from the routes: each that answers JSON is a field of `Query` or `Mutation`. */
export function buildGraphqlSchema(registry: Pick<Registry, "modules" | "idByPrefix">): GraphQLSchema {
  const { modules } = registry;
  const nameBySchema = shapeNames(modules);
  const schemaByName = new Map([...nameBySchema].map(([schema, name]) => [name, schema]));
  const names = typeNames(new Set(schemaByName.keys()));
  const parts = {
    names,
    enums: createEnums(nameBySchema),
    nameOf: (schema: Parameters<typeof nameBySchema.get>[0]) => nameBySchema.get(schema),
    shapeOf: (name: string) => schemaByName.get(name),
  };
  const inputs = createInputTypes(parts);
  const routes = modules.flatMap((module) => module.routes).filter(answersJson);
  const nodes = nodeRoutes(registry, routes);
  const nodeShapes = new Set([...nodes.values()].map(thingOf));
  const outputs: OutputTypes = new OutputTypes({
    ...parts,
    isNode: (schema) => nodeShapes.has(schema),
    // It is asked for when a type's fields are, and by then everything is there.
    refine: (...type) => refine(...type),
  });
  const fields = new RouteFields(inputs, outputs);
  const refine = createRefinements({ schemaByName, names, routes, fields, outputs });
  return new GraphQLSchema({
    query: new GraphQLObjectType({
      name: "Query",
      fields: {
        ...rootFields(routes.filter(isQuery), fields, queryFieldName),
        node: nodeField(nodes, outputs),
      },
    }),
    mutation: new GraphQLObjectType({
      name: "Mutation",
      fields: rootFields(
        routes.filter((route) => !isQuery(route)),
        fields,
        ({ operationId }) => operationId,
      ),
    }),
    subscription: new GraphQLObjectType({
      name: "Subscription",
      fields: subscriptionFields({ routes, inputs, fields }),
    }),
  });
}

/** Files have no place in a GraphQL answer or variable. */
export function answersJson({ replies, upload }: Route): boolean {
  const answers = [replies[200], replies[201], replies[202], replies[204]].filter(
    (reply) => reply !== undefined,
  );
  return (
    upload === undefined &&
    answers.every(({ schema, mediaType }) => schema !== undefined || mediaType === undefined)
  );
}

function rootFields(
  routes: readonly Route[],
  fields: RouteFields,
  nameOf: (route: Route) => string,
): FieldConfigs {
  const named = routes.map((route) => [nameOf(route), route] as const);
  const sorted = named.sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [index, [name]] of sorted.entries())
    if (sorted[index + 1]?.[0] === name) throw new Error(`two routes have the GraphQL field ${name}`);
  return Object.fromEntries(sorted.map(([name, route]) => [name, fields.of(route, name)]));
}
