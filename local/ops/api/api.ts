import { z } from "zod";
import { messageOf } from "../../problem.ts";
import { cleanText } from "../../terminal/clean.ts";
import { exits, Failure } from "../exits.ts";
import type { Io } from "../io.ts";
import type { Target } from "../target.ts";
import { problemDocument, problemText } from "./problem-text.ts";

export interface Sent {
  /** A slug or id. Undefined: the tenant of the command line; null: none. */
  readonly tenant?: string | null | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** Statuses besides 2xx whose body is an answer too. */
  readonly accepts?: readonly number[];
}

/**
 * Sends requests as platform staff. Throws a `Failure` that says what is wrong: if the platform is not reached, if it refuses, or if its
 * answer has another shape.
 */
export interface Api {
  readonly tenant: string | null;
  get<Shape extends z.ZodType>(path: string, shape: Shape, sent?: Sent): Promise<z.output<Shape>>;
  post<Shape extends z.ZodType>(path: string, shape: Shape, sent?: Sent): Promise<z.output<Shape>>;
  text(path: string, sent?: Sent): Promise<string>;
  /** The items of a list, page by page. */
  items<Shape extends z.ZodType>(path: string, shape: Shape, sent?: Sent): AsyncGenerator<z.output<Shape>>;
}

/** A request that takes longer is given up. */
const patienceMs = 30_000;

export function createApi({ url, token, tenant }: Target, io: Pick<Io, "fetch" | "interrupted">): Api {
  const call = async (method: string, path: string, sent: Sent): Promise<string> => {
    const named = sent.tenant === undefined ? tenant : sent.tenant;
    const response = await reach(url, io, path + queryOf(sent.query), {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(named === null ? {} : { "X-Tenant": encodeURIComponent(named) }),
        ...(sent.body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    if (response.ok || sent.accepts?.includes(response.status)) return response.text;
    throw refusalOf(url, response);
  };
  const parsed = async <Shape extends z.ZodType>(
    method: string,
    path: string,
    shape: Shape,
    sent: Sent,
  ): Promise<z.output<Shape>> => parse(url, path, shape, await call(method, path, sent));
  return {
    tenant,
    get: (path, shape, sent = {}) => parsed("GET", path, shape, sent),
    post: (path, shape, sent = {}) => parsed("POST", path, shape, sent),
    text: (path, sent = {}) => call("GET", path, sent),
    async *items(path, shape, sent = {}) {
      const page = z.looseObject({ items: z.array(shape), nextCursor: z.string().nullable() });
      let cursor: string | undefined;
      do {
        const query = { limit: 100, ...sent.query, cursor };
        const answered = await parsed("GET", path, page, { ...sent, query });
        yield* answered.items;
        cursor = answered.nextCursor ?? undefined;
      } while (cursor !== undefined);
    },
  };
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

async function reach(
  url: string,
  { fetch, interrupted }: Pick<Io, "fetch" | "interrupted">,
  path: string,
  init: RequestInit,
): Promise<Answer> {
  try {
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(patienceMs)]);
    const response = await fetch(url + path, { ...init, signal, redirect: "error" });
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch (error) {
    interrupted.throwIfAborted();
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new Failure(
      exits.unreachable,
      `The platform at ${url} could not be reached (${messageOf(cause) || "no connection"}). Is it running? Another address is given with --url or RUSTOK_URL.`,
    );
  }
}

function refusalOf(url: string, { status, text }: Answer): Failure {
  const exit = status === 401 || status === 403 ? exits.unreachable : exits.wrong;
  const problem = problemDocument.safeParse(jsonOf(text));
  if (problem.success) return new Failure(exit, problemText(problem.data), problem.data);
  return new Failure(exit, `${url} answered with ${status}: ${cleanText(text.slice(0, 300))}`);
}

function parse<Shape extends z.ZodType>(
  url: string,
  path: string,
  shape: Shape,
  text: string,
): z.output<Shape> {
  const answer = shape.safeParse(jsonOf(text));
  if (answer.success) return answer.data;
  const [issue] = answer.error.issues;
  throw new Failure(
    exits.wrong,
    `${url}${path} answered with something else than expected (${issue?.path.join(".") || "body"}: ${issue?.message}). Does another version run there, or is it no RusToK Edge?`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function queryOf(query: Sent["query"] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}
