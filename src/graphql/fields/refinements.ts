import { GraphQLList, GraphQLNonNull, type GraphQLNullableOutputType, type GraphQLOutputType } from "graphql";
import type { z } from "zod";
import type { Route } from "../../kernel/api/route.ts";
import type { FieldContext } from "../execution/field-context.ts";
import type { FieldOf } from "../schema/build.ts";
import { camelCased, capitalized, type TypeNames } from "../schema/names.ts";
import type { FieldConfigs } from "../schema/output-types.ts";
import { fieldsOf } from "../schema/shapes.ts";
import { completed, wholeOf } from "./completion.ts";
import { type EdgeById, idEdges, references, routeEdges } from "./edges.ts";
import { inherited } from "./inherited.ts";
import type { Given, Resolve } from "./resolve.ts";

interface Parts {
  readonly schemaByName: ReadonlyMap<string, z.core.$ZodType>;
  readonly names: TypeNames;
  readonly routes: readonly Route[];
  readonly fieldOf: FieldOf;
  readonly typeOf: (schema: z.core.$ZodType) => GraphQLNullableOutputType;
}

/** What types have besides the fields of their schemas: other routes' answers, and what summaries leave out. */
export function createRefinements(parts: Parts) {
  const routeById = new Map(parts.routes.map((route) => [route.operationId, route]));
  const routeOf = (operationId: string) => {
    const route = routeById.get(operationId);
    if (route === undefined) throw new Error(`no route is called ${operationId}`);
    return route;
  };
  const schemaOf = (name: string) => {
    const schema = parts.schemaByName.get(name);
    if (schema === undefined) throw new Error(`no shape is called ${name}`);
    return schema;
  };

  /** `…/{handle}/related` is a field of what `…/{handle}` answers. */
  const nested = (schema: z.core.$ZodType): readonly (readonly [string, Route, string])[] => {
    const own = parts.routes.find(
      (route) => isRead(route) && route.replies[200]?.schema === schema && onlyParameter(route) !== null,
    );
    if (own === undefined) return [];
    const parameter = onlyParameter(own);
    if (parameter === null || !(parameter in fieldsOf(schema))) return [];
    return parts.routes.flatMap((route) => {
      const rest = route.path.startsWith(`${own.path}/`) ? route.path.slice(own.path.length + 1) : "";
      return isRead(route) && /^[a-z-]+$/.test(rest) ? [[camelCased(rest), route, parameter] as const] : [];
    });
  };

  return (typeName: string, fields: FieldConfigs, schema: z.core.$ZodType): FieldConfigs => {
    const refined: FieldConfigs = { ...fields };
    const add = (name: string, field: () => FieldConfigs[string]) => {
      if (!(name in refined)) refined[name] = field();
    };
    for (const { field, shape } of references.filter(({ on }) => on === typeName)) {
      const type = parts.typeOf(schemaOf(shape));
      refined[field] = {
        ...refined[field],
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type))),
      };
    }
    for (const edge of routeEdges.filter(({ on }) => on === typeName)) {
      const given: Given = (parent) => edge.given(parent as never) ?? { params: {}, query: {} };
      add(edge.field, () => {
        const made = parts.fieldOf(
          routeOf(edge.route),
          `${typeName}${capitalized(edge.field)}`,
          edge.preset,
          given,
        );
        const { resolve } = made;
        const resolveIfGiven: Resolve = (parent, args, context, info) =>
          edge.given(parent as never) === null ? null : resolve?.(parent, args, context, info);
        return { ...made, description: edge.description, resolve: resolveIfGiven as never };
      });
    }
    for (const edge of idEdges.filter(({ on }) => on === typeName))
      add(edge.field, () => byId(edge, routeOf(edge.list), parts));
    for (const [name, route, parameter] of nested(schema))
      add(name, () =>
        parts.fieldOf(route, `${typeName}${capitalized(name)}`, [parameter], (parent) => ({
          params: { [parameter]: String(Object(parent)[parameter]) },
          query: {},
        })),
      );
    const summaries = [...parts.schemaByName].flatMap(([name, other]) =>
      other !== schema && parts.names.output(name) === typeName ? [other] : [],
    );
    const referring = references.some(({ shape }) => schemaOf(shape) === schema)
      ? [schemaOf("GroupReference")]
      : [];
    const whole = wholeOf(schema, [...summaries, ...referring], parts.routes);
    return whole === null ? refined : completed(refined, whole);
  };
}

function isRead({ method, replies }: Route): boolean {
  return method === "get" && replies[200]?.schema !== undefined;
}

function onlyParameter({ params }: Route): string | null {
  const [name, ...others] = Object.keys(params === undefined ? {} : fieldsOf(params));
  return name === undefined || others.length > 0 ? null : name;
}

/** A field whose values are read together, by their ids. */
function byId(
  { description, idOf, pick, find }: EdgeById,
  list: Route,
  { typeOf }: Parts,
): FieldConfigs[string] {
  const item = fieldsOf(itemsOf(list)) as Readonly<Record<string, z.core.$ZodType>>;
  const picked = pick.reduce<z.core.$ZodType>(
    (schema, name) => elementOf(fieldsOf(schema)[name]),
    itemsOf(list),
  );
  const takesParameters = Object.keys(item).length > 0;
  const resolve: Resolve = async (parent, _, context: FieldContext, info) => {
    const id = idOf(parent as never);
    const found =
      id === null ? null : await context.readById(list, takesParameters ? inherited(context, info) : {}, id);
    return found === null || find === undefined ? found : find(found as never, parent as never);
  };
  return {
    description,
    type: typeOf(picked) as GraphQLOutputType,
    extensions: { routes: [list.operationId] },
    resolve: resolve as never,
  };
}

function itemsOf({ replies }: Route): z.core.$ZodType {
  return elementOf(fieldsOf(replies[200]?.schema ?? ({} as never)).items);
}

function elementOf(schema: z.core.$ZodType | undefined): z.core.$ZodType {
  const { element } = schema as unknown as { readonly element: z.core.$ZodType };
  return element;
}
