import { newUlid } from "../../src/kernel/values/id.ts";
import type { TransactionDeps } from "./deps.ts";
import { execute } from "./transaction.ts";

/** The tenant is suspended or has disabled the module. */
const whileClosedMs = 60 * 60 * 1000;
/** The log takes no events at present. */
const whileOverloadedMs = 60 * 1000;

/**
 * Runs a module's scheduled job like any other command, as the platform itself. Returns when it wants to run again.
 * If the tenant is suspended or has disabled the module, it is tried again later.
 */
export function runScheduledJob(deps: TransactionDeps, name: string, traceparent?: string): number | null {
  const result = execute(deps, {
    command: name,
    input: {},
    actor: { kind: "system" },
    correlationId: newUlid(deps.now(), deps.random),
    traceparent,
  });
  if (!result.ok)
    return deps.now() + (result.refusal.code === "overloaded" ? whileOverloadedMs : whileClosedMs);
  // `Module.scheduledJobs` only accepts commands with this answer.
  return result.answer as number | null;
}
