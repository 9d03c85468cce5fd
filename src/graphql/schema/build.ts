import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  GraphQLString,
} from "graphql";
import { z } from "zod";
import type { Route } from "../../kernel/api/route.ts";
import { shapeNames } from "../../kernel/api/shapes.ts";
import type { Registry } from "../../kernel/registry.ts";
import { isConnection, routeArguments } from "../fields/arguments.ts";
import { createConnectionTypes } from "../fields/connection-type.ts";
import { createRefinements } from "../fields/refinements.ts";
import {
  type Given,
  isWholeList,
  resolveConnection,
  resolveMutation,
  resolveThing,
} from "../fields/resolve.ts";
import { subscriptionFields } from "../subscriptions/fields.ts";
import { createEnums } from "./enums.ts";
import { createInputTypes } from "./input-types.ts";
import { capitalized, isQuery, queryFieldName, typeNames, uncapitalized } from "./names.ts";
import { createOutputTypes, type FieldConfigs } from "./output-types.ts";
import { nullable, required } from "./required.ts";
import { fieldsOf } from "./shapes.ts";

/** Makes the field of a route. `preset` are parameters that the parent gives. */
export type FieldOf = (
  route: Route,
  name: string,
  preset?: readonly string[],
  given?: Given,
) => FieldConfigs[string];

/** Derives the schema from the routes: each that answers JSON is a field of `Query` or `Mutation`. */
export function buildGraphqlSchema(
  registry: Pick<Registry, "modules" | "routeById" | "idByPrefix">,
): GraphQLSchema {
  const nameBySchema = shapeNames(registry.modules);
  const schemaByName = new Map([...nameBySchema].map(([schema, name]) => [name, schema]));
  const nameOf = (schema: z.core.$ZodType) => nameBySchema.get(schema);
  const names = typeNames(new Set(schemaByName.keys()));
  const enums = createEnums(nameBySchema);
  const inputs = createInputTypes({ names, enums, nameOf });
  const routes = registry.modules.flatMap((module) => module.routes).filter(answersJson);
  const fieldOf: FieldOf = (route, name, preset, given) => {
    const args = routeArguments(route, name, inputs, preset);
    const described = {
      description: route.description,
      args: args.args,
      extensions: { routes: [route.operationId] },
    };
    if (!isQuery(route)) return mutation(route, name, args);
    if (isConnection(route))
      return {
        ...described,
        type: new GraphQLNonNull(connections.of(route)),
        resolve: resolveConnection(route, args, given) as never,
      };
    return {
      ...described,
      type: contentType(route, name),
      resolve: resolveThing(route, args, given) as never,
    };
  };
  const refine = createRefinements({
    schemaByName,
    names,
    routes,
    fieldOf,
    typeOf: (schema) => outputs.object(schema, ""),
  });
  const outputs = createOutputTypes({
    names,
    enums,
    nameOf,
    shapeOf: (name) => schemaByName.get(name),
    refine,
  });
  const connections = createConnectionTypes(outputs);

  /** What a route answers. One thing is nullable: it may not be there. */
  const contentType = (route: Route, name: string, one = false): GraphQLOutputType => {
    const schema = contentOf(route);
    const hint = capitalized(name);
    const items = isWholeList(route) || isConnection(route) ? fieldsOf(schema).items : undefined;
    if (items !== undefined) {
      const list = nullable(outputs.of(items, `${hint}Item`));
      return one && list instanceof GraphQLList ? nullable(list.ofType) : list;
    }
    return nullable(outputs.of(schema, hint));
  };

  const mutation = (
    route: Route,
    name: string,
    args: ReturnType<typeof routeArguments>,
  ): FieldConfigs[string] => {
    const hasContent = (route.replies[200] ?? route.replies[201] ?? route.replies[202])?.schema !== undefined;
    const type = hasContent ? contentType(route, name) : null;
    const thing = type === null ? null : thingName(type);
    const payload = new GraphQLObjectType({
      name: `${capitalized(name)}Payload`,
      fields: {
        ...(type === null || thing === null ? {} : { [thing]: { type: required(type) } }),
        consistencyToken: {
          type: GraphQLString,
          description: "Makes later reads include what this has changed.",
        },
      },
    });
    return {
      description: route.description,
      args: args.args,
      type: new GraphQLNonNull(payload),
      resolve: resolveMutation(route, args, thing) as never,
    };
  };

  const routeOf = (operationId: string) => {
    const route = registry.routeById.get(operationId);
    if (route === undefined) throw new Error(`no route is called ${operationId}`);
    return route;
  };

  const rootFields = (chosen: readonly Route[], nameOfRoute: (route: Route) => string): FieldConfigs =>
    Object.fromEntries(
      chosen
        .map((route) => [nameOfRoute(route), route] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, route]) => [name, fieldOf(route, name)]),
    );
  const query = rootFields(routes.filter(isQuery), queryFieldName);
  const mutations = rootFields(
    routes.filter((route) => !isQuery(route)),
    ({ operationId }) => operationId,
  );
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: "Query", fields: query }),
    mutation: new GraphQLObjectType({ name: "Mutation", fields: mutations }),
    subscription: new GraphQLObjectType({
      name: "Subscription",
      fields: subscriptionFields({ routeOf, inputs, typeOf: (route) => contentType(route, "", true) }),
    }),
  });
}

/** Files have no place in a GraphQL answer or variable. */
function answersJson({ replies, upload }: Route): boolean {
  const answers = [replies[200], replies[201], replies[202], replies[204]].filter(
    (reply) => reply !== undefined,
  );
  return (
    upload === undefined &&
    answers.every(({ schema, mediaType }) => schema !== undefined || mediaType === undefined)
  );
}

function contentOf({ replies }: Route): z.core.$ZodType {
  return (replies[200] ?? replies[201] ?? replies[202])?.schema ?? z.never();
}

/** A payload names its thing by the type: `product`, `adminProduct` without what says who sees it. */
function thingName(type: GraphQLOutputType): string {
  if (type instanceof GraphQLList) return "items";
  return uncapitalized(String(type).replace(/^Admin(?=[A-Z])/, ""));
}
