import { type ExecutionResult, execute, GraphQLError, type GraphQLSchema, subscribe } from "graphql";
import { createFieldContext } from "../execution/field-context.ts";
import type { Host } from "../execution/host.ts";
import type { ExecutionOptions, GraphqlAnswer, GraphqlRequest } from "../execution/request.ts";
import { answerOf, executionOf, prepare, refusedAnswer } from "../execution/run.ts";
import { streamLimits } from "../limits/limits.ts";
import { positionText, type StreamPosition } from "./position.ts";

const heartbeatMs = 15_000;

/** A stream of server-sent events, or why there is none. */
export type Opened = { readonly stream: ReadableStream<Uint8Array> } | { readonly answer: GraphqlAnswer };

/**
 * Runs a request as a stream, as GraphQL over Server-Sent Events has it (distinct connections): an event `next` for each result,
 * `complete` at the end. The `id` of an event is a place in the log: a client that sends it as `Last-Event-ID` goes on there.
 */
export async function openStream(
  host: Host,
  schema: GraphQLSchema,
  request: GraphqlRequest,
  options: ExecutionOptions,
  begin: StreamPosition | null,
): Promise<Opened> {
  const prepared = prepare(schema, request, options);
  if (!prepared.ok) return { answer: refusedAnswer(host, prepared.refusal, prepared.measured) };
  const context = createFieldContext(host, begin);
  const execution = executionOf(prepared.value, context, options);
  if (prepared.value.operation.operation !== "subscription")
    return { stream: streamOf(host, once(await execute(execution)), () => null) };
  const results = await subscribe(execution);
  if (!(Symbol.asyncIterator in results)) return { answer: answerOf(host, results) };
  return { stream: streamOf(host, results, () => context.position) };
}

async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult> {
  yield result;
}

function streamOf(
  host: Host,
  results: AsyncGenerator<ExecutionResult, unknown, undefined>,
  position: () => StreamPosition | null,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const endsAt = Date.now() + streamLimits.lifetime.value;
  let coming: Promise<IteratorResult<ExecutionResult>> | null = null;
  /** One for all results of its time. */
  let beat: Promise<null> | null = null;
  let isOver = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      coming ??= results.next().catch(failure);
      beat ??= pause();
      const isExpired = Date.now() >= endsAt;
      const next = isOver || isExpired ? ended : await Promise.race([coming, beat]);
      if (next === null) {
        beat = null;
        return send(":\n\n");
      }
      coming = null;
      if (next.done === true) {
        send("event: complete\ndata:\n\n");
        controller.close();
        return stop();
      }
      const at = position();
      const { body } = answerOf(host, next.value);
      send(`event: next\n${at === null ? "" : `id: ${positionText(at)}\n`}data: ${JSON.stringify(body)}\n\n`);
    },
    cancel: stop,
  });

  /** It ends once it has heard from the log what it waits for now. */
  function stop(): void {
    void results.return(undefined).catch(() => undefined);
  }

  /** What a stream can't go on after is told as its last result. */
  function failure(error: unknown): IteratorResult<ExecutionResult> {
    isOver = true;
    const cause = error instanceof Error ? error : new Error(String(error));
    return { value: { errors: [new GraphQLError(cause.message, { originalError: cause })] } };
  }
}

const ended: IteratorResult<ExecutionResult> = { done: true, value: undefined };

async function pause(): Promise<null> {
  await scheduler.wait(heartbeatMs);
  return null;
}
