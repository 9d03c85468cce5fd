import {
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { GraphqlRequest } from "../execution/request.ts";
import { operationIn, parseQuery } from "./check.ts";

/** What a field's `extensions` say: which routes it may call. */
export interface FieldExtensions {
  readonly routes?: readonly string[];
}

/** The operationIds of all routes that a query may call. Null if it is no query that can run. */
export function fieldRoutesOf(
  schema: GraphQLSchema,
  { query, operationName }: GraphqlRequest,
): ReadonlySet<string> | null {
  const document = parseQuery(query);
  if (!document.ok) return null;
  const operation = operationIn(document.value, operationName);
  if (!operation.ok || operation.value.operation !== "query") return null;
  const fragments = new Map(
    document.value.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  return routesIn(schema, operation.value, fragments);
}

function routesIn(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlySet<string> {
  const routes = new Set<string>();
  const seen = new Set<string>();
  const walk = (set: SelectionSetNode, type: GraphQLNamedType | undefined): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
        const { routes: own = [] } = (field?.extensions ?? {}) as FieldExtensions;
        for (const route of own) routes.add(route);
        if (selection.selectionSet !== undefined)
          walk(selection.selectionSet, field === undefined ? undefined : getNamedType(field.type));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        walk(selection.selectionSet, condition === undefined ? type : schema.getType(condition));
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined)
          walk(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
      }
    }
  };
  walk(operation.selectionSet, schema.getQueryType() ?? undefined);
  return routes;
}
