import { describeError, logLine } from "../../platform/telemetry.ts";
import type { Scope } from "../scope.ts";

/**
 * Text as a body, made piece by piece as the caller reads on. The answer has begun by then, so a failure can only break
 * it off: the caller sees that it is not whole, and the log why.
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
          logLine({
            kind: "error",
            at: "stream",
            traceId: trace.traceId,
            requestId,
            ...describeError(error),
          });
          controller.error(error);
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}
