import "../local/node/text-modules.ts";

/** The OpenAPI document of all modules, as JSON. */
export async function openapiText(): Promise<string> {
  const [{ openapiDocument }, { loadExamples }, { registry }] = await Promise.all([
    import("../src/http/openapi/document.ts"),
    import("../src/http/openapi/examples.ts"),
    import("../src/registry.ts"),
  ]);
  return JSON.stringify(openapiDocument(registry, loadExamples()));
}
