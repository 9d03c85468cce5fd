import type { ExecuteRequest } from "../../../durable-objects/write/transaction.ts";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import type { LocalTenant } from "./platform.ts";

/** A request to write notes: pairs of id and text. */
export function write(
  notes: readonly (readonly [id: string, text: string])[],
  more: Partial<ExecuteRequest> = {},
): ExecuteRequest {
  return {
    command: "notes.write",
    input: { notes: notes.map(([id, text]) => ({ id, text })) },
    actor: platformToken,
    correlationId: "01J00000000000000000000000",
    ...more,
  };
}

export function erase(id: string, more: Partial<ExecuteRequest> = {}): ExecuteRequest {
  return { ...write([]), command: "notes.erase", input: { id }, ...more };
}

/** Writes the given number of notes, one command each. */
export function writeMany(tenant: LocalTenant, count: number, from = 1): void {
  for (let index = from; index < from + count; index += 1) {
    const result = tenant.core.execute(write([[`n${index}`, `text ${index}`]]));
    if (!result.ok) throw new Error(result.refusal.detail);
  }
}
