import type { AnyResult } from "./types.ts";

/** Why a request was refused, as in RFC 9457. */
export interface Problem<Code extends string = string> {
  readonly type: string;
  readonly title: string;
  /** The response's status. */
  readonly status: number;
  readonly detail: string;
  /** What went wrong, as a stable word. */
  readonly code: Code;
  /** What to correct, and where, by JSON Pointer. */
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  readonly instance?: string;
  /** The request's trace. Quote it when you report a problem. */
  readonly traceId?: string;
}

/** A refusal as an exception, for code that cannot go on without an answer. */
export class ProblemError<Code extends string = string> extends Error {
  override readonly name = "ProblemError";
  readonly code: Code;
  readonly problem: Problem<Code>;

  constructor(problem: Problem<Code>) {
    super(`${problem.code}: ${problem.detail}`);
    this.code = problem.code;
    this.problem = problem;
  }
}

/**
 * The answer of a call, without the case that it was refused.
 *
 * @throws {ProblemError} If it was refused.
 */
export async function orThrow<Ended extends AnyResult>(call: PromiseLike<Ended>): Promise<DataOf<Ended>> {
  const { data, error, response } = await call;
  if (error !== undefined) throw new ProblemError(problemIn(error, response));
  // Without an error the result is the other case, whose data this is.
  return data as DataOf<Ended>;
}

type DataOf<Ended> = Extract<Ended, { error?: undefined }> extends { data: infer Data } ? Data : undefined;

/** The refusal in an answer's body. An answer that is none of the API's gets a problem of its own. */
export function problemIn(body: unknown, { status, statusText, url }: Response): Problem {
  if (isProblem(body)) return body;
  const code = status === 304 ? "not-modified" : "unexpected-answer";
  const detail = status === 304 ? "The answer that you have is current." : `${status} ${statusText}`.trim();
  return { type: "about:blank", title: "Not an answer of the API", status, detail, code, instance: url };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "status" in body;
}
