import { type Page, page } from "../../http/pages/page.ts";
import type { Registry } from "../../kernel/registry.ts";

/** The schema in its definition language. */
export function graphqlPages(registry: Registry): readonly Page[] {
  return [
    page("/graphql/schema.graphql", async () => {
      const { schemaText } = await import("../engine.ts");
      return new Response(schemaText(registry), {
        headers: {
          "Content-Type": "application/graphql; charset=utf-8",
          "Cache-Control": "public, max-age=300",
        },
      });
    }),
  ];
}
