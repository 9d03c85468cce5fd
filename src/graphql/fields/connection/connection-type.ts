import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";
import * as z from "zod";
import { pageIn } from "../../../kernel/api/replies.ts";
import type { Route } from "../../../kernel/api/route.ts";
import { capitalized } from "../../schema/names.ts";
import type { FieldConfigs, OutputTypes } from "../../schema/output-types.ts";
import { fieldsOf } from "../../schema/shapes.ts";

/** The types of lists that are read in pages. */
export class ConnectionTypes {
  readonly #outputs: OutputTypes;
  readonly #known = new Map<string, { readonly type: GraphQLObjectType; readonly beside: string }>();

  constructor(outputs: OutputTypes) {
    this.#outputs = outputs;
  }

  of(route: Route): GraphQLObjectType {
    const output = pageIn(route.operation.output);
    if (output === null) throw new Error(`${route.operationId} answers no page`);
    const { items, next: _, totalCount, ...others } = output.shape;
    const beside: Readonly<Record<string, z.core.$ZodType>> = others;
    const item = this.#outputs.of(itemOf(items), `${capitalized(route.operationId)}Item`);
    const name = String(item).replaceAll("!", "");
    const fields = Object.keys(beside).join();
    const found = this.#known.get(name);
    if (found !== undefined && (found.beside === fields || fields === "")) return found.type;
    const isCounted = "count" in fieldsOf(route.query ?? z.object({}));
    const type = connection(name, item, {
      ...(isCounted ? { totalCount: counted(this.#outputs.of(totalCount, "")) } : {}),
      ...Object.fromEntries(
        Object.entries(beside).map(([key, schema]) => [
          key,
          { type: this.#outputs.of(schema, name + capitalized(key), key) },
        ]),
      ),
    });
    this.#known.set(name, { type, beside: fields });
    return type;
  }
}

function counted(type: GraphQLOutputType): FieldConfigs[string] {
  return { type, description: "The number of items in the whole list. Counting takes longer." };
}

function itemOf(items: z.ZodType): z.core.$ZodType {
  const list = items instanceof z.ZodReadonly ? items.unwrap() : items;
  if (!(list instanceof z.ZodArray)) throw new Error("the items of a page are an array");
  return list.element;
}

function connection(name: string, item: GraphQLOutputType, beside: FieldConfigs): GraphQLObjectType {
  const list = (type: GraphQLOutputType) => new GraphQLNonNull(new GraphQLList(type));
  const edge = new GraphQLObjectType({
    name: `${name}Edge`,
    description: "An item of a list, and its place there.",
    fields: { cursor: { type: new GraphQLNonNull(GraphQLID) }, node: { type: item } },
  });
  return new GraphQLObjectType({
    name: `${name}Connection`,
    description: "A page of a list.",
    fields: {
      edges: { type: list(new GraphQLNonNull(edge)) },
      nodes: { type: list(item) },
      pageInfo: { type: new GraphQLNonNull(pageInfo) },
      ...beside,
    },
  });
}

const pageInfo = new GraphQLObjectType({
  name: "PageInfo",
  description: "Where a page stands in its list.",
  fields: {
    hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    startCursor: { type: GraphQLID },
    endCursor: { type: GraphQLID },
  },
});
