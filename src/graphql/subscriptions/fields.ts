import { GraphQLID, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from "graphql";
import { refusalAt } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import { type FieldContext, inputOf } from "../execution/field-context.ts";
import { RefusedField, valueOrThrow } from "../execution/refused-field.ts";
import { routeArguments } from "../fields/arguments.ts";
import type { RouteFields } from "../fields/route-fields.ts";
import { routeOf } from "../fields/route-of.ts";
import { streamLimits } from "../limits/limits.ts";
import type { InputTypes } from "../schema/input-types.ts";
import type { FieldConfigs } from "../schema/output-types.ts";
import { required } from "../schema/required.ts";
import { readEvents } from "./events.ts";
import { readPosition } from "./position.ts";
import { followStock, followThing } from "./things.ts";

interface Parts {
  readonly routes: readonly Route[];
  readonly inputs: InputTypes;
  readonly fields: RouteFields;
}

/** What can be followed: the log for the staff, an order and the stock of products for shoppers. */
export function subscriptionFields(parts: Parts): FieldConfigs {
  return { events: eventsField(parts), order: orderField(parts), productStock: stockField(parts) };
}

function eventsField(parts: Parts): FieldConfigs[string] {
  const route = routeOf(parts, "listEvents");
  return {
    description: "Events of the log, in order. Requires the permission logs:read.",
    type: required(parts.fields.itemTypeOf(route, "Event")),
    args: {
      types: {
        type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
        description: "Types of events, or beginnings of types, such as `order.*`. All if omitted.",
      },
      after: {
        type: GraphQLID,
        description: "The id of an event in a former stream, if the header Last-Event-ID can't be sent.",
      },
    },
    subscribe: (_, { types, after }, context) =>
      readEvents(asContext(context), route, types ?? null, beginOf(asContext(context), after)),
    resolve: itself,
  };
}

function orderField({ inputs, ...parts }: Parts): FieldConfigs[string] {
  const route = routeOf(parts, "getStoreOrder");
  const order = routeArguments(route, "order", inputs);
  return {
    description: "An order, and again whenever it has changed.",
    type: required(parts.fields.typeOf(route, "order")),
    args: order.args,
    subscribe(_, args, context) {
      const { host, begin } = asContext(context);
      const sent = order.read(args);
      const { params } = valueOrThrow(inputOf(host, route, sent));
      // The route's schema has just parsed it.
      const { id } = params as { readonly id: string };
      return followThing(asContext(context), route, sent, { type: "order", id }, begin);
    },
    resolve: itself,
  };
}

function stockField(parts: Parts): FieldConfigs[string] {
  const route = routeOf(parts, "getStoreProduct");
  const stock = new GraphQLObjectType({
    name: "ProductStock",
    description: "A product that is followed, as it is now.",
    fields: {
      handle: { type: new GraphQLNonNull(GraphQLString) },
      product: {
        type: parts.fields.typeOf(route, "product"),
        description: "Null if it is not for sale any more.",
      },
    },
  });
  return {
    description: "Products, and each again whenever its stock or anything else of it has changed.",
    type: new GraphQLNonNull(stock),
    args: {
      handles: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString))) },
      locale: { type: GraphQLString },
      currency: { type: GraphQLString },
    },
    subscribe(_, { handles, ...query }, context) {
      if (handles.length > streamLimits.handles.value) throw new RefusedField(tooMany);
      const given = Object.fromEntries(
        Object.entries(query).filter(([, value]) => typeof value === "string"),
      );
      const { begin } = asContext(context);
      return followStock(asContext(context), route, [...new Set<string>(handles)], given, begin);
    },
    resolve: itself,
  };
}

const tooMany = refusalAt(
  "validation-failed",
  "/query/handles",
  `At most ${streamLimits.handles.value} products.`,
);

/** What a subscription yields is its value. */
function itself(value: unknown): unknown {
  return value;
}

/** Fields of every kind have the same context. */
function asContext(context: unknown): FieldContext {
  return context as FieldContext;
}

function beginOf({ begin }: FieldContext, after: unknown) {
  if (begin !== null || typeof after !== "string") return begin;
  return valueOrThrow(readPosition(after, "/variables/after"));
}
