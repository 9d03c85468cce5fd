import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  specifiedRules,
  validate,
} from "graphql";
import { LRUCache } from "lru-cache";
import { type Refusal, refusal } from "../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { checkSize, operationIn, parseQuery } from "../limits/check.ts";
import type { Measure } from "../limits/measure.ts";
import { createFieldContext, type FieldContext } from "./field-context.ts";
import type { Host } from "./host.ts";
import { isFault, problemExtensions, shownError } from "./refused-field.ts";
import type { ExecutionOptions, GraphqlAnswer, GraphqlRequest } from "./request.ts";

/** A query that has passed all checks. */
export interface Prepared {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly request: GraphqlRequest;
}

/** Checks a request and runs it. */
export async function runGraphql(
  host: Host,
  schema: GraphQLSchema,
  request: GraphqlRequest,
  options: ExecutionOptions,
): Promise<GraphqlAnswer> {
  const prepared = prepare(schema, request, options);
  if (!prepared.ok) return refusedAnswer(host, prepared.refusal, prepared.measured);
  if (prepared.value.operation.operation === "subscription") return refusedAnswer(host, notAStream);
  return answerOf(host, await execute(executionOf(prepared.value, createFieldContext(host), options)));
}

const notAStream = refusal("invalid-query", "A subscription is a stream: send `Accept: text/event-stream`.");

/** What is executed. */
export function executionOf(
  { schema, document, request }: Prepared,
  context: FieldContext,
  options: ExecutionOptions,
) {
  return {
    schema,
    document,
    operationName: request.operationName,
    variableValues: request.variables,
    contextValue: context,
    hideSuggestions: !options.introspection,
  };
}

type Outcome = Result<Prepared> & { readonly measured?: Measure };

/** Parses, measures and validates a request. Nothing of it runs. */
export function prepare(schema: GraphQLSchema, request: GraphqlRequest, options: ExecutionOptions): Outcome {
  const parsed = parsedOnce(request.query);
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  const operation = operationIn(document, request.operationName);
  if (!operation.ok) return operation;
  const { measured, refusal: excess } = checkSize(
    schema,
    { document, operation: operation.value },
    request.variables,
  );
  if (excess !== null) return { ...refused(excess), measured };
  if (options.readOnly && operation.value.operation === "mutation")
    return refused(refusal("method-not-allowed", "A GET changes nothing. Send mutations with POST."));
  const [error] = validatedOnce(schema, document, options.introspection);
  if (error !== undefined) return refused(refusal("invalid-query", error.message, [placeOf(error)]));
  return ok({ schema, document, operation: operation.value, request });
}

function placeOf({ message, locations = [] }: GraphQLError) {
  const [first] = locations;
  const where = first === undefined ? "" : ` (line ${first.line}, column ${first.column})`;
  return { pointer: "/query", code: "invalid-query", detail: `${message}${where}`.slice(0, 500) };
}

const capacity = 500;
const documents = new LRUCache<string, Result<DocumentNode>>({ max: capacity });

/** Clients send few different queries, again and again. */
function parsedOnce(text: string): Result<DocumentNode> {
  const known = documents.get(text);
  if (known !== undefined) return known;
  const parsed = parseQuery(text);
  if (text.length <= longestKept) documents.set(text, parsed);
  return parsed;
}

const longestKept = 8 * 1024;

const validated = new WeakMap<DocumentNode, readonly GraphQLError[]>();

/** Introspection is a setting of the installation, so it is the same for as long as a document is remembered. */
function validatedOnce(
  schema: GraphQLSchema,
  document: DocumentNode,
  introspection: boolean,
): readonly GraphQLError[] {
  const known = validated.get(document);
  if (known !== undefined) return known;
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const errors = validate(schema, document, rules, { maxErrors: 1, hideSuggestions: !introspection });
  validated.set(document, errors);
  return errors;
}

/** The answer to a request of which nothing runs. */
export function refusedAnswer(
  { registry, traceId }: Pick<Host, "registry" | "traceId">,
  refused: Refusal,
  measured?: Measure,
): GraphqlAnswer {
  const extensions = {
    ...problemExtensions(registry, refused, traceId),
    ...(measured === undefined ? {} : { cost: measured.cost, depth: measured.depth }),
  };
  const status = refused.code === "method-not-allowed" ? 405 : 400;
  return { status, body: { errors: [{ message: refused.detail, extensions }] }, faults: [] };
}

/** An execution's result, as callers may see it. */
export function answerOf({ registry, traceId }: Host, { data, errors = [] }: ExecutionResult): GraphqlAnswer {
  const shown = errors.map((error) => shownError(registry, error, traceId).toJSON());
  return {
    // Without data nothing ran: the variables do not fit.
    status: data === undefined ? 400 : 200,
    body: { ...(data === undefined ? {} : { data }), ...(shown.length > 0 ? { errors: shown } : {}) },
    faults: errors.filter(isFault).map(({ originalError }) => originalError),
  };
}
