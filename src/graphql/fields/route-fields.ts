import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from "graphql";
import * as z from "zod";
import type { Route } from "../../kernel/api/route.ts";
import type { InputTypes } from "../schema/input-types.ts";
import { capitalized, isQuery, uncapitalized } from "../schema/names.ts";
import type { FieldConfigs, OutputTypes } from "../schema/output-types.ts";
import { nullable, required } from "../schema/required.ts";
import { fieldsOf } from "../schema/shapes.ts";
import { isConnection, type RouteArguments, routeArguments } from "./arguments.ts";
import { ConnectionTypes } from "./connection/connection-type.ts";
import { type Given, isWholeList, resolveConnection, resolveMutation, resolveThing } from "./resolve.ts";

/** What the parent of a field gives to its route. */
export interface FromParent {
  readonly preset: readonly string[];
  readonly given: Given;
}

/** Makes fields of routes. */
export class RouteFields {
  readonly #inputs: InputTypes;
  readonly #outputs: OutputTypes;
  readonly #connections: ConnectionTypes;

  constructor(inputs: InputTypes, outputs: OutputTypes) {
    this.#inputs = inputs;
    this.#outputs = outputs;
    this.#connections = new ConnectionTypes(outputs);
  }

  /** The field of a route, on a root type or on the thing that gives a part of its parameters. */
  of(route: Route, name: string, parent?: FromParent): FieldConfigs[string] {
    const args = routeArguments(route, name, this.#inputs, parent?.preset);
    if (!isQuery(route)) return this.#mutation(route, name, args);
    const given = parent?.given;
    const field = {
      description: route.description,
      args: args.args,
      extensions: { routes: [route.operationId] },
    };
    // Resolvers of every kind of field have the same context.
    return isConnection(route)
      ? {
          ...field,
          type: new GraphQLNonNull(this.#connections.of(route)),
          resolve: resolveConnection(route, args, given) as never,
        }
      : { ...field, type: this.typeOf(route, name), resolve: resolveThing(route, args, given) as never };
  }

  /** What a route answers. It is nullable: a thing may not be there. */
  typeOf(route: Route, name: string): GraphQLOutputType {
    const { items } = fieldsOf(contentOf(route));
    const isList = (isWholeList(route) || isConnection(route)) && items !== undefined;
    return nullable(this.#outputs.of(isList ? items : contentOf(route), capitalized(name)));
  }

  /** One item of a route's list, or what it answers if it answers none. */
  itemTypeOf(route: Route, name: string): GraphQLOutputType {
    const type = this.typeOf(route, name);
    return type instanceof GraphQLList ? nullable(type.ofType) : type;
  }

  #mutation(route: Route, name: string, args: RouteArguments): FieldConfigs[string] {
    const type = hasContent(route) ? this.typeOf(route, name) : null;
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
  }
}

function hasContent({ replies }: Route): boolean {
  return (replies[200] ?? replies[201] ?? replies[202])?.schema !== undefined;
}

function contentOf({ replies }: Route): z.core.$ZodType {
  return (replies[200] ?? replies[201] ?? replies[202])?.schema ?? z.never();
}

/** A payload names its thing by the type, without what says who sees it: `AdminProduct` is `product`. */
function thingName(type: GraphQLOutputType): string {
  if (type instanceof GraphQLList) return "items";
  return uncapitalized(String(type).replace(/^Admin(?=[A-Z])/, ""));
}
