import { type GraphQLField, type GraphQLSchema, getNamedType } from "graphql";
import { answersJson } from "../../../src/graphql/schema/build.ts";
import { isQuery, queryFieldName } from "../../../src/graphql/schema/names.ts";
import type { Route } from "../../../src/kernel/api/route.ts";

/** A route, and its field. */
export interface RouteField {
  readonly route: Route;
  readonly name: string;
  readonly root: "query" | "mutation";
  readonly field: GraphQLField<unknown, unknown>;
}

/** The fields of all routes that have one. */
export function fieldsOfRoutes(schema: GraphQLSchema, routes: readonly Route[]): readonly RouteField[] {
  return routes.filter(answersJson).flatMap((route): readonly RouteField[] => {
    const root = isQuery(route) ? "query" : "mutation";
    const name = root === "query" ? queryFieldName(route) : route.operationId;
    const type = root === "query" ? schema.getQueryType() : schema.getMutationType();
    const field = type?.getFields()[name];
    return field === undefined ? [] : [{ route, name, root, field }];
  });
}

/** Whether a field answers pages of a list. */
export function isPaged({ field }: RouteField): boolean {
  return getNamedType(field.type).name.endsWith("Connection");
}

/** The path parameters in a path. */
export function paramsOf({ path }: Route, actual: string): Readonly<Record<string, string | number>> {
  const [named = "", question = ""] = actual.split("?");
  const values = named.split("/");
  const ofPath = path
    .split("/")
    .flatMap((part, index) =>
      part.startsWith("{")
        ? [[part.slice(1, -1), numberOrText(decodeURIComponent(values[index] ?? ""))]]
        : [],
    );
  return Object.fromEntries([...ofPath, ...new URLSearchParams(question)]);
}

/** No id is all digits. */
function numberOrText(text: string): string | number {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
