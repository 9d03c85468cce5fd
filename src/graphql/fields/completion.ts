import { type GraphQLFieldConfig, GraphQLNonNull } from "graphql";
import type { z } from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { FieldContext } from "../execution/field-context.ts";
import { RefusedField } from "../execution/refused-field.ts";
import type { FieldConfigs } from "../schema/output-types.ts";
import { fieldsOf } from "../schema/shapes.ts";
import { noArguments } from "./arguments.ts";
import { inherited } from "./inherited.ts";
import type { Resolve } from "./resolve.ts";

/** How a thing is read whole, by a name that its summaries have. */
export interface Whole {
  readonly route: Route;
  readonly parameter: string;
  /** The fields that not all of its summaries have in the same form. */
  readonly missing: ReadonlySet<string>;
  /** A field that no summary has: what has it is whole. */
  readonly mark: string;
}

/** The route that reads a shape by one of its own fields, if it has summaries that lack something. */
export function wholeOf(
  schema: z.core.$ZodType,
  summaries: readonly z.core.$ZodType[],
  routes: readonly Route[],
): Whole | null {
  const fields = fieldsOf(schema);
  const route = routes.find(
    ({ method, replies, params }) =>
      method === "get" &&
      replies[200]?.schema === schema &&
      params !== undefined &&
      isOwn(Object.keys(fieldsOf(params)), fields),
  );
  const [parameter] = Object.keys(fieldsOf(route?.params ?? schema));
  const lacking = (key: string) => summaries.some((summary) => fieldsOf(summary)[key] !== fields[key]);
  const missing = new Set(Object.keys(fields).filter(lacking));
  const mark = [...missing].find((key) => summaries.every((summary) => !(key in fieldsOf(summary))));
  if (route === undefined || parameter === undefined || mark === undefined) return null;
  return { route, parameter, missing, mark };
}

function isOwn(params: readonly string[], fields: Readonly<Record<string, unknown>>): boolean {
  return params.length === 1 && params.every((name) => name in fields);
}

/** Lets fields that summaries lack be read with the whole thing, all things of one answer together. */
export function completed(fields: FieldConfigs, whole: Whole): FieldConfigs {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [
      key,
      whole.missing.has(key) ? readWhole(key, field, whole) : field,
    ]),
  );
}

function readWhole(
  key: string,
  field: FieldConfigs[string],
  { route, parameter, mark }: Whole,
): FieldConfigs[string] {
  const resolve: Resolve = async (parent, _, context, info) => {
    const own = (value: unknown) =>
      field.resolve === undefined ? Object(value)[key] : field.resolve(value, {}, context, info);
    if (Object.hasOwn(Object(parent), mark)) return own(parent);
    const whole = await readParent(route, parameter, parent, context, inherited(context, info));
    if (whole !== null) return own(whole);
    if (!(field.type instanceof GraphQLNonNull)) return null;
    throw new RefusedField(refusal("not-found", "It is not there any more."));
  };
  return {
    ...field,
    extensions: { routes: [...(Object(field.extensions).routes ?? []), route.operationId] },
    resolve: resolve as NonNullable<GraphQLFieldConfig<unknown, unknown>["resolve"]>,
  };
}

function readParent(
  route: Route,
  parameter: string,
  parent: unknown,
  context: FieldContext,
  passed: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const taken = fieldsOf(route.query);
  const query = Object.fromEntries(Object.entries(passed).filter(([name]) => name in taken));
  return context.readThing(route, {
    ...noArguments,
    params: { [parameter]: String(Object(parent)[parameter]) },
    query,
  });
}
