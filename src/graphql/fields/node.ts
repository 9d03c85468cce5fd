import { GraphQLID, GraphQLNonNull } from "graphql";
import type { Route } from "../../kernel/api/route.ts";
import { nodeInterface, thingOf } from "../schema/node.ts";
import type { FieldConfigs, OutputTypes } from "../schema/output-types.ts";
import { noArguments } from "./arguments.ts";
import type { Resolve } from "./resolve.ts";

/** Reads anything by its id, as the staff sees it. */
export function nodeField(routes: ReadonlyMap<string, Route>, outputs: OutputTypes): FieldConfigs[string] {
  const resolve: Resolve = async (_, { id }, context) => {
    const route = routes.get(String(id).split("_")[0] ?? "");
    if (route === undefined) return null;
    const thing = await context.readThing(route, { ...noArguments, params: { id: String(id) } });
    const schema = thingOf(route);
    if (typeof thing !== "object" || thing === null || schema === undefined) return null;
    return { ...thing, __typename: outputs.object(schema, "").name };
  };
  return {
    description: "Anything that has an id, as the staff reads it. Null if there is nothing of this id.",
    type: nodeInterface,
    args: { id: { type: new GraphQLNonNull(GraphQLID) } },
    // It may be any route, so its answers are not kept.
    extensions: { routes: ["node"] },
    resolve: resolve as never,
  };
}
