import {
  type GraphQLFieldConfigArgumentMap,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLString,
} from "graphql";
import * as z from "zod";
import { pageIn } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { InputTypes } from "../schema/input-types.ts";
import { capitalized, isQuery } from "../schema/names.ts";
import { bare, fieldsOf } from "../schema/shapes.ts";
import { toParameter, toWire } from "./wire.ts";

/** What a field's arguments mean to its route, as a request would have them. */
export interface SentArguments {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly window: PageWindow;
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: string | undefined;
  /** A bearer token of the resource. */
  readonly token: string | undefined;
}

/** Nothing was sent. */
export const noArguments: SentArguments = {
  params: {},
  query: {},
  body: undefined,
  window: {},
  idempotencyKey: undefined,
  ifMatch: undefined,
  token: undefined,
};

/** The part of a list that a field asks for, in the terms of connections. */
export interface PageWindow {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** The arguments of a route's field, and how they are read. */
export interface RouteArguments {
  readonly args: GraphQLFieldConfigArgumentMap;
  readonly read: (args: Readonly<Record<string, unknown>>) => SentArguments;
}

type Schemas = Readonly<Record<string, z.core.$ZodType>>;

/** Parameters that are arguments of their own. The others are fields of `filter`. */
const besideFilter = ["q", "sort", "locale", "currency"];
/** What a connection and the selected fields say. */
const impliedParameters = ["limit", "cursor", "count", "facets", "fields", "format"];

/** Whether a route answers a page of a list. */
export function isConnection(route: Pick<Route, "operation" | "query">): boolean {
  return pageIn(route.operation.output) !== null && "cursor" in fieldsOf(queryOf(route));
}

function queryOf({ query }: Pick<Route, "query">): z.core.$ZodType {
  return query === undefined ? z.object({}) : bare(query).schema;
}

/** `preset` are parameters that the field's parent gives. */
export function routeArguments(
  route: Route,
  name: string,
  inputs: InputTypes,
  preset: readonly string[] = [],
): RouteArguments {
  const params = fieldsOf(route.params ?? z.object({}));
  const query = withoutKeys(fieldsOf(queryOf(route)), impliedParameters);
  const body = route.body === undefined ? {} : fieldsOf(bare(route.body).schema);
  const own = (schemas: Schemas) => withoutKeys(schemas, preset);
  const token: GraphQLFieldConfigArgumentMap = route.opensByToken
    ? {
        token: {
          type: GraphQLString,
          description: "A bearer token of the resource, for shoppers who haven't signed in.",
        },
      }
    : {};
  if (!isQuery(route)) {
    assertApart(name, [params, query, body]);
    const schemas = { ...own(params), ...query, ...body };
    return {
      args: { ...inputArgument(schemas, capitalized(name), inputs), ...mutationArguments, ...token },
      read: (args) => {
        const input = asRecord(args.input);
        return sent(args, only(input, params), only(input, query), only(input, body), {
          params,
          query,
          body,
        });
      },
    };
  }
  const [beside, filter] = isConnection(route) ? split(own(query), besideFilter) : [own(query), {}];
  const args = { ...own(params), ...renamed(beside) };
  return {
    args: {
      ...inputs.fields(args, capitalized(name)),
      ...(isConnection(route) ? windowArguments(route) : firstArgument(route)),
      ...filterArgument(filter, capitalized(name), inputs),
      ...(route.body === undefined ? {} : inputArgument(body, capitalized(name), inputs)),
      ...token,
    },
    read: (given) => {
      const { query: q, first, ...others } = given;
      const asked = { ...others, ...asRecord(given.filter), ...(q === undefined ? {} : { q }) };
      const limit = isConnection(route) || first == null ? {} : { limit: String(first) };
      const parts = sent(given, only(asked, params), only(asked, query), asRecord(given.input), {
        params,
        query,
        body,
      });
      return { ...parts, query: { ...parts.query, ...limit } };
    },
  };
}

function sent(
  args: Readonly<Record<string, unknown>>,
  params: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
  schemas: { readonly params: Schemas; readonly query: Schemas; readonly body: Schemas },
): SentArguments {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return {
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)])),
    query: Object.fromEntries(
      given.map(([key, value]) => [key, toParameter(schemas.query[key] ?? z.string(), value)]),
    ),
    body: toWire(z.object(schemas.body as z.ZodRawShape), body),
    window: args as PageWindow,
    idempotencyKey: textOf(args.idempotencyKey),
    ifMatch: textOf(args.ifMatch),
    token: textOf(args.token),
  };
}

const mutationArguments: GraphQLFieldConfigArgumentMap = {
  idempotencyKey: {
    type: GraphQLString,
    description: "Repeats of the mutation with the same key have one effect, and the same answer.",
  },
  ifMatch: {
    type: GraphQLString,
    description: 'The version that was read, such as `"3"`. Another is refused.',
  },
};

function windowArguments({ query }: Route): GraphQLFieldConfigArgumentMap {
  const after = { type: GraphQLID, description: "The cursor after which the page begins." };
  if (!("limit" in fieldsOf(query === undefined ? z.object({}) : bare(query).schema))) return { after };
  return {
    first: { type: GraphQLInt, description: "The most items, from the beginning. 1 to 100, 20 if omitted." },
    after,
    last: { type: GraphQLInt, description: "The most items, from the end." },
    before: { type: GraphQLID, description: "The cursor before which the page ends." },
  };
}

function firstArgument(route: Route): GraphQLFieldConfigArgumentMap {
  if (!("limit" in fieldsOf(queryOf(route)))) return {};
  return { first: { type: GraphQLInt, description: "The most items." } };
}

function filterArgument(filter: Schemas, name: string, inputs: InputTypes): GraphQLFieldConfigArgumentMap {
  if (Object.keys(filter).length === 0) return {};
  const type = new GraphQLInputObjectType({
    name: `${name}Filter`,
    description: "What the items have to meet, all of it.",
    fields: () => inputs.fields(filter, name),
  });
  return { filter: { type } };
}

function inputArgument(schemas: Schemas, name: string, inputs: InputTypes): GraphQLFieldConfigArgumentMap {
  if (Object.keys(schemas).length === 0) return {};
  const fields = inputs.fields(schemas, name);
  const type = new GraphQLInputObjectType({ name: `${name}Input`, fields });
  const isRequired = Object.values(fields).some((field) => field.type instanceof GraphQLNonNull);
  return { input: { type: isRequired ? new GraphQLNonNull(type) : type } };
}

/** `q` is the query of a search. */
function renamed(schemas: Schemas): Schemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [key === "q" ? "query" : key, schema]),
  );
}

function split(schemas: Schemas, names: readonly string[]): readonly [Schemas, Schemas] {
  const entries = Object.entries(schemas);
  return [
    Object.fromEntries(entries.filter(([key]) => names.includes(key))),
    Object.fromEntries(entries.filter(([key]) => !names.includes(key))),
  ];
}

function withoutKeys(schemas: Schemas, names: readonly string[]): Schemas {
  return Object.fromEntries(Object.entries(schemas).filter(([key]) => !names.includes(key)));
}

function only(
  values: Readonly<Record<string, unknown>>,
  schemas: Schemas,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.keys(schemas).flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])),
  );
}

function assertApart(name: string, parts: readonly Schemas[]): void {
  const keys = parts.flatMap((part) => Object.keys(part));
  if (new Set(keys).size < keys.length) throw new Error(`${name}: two parts of its input have the same name`);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
