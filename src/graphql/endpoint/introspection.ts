/** Whether queries may ask for the schema, and the page to try queries is there: the setting `GRAPHQL_INTROSPECTION`. */
export function introspects({ GRAPHQL_INTROSPECTION }: { readonly GRAPHQL_INTROSPECTION?: string }): boolean {
  return GRAPHQL_INTROSPECTION === "on";
}
