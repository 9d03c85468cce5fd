import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { listed, shown } from "../../../kernel/api/reply.ts";
import { defineRoute, type Services } from "../../../kernel/api/route.ts";
import { listSchema, uncountedPageQuery } from "../../../kernel/read/page.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Command } from "../../../kernel/write/command.ts";
import { discardDeadLetter, replayDeadLetter } from "../commands.ts";
import { readEvent } from "../queries.ts";
import {
  type DeadLetter,
  deadLetterResponse,
  deadLetterStatus,
  openedDeadLetter,
  replayedDeadLetters,
  settleAllInput,
  settleInput,
} from "../schema.ts";
import { countDeadLetters, findDeadLetter, listDeadLetters } from "../view.ts";

const params = z.object({ id: z.string().min(1).max(64) });
/** Letters replayed in one request. */
const mostAtOnce = 100;

const settlements = [
  {
    verb: "replay",
    command: replayDeadLetter,
    as: "replayed",
    summary: "Project anew what a dead letter names",
  },
  { verb: "discard", command: discardDeadLetter, as: "discarded", summary: "Give a dead letter up" },
] as const;

export const deadLetterRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/ops/dead-letters",
    summary: "What followers could not project, the newest first",
    access: "ops:list",
    query: z
      .object({
        ...uncountedPageQuery,
        status: deadLetterStatus.optional(),
        subscription: z.string().min(1).max(64).optional(),
      })
      .strict(),
    replies: { 200: { description: "A page of dead letters", schema: listSchema(deadLetterResponse) } },
    refusals: ["invalid-cursor"],
    async handle({ query: { status = null, subscription = null }, page, services }) {
      return listed(await services.read(listDeadLetters, { ...page, status, subscription }));
    },
  }),
  defineRoute({
    method: "post",
    path: "/v1/ops/dead-letters/replay",
    summary: "Project anew what open dead letters name, the newest hundred at most",
    access: replayDeadLetter.access,
    body: settleAllInput,
    replies: { 200: { description: "What came of it", schema: replayedDeadLetters } },
    refusals: ["idempotency-in-progress"],
    async handle({ body: { reason, subscription = null }, services }) {
      return shown(await services.once(() => replayOpen(services, subscription, reason)));
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/ops/dead-letters/{id}",
    summary: "Read a dead letter, with its event as long as the log has it",
    access: "ops:read",
    params,
    replies: { 200: { description: "The dead letter", schema: openedDeadLetter } },
    async handle({ params: { id }, services }) {
      const deadLetter = await services.read(findDeadLetter, { id });
      if (!deadLetter.ok) return deadLetter;
      const event =
        deadLetter.value.aggregate === null
          ? ok(null)
          : await services.ask(readEvent, { seq: deadLetter.value.seq });
      if (!event.ok) return event;
      // After a restore the seq may be another event's.
      const same = event.value?.epoch === deadLetter.value.epoch ? event.value : null;
      return ok({ status: 200, body: { ...deadLetter.value, event: same } });
    },
  }),
  ...settlements.map(({ verb, command, as, summary }) =>
    defineRoute({
      method: "post",
      path: `/v1/ops/dead-letters/{id}/${verb}`,
      summary,
      access: command.access,
      params,
      body: settleInput,
      replies: { 200: { description: "The dead letter", schema: deadLetterResponse } },
      refusals: ["invalid-transition", "replay-failed", "idempotency-in-progress"],
      async handle({ params: { id }, body: { reason }, services, now }) {
        const settledAt = new Date(now).toISOString();
        const settleIt = async (): Promise<Result<DeadLetter>> => {
          const deadLetter = await services.read(findDeadLetter, { id });
          if (!deadLetter.ok) return deadLetter;
          const { status } = deadLetter.value;
          if (status !== "open")
            return refused(refusal("invalid-transition", `The dead letter is ${status} already.`));
          const settled = await settle(services, deadLetter.value, command, as, reason);
          return settled.ok ? ok({ ...deadLetter.value, status: as, settledAt, reason }) : settled;
        };
        return shown(await services.once(settleIt));
      },
    }),
  ),
];

async function replayOpen(
  services: Services,
  subscription: string | null,
  reason: string,
): Promise<Result<z.infer<typeof replayedDeadLetters>>> {
  const open = await services.read(listDeadLetters, {
    limit: mostAtOnce,
    after: null,
    status: "open",
    subscription,
  });
  if (!open.ok) return open;
  let replayed = 0;
  for (const deadLetter of open.value.items) {
    const settled = await settle(services, deadLetter, replayDeadLetter, "replayed", reason);
    if (settled.ok) replayed += 1;
    else if (settled.refusal.code !== "replay-failed") return settled;
  }
  const counts = await services.read(countDeadLetters, null);
  if (!counts.ok) return counts;
  const remaining = counts.value
    .filter((one) => one.status === "open" && (subscription ?? one.subscription) === one.subscription)
    .reduce((sum, { count }) => sum + count, 0);
  return ok({ replayed, failed: open.value.items.length - replayed, remaining });
}

/** First the object permits it and writes down who did; then the read model follows. */
async function settle(
  services: Services,
  deadLetter: DeadLetter,
  command: Command<{ id: string; reason: string }, null>,
  as: "replayed" | "discarded",
  reason: string,
): Promise<Result<null>> {
  const permitted = await services.execute(command, { id: deadLetter.id, reason }, { step: deadLetter.id });
  return permitted.ok ? services.settleDeadLetter(deadLetter, as, reason) : permitted;
}
