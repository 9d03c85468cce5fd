import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
} from "graphql";
import { type Refusal, refusal } from "../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { graphqlLimits } from "./limits.ts";
import { type Measure, measure } from "./measure.ts";

/** A query that may run, as far as its size goes. */
export interface Sized {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Parses a query, if its text is not too large. */
export function parseQuery(text: string): Result<DocumentNode> {
  const { value: longest } = graphqlLimits.text;
  if (text.length > longest || new TextEncoder().encode(text).length > longest)
    return refused(refusal("query-too-large", `A query has at most ${longest} bytes.`));
  try {
    return ok(parse(text, { maxTokens: graphqlLimits.tokens.value, noLocation: false }));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return /token limit|Document contains more/i.test(error.message)
      ? refused(refusal("query-too-large", `A query has at most ${graphqlLimits.tokens.value} tokens.`))
      : refused(refusal("malformed-query", error.message));
  }
}

/** The operation that a request means. */
export function operationIn(document: DocumentNode, name: string | null): Result<OperationDefinitionNode> {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const found = name === null ? operations : operations.filter((one) => one.name?.value === name);
  const [operation, ...others] = found;
  if (operation === undefined)
    return refused(
      refusal(
        "malformed-query",
        name === null ? "The query has no operation." : "The query has no operation of this name.",
      ),
    );
  return others.length === 0
    ? ok(operation)
    : refused(
        refusal("malformed-query", "The query has several operations: say which one with `operationName`."),
      );
}

/** A query's measure, or why it is too much. */
export function checkSize(
  schema: GraphQLSchema,
  { document, operation }: Sized,
  variables: Readonly<Record<string, unknown>>,
): { readonly measured: Measure; readonly refusal: Refusal | null } {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const measured = measure(operation, { schema, fragments, variables });
  return { measured, refusal: excessOf(measured, operation) };
}

function excessOf(
  { depth, cost, aliases, rootFields }: Measure,
  { operation }: OperationDefinitionNode,
): Refusal | null {
  const { depth: deepest, cost: dearest, aliases: most, mutations } = graphqlLimits;
  if (depth > deepest.value)
    return refusal(
      "query-too-deep",
      `The query has ${depth} levels of fields, and may have ${deepest.value}.`,
    );
  if (aliases > most.value)
    return refusal(
      "too-many-aliases",
      `A selection has one field ${aliases} times, and may have it ${most.value} times.`,
    );
  if (operation === "mutation" && rootFields > mutations.value)
    return refusal(
      "query-too-large",
      `The query has ${rootFields} mutations, and may have ${mutations.value}.`,
    );
  if (cost > dearest.value)
    return refusal("query-too-expensive", `The query costs ${cost}, and may cost ${dearest.value}.`);
  return null;
}
