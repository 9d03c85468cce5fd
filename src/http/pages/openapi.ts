import type { Registry } from "../../kernel/registry.ts";
import { openapiDocument } from "../openapi/document.ts";
import { loadExamples } from "../openapi/examples.ts";
import { type Page, page } from "./page.ts";

export { openapiDocument } from "../openapi/document.ts";
export { refusalsOf } from "../openapi/responses/refusals.ts";

/** The OpenAPI document, generated on first use. */
export function openapiPage(registry: Registry): Page {
  let text: string | null = null;
  return page("/openapi.json", async () => {
    text ??= JSON.stringify(openapiDocument(registry, await loadExamples()));
    return new Response(text, {
      headers: { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" },
    });
  });
}
