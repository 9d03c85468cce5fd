import type { Verdict } from "../../../durable-objects/delivery/attempts.ts";
import type { SettledTasks } from "../../../durable-objects/reactions/claims.ts";
import type { ReactionTask, TaskReport } from "../../kernel/delivery/reaction.ts";
import type { LoggedAttempt } from "../../kernel/delivery/reaction-log.ts";

/** The answer to one report. */
export interface Settled {
  /** What happens to a failed task. Null for any other. */
  readonly verdict: Verdict | null;
  /** The next task, if one was wanted and there is one. */
  readonly next: ReactionTask | undefined;
}

/** Reports a task, and says whether its lane wants another one. The attempt is what the reaction's log keeps. */
export type Settle = (report: TaskReport, wantsNext: boolean, attempt?: LoggedAttempt) => Promise<Settled>;

/** Sends reports to the object, with the attempts that they are about. */
export type SendReports = (
  reports: readonly TaskReport[],
  more: number,
  attempts: readonly LoggedAttempt[],
) => Promise<SettledTasks | null>;

interface Waiting extends PromiseWithResolvers<Settled> {
  readonly report: TaskReport;
  readonly wantsNext: boolean;
  readonly attempt: LoggedAttempt | undefined;
}

/**
 * Reports tasks to the object, one call at a time. What comes while a call is under way goes into the next one, so tasks that
 * finish quickly share a transaction, and no task waits for a slow one.
 */
export function createReporter(send: SendReports): Settle {
  let waiting: Waiting[] = [];
  let isSending = false;
  const sendAll = async () => {
    isSending = true;
    // Lanes that finish in the same turn report together.
    await null;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await sendBatch(send, batch);
    }
    isSending = false;
  };
  return (report, wantsNext, attempt) => {
    const one = { ...Promise.withResolvers<Settled>(), report, wantsNext, attempt };
    waiting.push(one);
    if (!isSending) void sendAll();
    return one.promise;
  };
}

async function sendBatch(send: SendReports, batch: readonly Waiting[]): Promise<void> {
  try {
    const more = batch.filter(({ wantsNext }) => wantsNext).length;
    const settled = await send(
      batch.map(({ report }) => report),
      more,
      batch.flatMap(({ attempt }) => (attempt === undefined ? [] : [attempt])),
    );
    const next = [...(settled?.next ?? [])];
    for (const [index, { wantsNext, resolve }] of batch.entries())
      resolve({ verdict: settled?.verdicts[index] ?? null, next: wantsNext ? next.shift() : undefined });
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
