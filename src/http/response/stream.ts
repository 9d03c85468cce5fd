import { logFailure } from "../../telemetry/log/failure.ts";
import type { Scope } from "../scope.ts";

/**
 * Streams text as a body, generated as the client reads. The response has started by then, so a failure can only
 * abort it: the client sees an incomplete body, and the log has the reason.
 */
export function bytesOf(
  pieces: AsyncIterable<string>,
  { trace, requestId }: Pick<Scope, "trace" | "requestId">,
): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await iterator.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          logFailure("stream", error, { trace_id: trace.traceId, details: { request_id: requestId } });
          controller.error(error);
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    // Generates on demand.
    { highWaterMark: 0 },
  );
}
