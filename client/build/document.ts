import "../../local/node/text-modules.ts";

/** The OpenAPI document of this checkout, as the platform serves it. */
export async function readDocument(): Promise<OpenapiDocument> {
  const [{ registry }, { openapiDocument }, { loadExamples }] = await Promise.all([
    import("../../src/registry.ts"),
    import("../../src/http/openapi/document.ts"),
    import("../../src/http/openapi/examples.ts"),
  ]);
  // The parts of the document that its own tests hold it to.
  return JSON.parse(JSON.stringify(openapiDocument(registry, await loadExamples()))) as OpenapiDocument;
}

/** The parts of a document that the client is made from. */
export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export interface DocumentedOperation {
  readonly operationId: string;
  readonly "x-problems"?: Readonly<Record<string, readonly string[]>>;
  readonly parameters?: readonly object[];
  readonly responses: Readonly<Record<string, object>>;
}
