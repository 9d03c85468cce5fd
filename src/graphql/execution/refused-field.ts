import { GraphQLError } from "graphql";
import { type Refusal, refusal } from "../../kernel/api/problem.ts";
import { problemOf, type Registry } from "../../kernel/registry.ts";
import type { Result } from "../../kernel/values/result.ts";
import { isNotNow } from "../../platform/not-now.ts";

/** Thrown by a field whose operation refuses. */
export class RefusedField extends Error {
  readonly refusal: Refusal;

  constructor(refused: Refusal) {
    super(refused.detail);
    this.refusal = refused;
  }
}

/** The value, or the refusal as an exception, as GraphQL's resolvers tell it. */
export function valueOrThrow<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new RefusedField(result.refusal);
}

/** What an error tells besides its message: the members of the REST answer's problem. */
export function problemExtensions(
  registry: Registry,
  { code, status, errors, retryAfter }: Refusal,
  traceId: string,
): Readonly<Record<string, unknown>> {
  return {
    code,
    status: status ?? problemOf(registry, code).status,
    ...(errors === undefined ? {} : { errors }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    traceId,
  };
}

/** An error that callers may see. What was not refused, but failed, is told without details. */
export function shownError(registry: Registry, error: GraphQLError, traceId: string): GraphQLError {
  const { originalError: cause, nodes, path } = error;
  const place = { ...(nodes === undefined ? {} : { nodes }), ...(path === undefined ? {} : { path }) };
  const shown = cause == null ? null : refusalOf(cause);
  // Errors of the query itself have no cause.
  if (shown === null)
    return withExtensions(error, problemExtensions(registry, invalid(error.message), traceId));
  return new GraphQLError(shown.detail, {
    ...place,
    extensions: problemExtensions(registry, shown, traceId),
  });
}

/** Whether an error is a fault of ours, which belongs in the log. */
export function isFault({ originalError: cause }: GraphQLError): boolean {
  return cause != null && !(cause instanceof RefusedField) && !isNotNow(cause);
}

/** What a caller is told of an error. One that passes by itself is no reason to look into the log. */
function refusalOf(cause: unknown): Refusal {
  if (cause instanceof RefusedField) return cause.refusal;
  return isNotNow(cause) ? overloaded : internal;
}

const overloaded = refusal("overloaded", "Repeat in a moment.");

const internal = refusal("internal-error", "It is logged under this traceId.");

function invalid(detail: string): Refusal {
  return refusal("invalid-query", detail);
}

function withExtensions(error: GraphQLError, extensions: Readonly<Record<string, unknown>>): GraphQLError {
  const { message, nodes, path } = error;
  return new GraphQLError(message, {
    ...(nodes === undefined ? {} : { nodes }),
    ...(path === undefined ? {} : { path }),
    extensions,
  });
}
