import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import type { Projections } from "../../../kernel/operation/ports.ts";
import { defineWorkflow, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { mapItems, pageOutput } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Command } from "../../../kernel/write/command.ts";
import { concernsAllTenants } from "../all-tenants/subscriptions.ts";
import { findAllDeadLetters } from "../all-tenants/view.ts";
import { discardDeadLetter, replayDeadLetter } from "../commands.ts";
import { errorFor, withErrorFor } from "../failures/rules.ts";
import { readEvent } from "../queries.ts";
import {
  type DeadLetter,
  deadLetterResponse,
  openedDeadLetter,
  replayedDeadLetters,
  settleAllInput,
  settleInput,
} from "../schema.ts";
import { countOpenDeadLetters, deadLetterListInput, findDeadLetter, findDeadLetters } from "../view.ts";

const named = z.object({ id: opaqueId });

/** The most dead letters that one request replays. */
const mostAtOnce = 100;

/** Lists dead letters, newest first. For platform staff without a tenant, those of all tenants. */
export const listDeadLetters = defineWorkflow({
  name: "ops.listDeadLetters",
  access: findDeadLetters.access,
  scope: "any",
  input: deadLetterListInput,
  output: pageOutput(deadLetterResponse),
  budget: { d1: 1, objects: 0 },
  async run(input, { invoke, session }) {
    const page = await invoke(concernsAllTenants(session) ? findAllDeadLetters : findDeadLetters, input);
    if (!page.ok) return page;
    return ok(mapItems(page.value, (one) => withErrorFor(session.actor, one)));
  },
});

/** Reads a dead letter, with its event while the log has it. */
export const readLetter = defineWorkflow({
  name: "ops.readDeadLetter",
  access: findDeadLetter.access,
  scope: "any",
  input: named,
  output: openedDeadLetter,
  budget: { d1: 1, objects: 1 },
  async run({ id }, { invoke, session }) {
    const deadLetter = await invoke(findDeadLetter, { id });
    if (!deadLetter.ok) return deadLetter;
    const event =
      deadLetter.value.aggregate === null ? ok(null) : await invoke(readEvent, { seq: deadLetter.value.seq });
    if (!event.ok) return event;
    // After a restore, another event may have this seq.
    const same = event.value?.epoch === deadLetter.value.epoch ? event.value : null;
    return ok({ ...withErrorFor(session.actor, deadLetter.value), event: same });
  },
});

type Settlement = "replayed" | "discarded";

const settling = (name: string, command: Command<z.infer<typeof settle.input>, null>, as: Settlement) =>
  defineWorkflow({
    ...settle,
    name,
    access: command.access,
    async run({ id, reason }, context, { projections }) {
      const deadLetter = await context.invoke(findDeadLetter, { id });
      if (!deadLetter.ok) return deadLetter;
      const { status } = deadLetter.value;
      if (status !== "open")
        return refused(refusal("invalid-transition", `The dead letter is already ${status}.`));
      const settled = await settleOne(context, projections, deadLetter.value, command, as, reason);
      if (!settled.ok) return settled;
      const { actor, now } = context.session;
      const settledAt = new Date(now).toISOString();
      return ok({ ...withErrorFor(actor, deadLetter.value), status: as, settledAt, reason });
    },
  });

const settle = {
  scope: "any",
  input: named.extend(settleInput.shape),
  output: deadLetterResponse,
  ports: ["projections"],
  once: true,
  budget: { d1: 1, objects: 1 },
} as const;

/** Projects the aggregate of a dead letter again, from its current state. */
export const settleByReplay = settling("ops.settleByReplay", replayDeadLetter, "replayed");
/** Discards a dead letter. The read model does not change. */
export const settleByDiscard = settling("ops.settleByDiscard", discardDeadLetter, "discarded");

/** Replays open dead letters, newest first, up to 100. */
export const replayOpenLetters = defineWorkflow({
  name: "ops.replayOpenDeadLetters",
  access: replayDeadLetter.access,
  scope: "any",
  input: settleAllInput,
  output: replayedDeadLetters,
  ports: ["projections"],
  once: true,
  budget: {
    d1: 2,
    objects: mostAtOnce,
    reason: "The object permits and records the replay of each dead letter on its own.",
  },
  async run({ reason, subscription = null }, context, { projections }) {
    const { invoke } = context;
    const open = await invoke(findDeadLetters, {
      limit: mostAtOnce,
      after: null,
      status: "open",
      subscription,
    });
    if (!open.ok) return open;
    let replayed = 0;
    for (const deadLetter of open.value.items) {
      const settled = await settleOne(context, projections, deadLetter, replayDeadLetter, "replayed", reason);
      if (settled.ok) replayed += 1;
      else if (settled.refusal.code !== "replay-failed") return settled;
    }
    const counts = await invoke(countOpenDeadLetters, {});
    if (!counts.ok) return counts;
    const remaining = counts.value
      .filter((one) => (subscription ?? one.subscription) === one.subscription)
      .reduce((sum, { count }) => sum + count, 0);
    return ok({ replayed, failed: open.value.items.length - replayed, remaining });
  },
});

/** The object authorizes and records the action first. Then the read model is updated. */
async function settleOne(
  { invoke, tenantId, session }: WorkflowContext,
  projections: Projections,
  deadLetter: DeadLetter,
  command: Command<{ id: string; reason: string }, null>,
  as: Settlement,
  reason: string,
): Promise<Result<null>> {
  const permitted = await invoke(command, { id: deadLetter.id, reason }, { step: deadLetter.id });
  if (!permitted.ok) return permitted;
  if (as === "discarded") {
    await projections.discard(tenantId, deadLetter, reason);
    return ok(null);
  }
  const failure = await projections.replay(tenantId, deadLetter, reason);
  return failure === null ? ok(null) : refused(refusal("replay-failed", errorFor(session.actor, failure)));
}
