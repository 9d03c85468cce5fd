import {
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from "graphql";
import { refusalAt } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import { defineLimits } from "../../kernel/limit.ts";
import { type FieldContext, inputOf } from "../execution/field-context.ts";
import { RefusedField, valueOrThrow } from "../execution/refused-field.ts";
import { routeArguments } from "../fields/arguments.ts";
import type { InputTypes } from "../schema/input-types.ts";
import type { FieldConfigs } from "../schema/output-types.ts";
import { required } from "../schema/required.ts";
import { readEvents } from "./events.ts";
import { readPosition } from "./position.ts";
import { followStock, followThing } from "./things.ts";

/** The bounds of a subscription. */
export const subscriptionLimits = defineLimits({
  handles: {
    value: 20,
    unit: "count",
    per: "request",
    what: "Products that one GraphQL subscription follows",
    beyond: "`validation-failed`",
  },
});

interface Parts {
  readonly routeOf: (operationId: string) => Route;
  readonly inputs: InputTypes;
  /** The type of what a route answers, or of the items of its list. */
  readonly typeOf: (route: Route) => GraphQLOutputType;
}

/** What can be followed: the log for the staff, an order and the stock of products for shoppers. */
export function subscriptionFields({ routeOf, inputs, typeOf }: Parts): FieldConfigs {
  const [listEvents, getOrder, getProduct] = [
    routeOf("listEvents"),
    routeOf("getStoreOrder"),
    routeOf("getStoreProduct"),
  ];
  const order = routeArguments(getOrder, "order", inputs);
  const stock = new GraphQLObjectType({
    name: "ProductStock",
    description: "A product that is followed, as it is now.",
    fields: {
      handle: { type: new GraphQLNonNull(GraphQLString) },
      product: { type: typeOf(getProduct), description: "Null if it is not for sale any more." },
    },
  });
  return {
    events: {
      description: "Events of the log, in order. Requires the permission logs:read.",
      type: required(typeOf(listEvents)),
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
        readEvents(asContext(context), listEvents, types ?? null, beginOf(asContext(context), after)),
      resolve: itself,
    },
    order: {
      description: "An order, and again whenever it has changed.",
      type: required(typeOf(getOrder)),
      args: order.args,
      subscribe: (_, args, context) => {
        const sent = order.read(args);
        const { params } = valueOrThrow(inputOf(asContext(context).host, getOrder, sent));
        const { id } = params as { readonly id: string };
        return followThing(
          asContext(context),
          getOrder,
          sent,
          { type: "order", id },
          asContext(context).begin,
        );
      },
      resolve: itself,
    },
    productStock: {
      description: "Products, and each again whenever its stock or anything else of it has changed.",
      type: new GraphQLNonNull(stock),
      args: {
        handles: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString))) },
        locale: { type: GraphQLString },
        currency: { type: GraphQLString },
      },
      subscribe: (_, { handles, ...query }, context) => {
        const { value: most } = subscriptionLimits.handles;
        if (handles.length > most)
          throw new RefusedField(
            refusalAt("validation-failed", "/variables/handles", `at most ${most} products`),
          );
        const given = Object.entries(query).filter(([, value]) => typeof value === "string");
        return followStock(
          asContext(context),
          getProduct,
          [...new Set<string>(handles)],
          Object.fromEntries(given),
          asContext(context).begin,
        );
      },
      resolve: itself,
    },
  };
}

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
