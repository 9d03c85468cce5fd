import { GraphQLList, GraphQLNonNull, type GraphQLOutputType } from "graphql";
import type { z } from "zod";
import type { Route } from "../../kernel/api/route.ts";
import type { FieldContext } from "../execution/field-context.ts";
import { camelCased, capitalized, type TypeNames } from "../schema/names.ts";
import type { FieldConfigs, OutputTypes } from "../schema/output-types.ts";
import { fieldsOf } from "../schema/shapes.ts";
import { completed, wholeOf } from "./completion.ts";
import { type EdgeById, type EdgeToRoute, idEdges, references, routeEdges } from "./edges.ts";
import { inherited } from "./inherited.ts";
import type { Resolve } from "./resolve.ts";
import type { RouteFields } from "./route-fields.ts";
import { routeOf } from "./route-of.ts";

interface Parts {
  readonly schemaByName: ReadonlyMap<string, z.core.$ZodType>;
  readonly names: TypeNames;
  readonly routes: readonly Route[];
  readonly fields: RouteFields;
  readonly outputs: OutputTypes;
}

/** What types have besides the fields of their schemas: other routes' answers, and what summaries leave out. */
export function createRefinements(parts: Parts) {
  return (typeName: string, fields: FieldConfigs, schema: z.core.$ZodType): FieldConfigs => {
    const all = {
      // A field of the schema itself comes before what a path could add.
      ...nestedFields(parts, typeName, schema),
      ...idFields(parts, typeName),
      ...edgeFields(parts, typeName),
      ...fields,
      ...referenceFields(parts, typeName, fields),
    };
    const whole = wholeOf(schema, summariesOf(parts, typeName, schema), parts.routes);
    return whole === null ? all : completed(all, whole);
  };
}

function schemaOf({ schemaByName }: Parts, name: string): z.core.$ZodType {
  const schema = schemaByName.get(name);
  if (schema === undefined) throw new Error(`no shape is called ${name}`);
  return schema;
}

/** What has only a handle in the API's answer is the thing itself. */
function referenceFields(parts: Parts, typeName: string, fields: FieldConfigs): FieldConfigs {
  const own = references.filter(({ on }) => on === typeName);
  return Object.fromEntries(
    own.map(({ field, shape }) => {
      const item = new GraphQLNonNull(parts.outputs.object(schemaOf(parts, shape), ""));
      return [field, { ...fields[field], type: new GraphQLNonNull(new GraphQLList(item)) }];
    }),
  );
}

function edgeFields(parts: Parts, typeName: string): FieldConfigs {
  const own = routeEdges.filter(({ on }) => on === typeName);
  return Object.fromEntries(own.map((edge) => [edge.field, edgeField(parts, edge)]));
}

function edgeField(parts: Parts, { on, field, route, preset, given, description }: EdgeToRoute) {
  const made = parts.fields.of(routeOf(parts, route), on + capitalized(field), {
    preset,
    // The parent is of the type that the edge names.
    given: (parent) => given(parent as never) ?? { params: {}, query: {} },
  });
  const resolve: Resolve = (parent, args, context, info) =>
    given(parent as never) === null ? null : made.resolve?.(parent, args, context, info);
  return { ...made, description, resolve: resolve as never };
}

function idFields(parts: Parts, typeName: string): FieldConfigs {
  const own = idEdges.filter(({ on }) => on === typeName);
  return Object.fromEntries(own.map((edge) => [edge.field, idField(parts, edge)]));
}

/** A field whose values are read together, by their ids. */
function idField(
  parts: Parts,
  { description, idOf, pick, find, list: name }: EdgeById,
): FieldConfigs[string] {
  const list = routeOf(parts, name);
  const items = elementOf(fieldsOf(list.replies[200]?.schema).items);
  const picked = pick.reduce((schema, key) => elementOf(fieldsOf(schema)[key]), items);
  const resolve: Resolve = async (parent, _, context: FieldContext, info) => {
    const id = idOf(parent as never);
    const found = id === null ? null : await context.readById(list, inherited(context, info), id);
    return found === null || find === undefined ? found : find(found as never, parent as never);
  };
  return {
    description,
    type: parts.outputs.object(picked, "") as GraphQLOutputType,
    extensions: { routes: [list.operationId] },
    resolve: resolve as never,
  };
}

function elementOf(schema: z.core.$ZodType | undefined): z.core.$ZodType {
  const { element } = schema as unknown as { readonly element: z.core.$ZodType };
  return element;
}

/** `…/{handle}/related` is a field of what `…/{handle}` answers. */
function nestedFields(parts: Parts, typeName: string, schema: z.core.$ZodType): FieldConfigs {
  const own = parts.routes.find((route) => isRead(route) && route.replies[200]?.schema === schema);
  const parameter = own === undefined ? null : onlyParameter(own);
  if (own === undefined || parameter === null || !(parameter in fieldsOf(schema))) return {};
  const nested = parts.routes.flatMap((route) => {
    const rest = route.path.startsWith(`${own.path}/`) ? route.path.slice(own.path.length + 1) : "";
    return isRead(route) && /^[a-z-]+$/.test(rest) ? [[camelCased(rest), route] as const] : [];
  });
  return Object.fromEntries(
    nested.map(([name, route]) => [
      name,
      parts.fields.of(route, typeName + capitalized(name), {
        preset: [parameter],
        given: (parent) => ({ params: { [parameter]: String(Object(parent)[parameter]) }, query: {} }),
      }),
    ]),
  );
}

function isRead({ method, replies }: Route): boolean {
  return method === "get" && replies[200]?.schema !== undefined;
}

function onlyParameter({ params }: Route): string | null {
  const [name, ...others] = Object.keys(fieldsOf(params));
  return name === undefined || others.length > 0 ? null : name;
}

/** The shapes that stand for a thing in lists, or refer to it. */
function summariesOf(parts: Parts, typeName: string, schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const summaries = [...parts.schemaByName].flatMap(([name, other]) =>
    other !== schema && parts.names.output(name) === typeName ? [other] : [],
  );
  const isReferredTo = references.some(({ shape }) => schemaOf(parts, shape) === schema);
  return isReferredTo ? [...summaries, schemaOf(parts, "GroupReference")] : summaries;
}
