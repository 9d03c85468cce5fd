import type { Result } from "../../src/kernel/values/result.ts";
import type { NewEvent } from "../../src/kernel/write/event.ts";

/** The types and data of the decided events. A refusal fails the test. */
export function eventsOf(result: Result<readonly NewEvent[]>) {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value.map(({ type, data }) => ({ type, data: data as Readonly<Record<string, unknown>> }));
}

/** The code and pointers of a refusal. A success fails the test. */
export function refusalOf(result: Result<unknown>) {
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result.value)}`);
  const { code, errors = [] } = result.refusal;
  return { code, pointers: errors.map(({ pointer }) => pointer) };
}
