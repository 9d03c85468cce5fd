import { z } from "zod";
import { openapiDocument } from "../../../src/http/openapi/document.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import { registry } from "../../../src/registry.ts";
import { readExamples } from "../../support/examples/kept.ts";

const schema = z.looseObject({ $ref: z.string().optional() });
const media = z.looseObject({ schema });
const response = z.looseObject({
  $ref: z.string().optional(),
  description: z.string().min(1).optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
  content: z.record(z.string(), media).optional(),
});
const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().optional(),
  schema: z.looseObject({}),
});
const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.tuple([z.string()]),
  "x-permission": z.string().optional(),
  "x-problems": z.record(z.string(), z.array(z.string())).default({}),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.union([parameter, z.object({ $ref: z.string() }).strict()])).default([]),
  requestBody: z.looseObject({ required: z.literal(true), content: z.record(z.string(), media) }).optional(),
  responses: z.record(z.string(), response),
});
const documentShape = z.looseObject({
  tags: z.array(z.object({ name: z.string(), description: z.string().min(20) })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({})),
    parameters: z.record(z.string(), parameter),
    responses: z.record(z.string(), response),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.string(), description: z.string() })),
  }),
});

export type DocumentedOperation = z.infer<typeof operation>;

/** The document of a registry, as it is sent. */
export function documentOf(one: Registry): unknown {
  return JSON.parse(JSON.stringify(openapiDocument(one, readExamples())));
}

export const document = documentOf(registry);
export const parsed = documentShape.parse(document);

/** Every operation, with its method and path. */
export const operations = Object.entries(parsed.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ name: `${method} ${path}`, ...described })),
);

/** The parameters of an operation, with those that components describe. */
export function parametersOf({ parameters }: Pick<DocumentedOperation, "parameters">) {
  return parameters.map((one) => {
    if ("name" in one) return one;
    const found = parsed.components.parameters[nameIn(one.$ref)];
    if (found === undefined) throw new Error(`${one.$ref} is not there`);
    return found;
  });
}

/** The response itself, or the component that it refers to. */
export function resolved(one: z.infer<typeof response>) {
  return typeof one.$ref === "string" ? (parsed.components.responses[nameIn(one.$ref)] ?? one) : one;
}

/** The name of the component that a reference leads to. */
export function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
