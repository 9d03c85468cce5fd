import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { instantInput } from "../../../kernel/text/instant.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { nodeIdOf, noSuch, targetOf } from "../admin/commands.ts";
import type { NodeKind } from "../kinds.ts";
import { writtenNode } from "../nodes/presentation.ts";
import { readNode } from "../nodes/store.ts";
import { adminNode } from "../nodes/wire.ts";
import { decideDue, decideSchedule } from "./rules.ts";
import { dueNodes, nextDue } from "./store.ts";

export const scheduleInput = z.strictObject({
  publishAt: instantInput.nullable().optional().describe("When a draft is published. Null for never."),
  unpublishAt: instantInput.nullable().optional().describe("When it is a draft again. Null for never."),
});

/** Nodes per run. Their states can be large. */
const batch = 5;

/** A scheduled job: publishes and unpublishes what is due. Whoever has scheduled it may have left the shop. */
export const followSchedules = defineCommand({
  name: "content.followSchedules",
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load: (database, _, { now }) => dueNodes(database, now, batch),
  decide: (due, _, { now }) =>
    ok({ events: due.flatMap((node) => decideDue(node, now)), answer: (database) => nextDue(database) }),
});

/** Sets when a node of one kind is published and unpublished by itself. */
export function scheduleCommand(kind: NodeKind) {
  return defineCommand({
    name: `content.schedule${kind.one}`,
    access: `${kind.resource}:update`,
    input: z.object({ id: opaqueId, schedule: scheduleInput }),
    output: adminNode,
    guards: targetOf(kind),
    target: targetOf(kind),
    load: (database, { id }) => readNode(database, nodeIdOf(id), kind.name),
    decide(current, { schedule: wanted }, { tenantId, now }) {
      if (current === undefined) return refused(noSuch(kind));
      const events = decideSchedule(current, wanted, now);
      if (!events.ok) return events;
      const { publishAt, unpublishAt } = { ...current, ...wanted };
      const instants = [publishAt, unpublishAt].flatMap((at) => (at ? [Date.parse(at)] : []));
      return ok({
        events: events.value,
        ...(instants.length > 0
          ? { schedule: { job: followSchedules.name, at: Math.min(...instants) } }
          : {}),
        answer: (database: TenantDatabase) => writtenNode(database, tenantId, kind.name, current.id),
      });
    },
  });
}
export type ScheduleCommand = ReturnType<typeof scheduleCommand>;
