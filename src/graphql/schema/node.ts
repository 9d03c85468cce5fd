import { GraphQLID, GraphQLInterfaceType, GraphQLNonNull } from "graphql";
import type * as z from "zod";
import type { Route } from "../../kernel/api/route.ts";
import type { Registry } from "../../kernel/registry.ts";
import { capitalized } from "./names.ts";
import { fieldsOf } from "./shapes.ts";

/** A thing that `node(id)` reads. */
export const nodeInterface: GraphQLInterfaceType = new GraphQLInterfaceType({
  name: "Node",
  description: "A thing with an id of its own.",
  fields: { id: { type: new GraphQLNonNull(GraphQLID) } },
  // `node` says of what type it is.
  resolveType: (thing) => String(Object(thing).__typename),
});

/** The routes that read a thing by its id, by the prefix of such ids. */
export function nodeRoutes(
  { idByPrefix }: Pick<Registry, "idByPrefix">,
  routes: readonly Route[],
): ReadonlyMap<string, Route> {
  return new Map(
    [...idByPrefix].flatMap(([prefix, { name }]) => {
      const route = routes.find(({ operationId }) => operationId === `get${capitalized(name)}`);
      const isById = route !== undefined && Object.keys(fieldsOf(route.params)).join() === "id";
      return isById && "id" in fieldsOf(thingOf(route)) ? [[prefix, route] as const] : [];
    }),
  );
}

/** What such a route answers. */
export function thingOf({ replies }: Route): z.core.$ZodType | undefined {
  return replies[200]?.schema;
}
