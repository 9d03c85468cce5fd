import {
  type CommandRequest,
  OutsideRefused,
  OutsideUnavailable,
  type ReactionInstance,
} from "../../kernel/delivery/reaction.ts";
import { newestVersion } from "../../kernel/delivery/subscription.ts";
import type { Result } from "../../kernel/values/result.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import { publishedData } from "../../kernel/write/published.ts";
import { isNotNow } from "../../platform/not-now.ts";
import { failureText } from "../failures/failures.ts";
import type { ProjectorDeps } from "../projector.ts";
import type { Timer } from "./outside.ts";

/** The outcome of one attempt at an event. */
export type Performed =
  | { readonly status: "done"; readonly note?: unknown }
  /**
   * `unavailable`: the external service is unavailable, so the failure isn't the event's. `refused`: it won't take the event,
   * so this is the last attempt.
   */
  | {
      readonly status: "failed";
      readonly error: string;
      readonly unavailable: boolean;
      readonly refused?: boolean;
      readonly retryAfterMs?: number | undefined;
      readonly note?: unknown;
    };

/** The time limit of a reaction for one event. */
export const timeLimitMs = 10_000;
/** How long the answers of commands are stored: as long as a dead letter is likely to be replayed. */
const answerRetentionMs = 7 * 24 * 60 * 60 * 1000;

/** Runs a reaction for one event, and then the commands it returns. They continue the given trace. Never throws. */
export async function perform(
  deps: ProjectorDeps,
  tenantId: string,
  instance: ReactionInstance,
  event: Envelope,
  traceparent = event.traceparent,
): Promise<Performed> {
  const timer = deps.outside.startTimer(timeLimitMs);
  let noted: { readonly note?: unknown } = {};
  const note = (detail: unknown) => {
    noted = { note: detail };
  };
  const run = async (requests: readonly CommandRequest[]) => {
    for (const [index, request] of requests.entries())
      await execute(deps, tenantId, instance, event, request, { index, traceparent });
  };
  try {
    const requests = await Promise.race([
      react(deps, tenantId, instance, event, timer, note),
      timer.over.then(() => {
        throw new OutsideUnavailable(`no answer within ${timeLimitMs / 1000} s`);
      }),
    ]);
    await run(requests);
    return { status: "done", ...noted };
  } catch (error) {
    return { ...(await failureOf(error, run)), ...noted };
  } finally {
    timer.stop();
  }
}

/** What a reaction's error says. Runs the commands that follow from a refusal; if that fails, the event is tried again. */
async function failureOf(
  error: unknown,
  run: (requests: readonly CommandRequest[]) => Promise<void>,
): Promise<Extract<Performed, { readonly status: "failed" }>> {
  if (error instanceof OutsideRefused) {
    try {
      await run(error.commands);
      return { status: "failed", error: failureText(error), unavailable: false, refused: true };
    } catch (cause) {
      return failureOf(cause, run);
    }
  }
  const unavailable = error instanceof OutsideUnavailable || isNotNow(error);
  const retryAfterMs = error instanceof OutsideUnavailable ? error.retryAfterMs : undefined;
  return { status: "failed", error: failureText(error), unavailable, retryAfterMs };
}

async function react(
  { registry, outside, now }: ProjectorDeps,
  tenantId: string,
  { name, reaction, target }: ReactionInstance,
  event: Envelope,
  { signal }: Timer,
  note: (detail: unknown) => void,
): Promise<readonly CommandRequest[]> {
  const newest = newestVersion(registry.eventByType, event);
  return reaction.react(newest, {
    now,
    published: publishedData(registry.eventByType.get(event.type), newest),
    tenantId,
    target,
    idempotencyKey: `${name}:${event.id}`,
    signal,
    mail: outside.mailer(tenantId, event.aggregate.id, signal),
    signer: outside.signer,
    secrets: outside.secrets,
    isLocal: outside.isLocal,
    files: outside.files,
    note,
    fetch: (url, init = {}) => outside.fetch(url, { ...init, signal }),
    async eraseTenant(id) {
      if (tenantId !== "platform") throw new Error(`${tenantId} may not erase ${id}`);
      return outside.eraseTenant(id);
    },
    // The object returns the result of the query's own `run`. The call loses the type, but doesn't change the
    // value.
    ask: async <Answer>(query: { readonly name: string }, input: unknown) =>
      (await outside.ask(tenantId, query.name, input)) as Result<Answer>,
  });
}

/**
 * Runs a command. Its idempotency key is derived from the event, so a command that an earlier attempt ran
 * returns the same answer and changes nothing.
 */
export async function execute(
  { outside }: ProjectorDeps,
  tenantId: string,
  { name }: ReactionInstance,
  event: Envelope,
  { command, input }: CommandRequest,
  { index, traceparent }: { readonly index: number; readonly traceparent: string | undefined },
): Promise<void> {
  const result = await outside.execute(tenantId, {
    command,
    input,
    actor: { kind: "system" },
    correlationId: event.correlationId,
    causationId: event.id,
    traceparent,
    idempotency: {
      scope: `reaction ${name} ${event.id} ${index} ${command}`,
      fingerprint: event.id,
      retentionMs: answerRetentionMs,
      budget: { kind: "required", caller: "" },
    },
  });
  if (result.ok) return;
  const { code, detail } = result.refusal;
  const message = `${command} was refused: ${code}: ${detail}`;
  // A retry may succeed once the tenant is reactivated or the object is less busy.
  if (code === "overloaded" || code === "tenant-suspended") throw new OutsideUnavailable(message);
  throw new Error(message);
}
