import * as z from "zod";
import { type movableOutput, nothing, textStream } from "../operation/operation.ts";
import type { AnyOperation } from "../operation/workflow.ts";
import { isPageOutput, listOf, type Page, type pageOutput } from "../read/page.ts";

/** A successful response. */
export interface Reply {
  readonly status: 200 | 201 | 202 | 204 | 308;
  readonly body?: unknown;
  /** A body that is streamed as it is produced, in the media type the route documents for the status. */
  readonly stream?: AsyncIterable<string>;
  /** A text in the media type the route documents, which is there as a whole. */
  readonly text?: string;
  /** The resource's location. A redirect preserves the request's query. */
  readonly location?: string;
  /** The file name the body is saved under. */
  readonly fileName?: string;
  /** The page to respond with. Its end becomes `nextCursor` and a `Link` header. */
  readonly page?: Page<unknown>;
}

/**
 * The body of a response with one status: JSON of a schema, text of another media type, either of them, or
 * nothing.
 */
export interface ReplySpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

/** The successful responses of a route, by status. */
export type Replies = Readonly<Partial<Record<Reply["status"], ReplySpec>>>;

/** How a route renders its operation's output. */
interface Rendering {
  readonly operation: Pick<AnyOperation, "output">;
  readonly moved?: (name: string) => string;
  readonly mediaType?: string;
  readonly returns?: string;
  /** Whether it has an entity tag, so that a text can't be streamed. */
  readonly conditional?: boolean;
}

/** The description of a redirect. */
export const redirected = "The handle has changed; `Location` has the current one";

/** The documented responses, derived from the operation's output. */
export function repliesOf(
  { operation: { output }, moved, mediaType, returns = "Done" }: Rendering,
  status: 200 | 201 | 202,
): Replies {
  if (output === nothing) return { 204: { description: returns } };
  if (mediaType !== undefined) return { [status]: { description: returns, mediaType } };
  if (moved === undefined)
    return { [status]: { description: returns, schema: isPageOutput(output) ? listOf(output) : output } };
  const page = pageIn(output);
  return {
    [status]: { description: returns, schema: page === null ? foundIn(output) : listOf(page) },
    308: { description: redirected },
  };
}

/** Renders an output. */
export function replyOf(
  { operation, moved, mediaType, conditional = false }: Rendering,
  status: 200 | 201 | 202,
  output: unknown,
): Reply {
  if (operation.output === nothing) return { status: 204 };
  // An operation's output matches its output schema, so the schema tells the forms apart.
  if (operation.output === textStream) return { status, stream: output as AsyncIterable<string> };
  if (mediaType !== undefined && conditional) return { status, text: String(output) };
  if (mediaType !== undefined) return { status, stream: inOnePiece(String(output)) };
  if (isPageOutput(operation.output)) return { status, page: output as Page<unknown> };
  if (moved === undefined) return { status, body: output };
  const read = output as { readonly found: unknown } | { readonly movedTo: string };
  if (!("found" in read)) return { status: 308, location: moved(read.movedTo) };
  if (pageIn(operation.output) === null) return { status, body: read.found };
  return { status, page: read.found as Page<unknown> };
}

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield text;
}

/** The schema of the resource in a `movableOutput`. */
function foundIn(output: z.ZodType): z.ZodType {
  if (!(output instanceof z.ZodUnion)) throw new Error("`moved` requires an output of `movableOutput`");
  const [found] = (output as ReturnType<typeof movableOutput>).options;
  return found.shape.found;
}

/** The page that an output is, also one by a name that may have changed. Null if it is none. */
export function pageIn(output: z.ZodType): ReturnType<typeof pageOutput> | null {
  if (isPageOutput(output)) return output;
  const [first] = output instanceof z.ZodUnion ? output.options : [];
  const found = first instanceof z.ZodObject ? first.shape.found : undefined;
  return found instanceof z.ZodType && isPageOutput(found) ? found : null;
}
