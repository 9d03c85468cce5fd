import { newUlid } from "../../src/kernel/values/id.ts";
import type { TransactionDeps } from "./deps.ts";
import { execute } from "./transaction.ts";

const whileClosedMs = 60 * 60 * 1000;

/**
 * Runs a module's chore as a command like any other, on behalf of the platform itself. Answers when it wants to come
 * again; a tenant that is suspended, or has turned the module off, is asked again later.
 */
export function runScheduledJob(deps: TransactionDeps, name: string): number | null {
  const result = execute(deps, {
    command: name,
    input: {},
    actor: { kind: "system" },
    correlationId: newUlid(deps.now(), deps.random),
  });
  if (!result.ok) return deps.now() + whileClosedMs;
  // What a chore answers is in its type: `Module.chores` takes no other command.
  return result.answer as number | null;
}
