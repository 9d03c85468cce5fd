import type { Route } from "../../kernel/api/route.ts";
import type { Registry } from "../../kernel/registry.ts";
import { descriptionOf } from "./description.ts";
import type { Examples } from "./examples.ts";
import type { Json } from "./json.ts";
import { parametersOf } from "./parameters.ts";
import { problemsOf, responsesOf } from "./responses/responses.ts";
import type { Schemas } from "./schemas/schemas.ts";
import { securityOf } from "./security.ts";

/** A route as an operation of the document. */
export function operationOf(registry: Registry, schemas: Schemas, route: Route, examples: Examples): Json {
  const body = bodyOf(schemas, route, examples[route.operationId]?.request);
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: descriptionOf(registry, route),
    tags: [route.tag],
    "x-permission": route.access,
    "x-problems": problemsOf(registry, route),
    security: securityOf(registry, route),
    parameters: parametersOf(schemas, route),
    ...(body === null ? {} : { requestBody: body }),
    responses: responsesOf(schemas, route, examples),
  };
}

function bodyOf(schemas: Schemas, { body, upload, operationId, summary }: Route, sent: unknown): Json | null {
  const example = sent === undefined ? {} : { examples: { [operationId]: { summary, value: sent } } };
  if (upload !== undefined) {
    const { mediaType, alternatives = [] } = upload;
    const mediaTypes = [mediaType, ...alternatives.map((other) => other.mediaType)];
    const content = Object.fromEntries(
      mediaTypes.map((one) => [one, { schema: { type: "string" }, ...example }]),
    );
    return { required: true, content };
  }
  if (body === undefined) return null;
  return { required: true, content: { "application/json": { schema: schemas.schemaOf(body), ...example } } };
}
