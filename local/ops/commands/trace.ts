import { exits, Failure } from "../exits.ts";
import { commandOf, type Register } from "../program.ts";
import type { SharedOptions } from "../target.ts";
import { readTrace } from "../trace/read.ts";
import { traceText } from "../trace/render.ts";

/** `trace`: what happened in a trace. */
export const trace: Register = (program, start) => {
  commandOf(
    program,
    "trace <id>",
    "Show the events and audit entries of a trace, and its lines in a log file",
    "The id is the traceId of a problem, or the second part of a traceparent. Without --tenant, all tenants are asked.",
  )
    .option("--log <file>", "a file with lines of the Worker's log, or with what wrangler tail printed")
    .action((id: string, options: SharedOptions & { readonly log?: string }) =>
      start(options, async (context) => {
        const [, traceId] = /^(?:[0-9a-f]{2}-)?([0-9a-f]{32})(?:-[0-9a-f]{16}-[0-9a-f]{2})?$/i.exec(id) ?? [];
        if (traceId === undefined)
          throw new Failure(exits.usage, `A trace id has 32 hexadecimal digits, not "${id}".`);
        const found = await readTrace(context.api, traceId.toLowerCase(), options.log);
        context.show(found, traceText);
        const isKnown = found.events.length + found.audit.length + (found.lines?.length ?? 0) > 0;
        return isKnown ? exits.fine : exits.wrong;
      }),
    );
};
