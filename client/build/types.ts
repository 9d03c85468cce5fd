import openapiTS, { astToString } from "openapi-typescript";
import type { DocumentedOperation, OpenapiDocument } from "./document.ts";

/** The TypeScript of a document, as openapi-typescript writes it. Each operation's refusals have the codes listed for it. */
export async function typesOf(document: OpenapiDocument): Promise<string> {
  const source = JSON.stringify(forClients(document));
  return [
    "// Made from the OpenAPI document by `npm run client`.",
    astToString(await openapiTS(source)),
    "/** The paths of POSTs that take no `Idempotency-Key`. */",
    `export const keyless: readonly string[] = ${JSON.stringify(keylessPaths(document))};\n`,
  ].join("\n");
}

function keylessPaths({ paths, components }: OpenapiDocument): readonly string[] {
  const keys = Object.entries(components.parameters ?? {}).filter(([, one]) => isKey(one));
  const references = keys.map(([name]) => `"#/components/parameters/${name}"`);
  return Object.entries(paths).flatMap(([path, { post }]) => {
    if (post === undefined) return [];
    const parameters = JSON.stringify(post.parameters ?? []);
    return references.some((one) => parameters.includes(one)) ? [] : [path];
  });
}

function isKey(parameter: object): boolean {
  return "name" in parameter && parameter.name === "Idempotency-Key";
}

/** The document with what a program needs and a reader has elsewhere: codes by operation, and no key that the client makes. */
function forClients({ paths, components, ...rest }: OpenapiDocument): OpenapiDocument {
  const changed = Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, one]) => [method, withCodes(one)])),
  ]);
  const parameters = Object.entries(components.parameters ?? {}).map(([name, one]) => [
    name,
    withoutKey(one),
  ]);
  return {
    ...rest,
    paths: Object.fromEntries(changed),
    components: { ...components, parameters: Object.fromEntries(parameters) },
  };
}

function withCodes(operation: DocumentedOperation): DocumentedOperation {
  const { "x-problems": problems, responses } = operation;
  if (problems === undefined) return operation;
  const codes = [...new Set(Object.values(problems).flat())].sort();
  const code = { type: "string", enum: codes };
  const schema = {
    allOf: [
      { $ref: "#/components/schemas/Problem" },
      { type: "object", properties: { code }, required: ["code"] },
    ],
  };
  const refused = {
    description: "The request was refused.",
    content: { "application/problem+json": { schema } },
  };
  return { ...operation, responses: { ...responses, "4XX": refused } };
}

/** The client sends a key with every POST. */
function withoutKey(parameter: object): object {
  return "name" in parameter && parameter.name === "Idempotency-Key"
    ? { ...parameter, required: false }
    : parameter;
}
