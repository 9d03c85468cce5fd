import { refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { nodePublished, nodeScheduled, nodeUnpublished } from "../nodes/events.ts";
import type { NodeState } from "../nodes/schema.ts";

/** What schedules read of a node. */
export type Scheduled = Pick<NodeState, "id" | "kind" | "status" | "publishAt" | "unpublishAt">;

/** When to publish and unpublish: undefined to leave it, null for never. */
export interface ScheduleInput {
  readonly publishAt?: string | null | undefined;
  readonly unpublishAt?: string | null | undefined;
}

/** Sets when a node is published and unpublished by itself. Emits no event if nothing changes. */
export function decideSchedule(
  current: Scheduled,
  { publishAt = current.publishAt, unpublishAt = current.unpublishAt }: ScheduleInput,
  now: number,
): Result<readonly NewEvent[]> {
  if (publishAt === current.publishAt && unpublishAt === current.unpublishAt) return ok([]);
  const misplaced = pastOf({ publishAt, unpublishAt }, current, now);
  if (misplaced !== null) {
    return refused(refusalAt("invalid-schedule", `/${misplaced}`, "must be in the future", "in-the-past"));
  }
  if (publishAt !== null && current.status !== "draft") {
    const detail = `The ${current.kind} is ${current.status}. Only a draft can be published.`;
    return refused(refusalAt("invalid-transition", "/publishAt", detail));
  }
  if (unpublishAt !== null && current.status === "archived") {
    const detail = `The ${current.kind} is archived, and not published.`;
    return refused(refusalAt("invalid-transition", "/unpublishAt", detail));
  }
  if (publishAt !== null && unpublishAt !== null && unpublishAt <= publishAt) {
    return refused(
      refusalAt("invalid-schedule", "/unpublishAt", "must be after `publishAt`", "not-after-publish-at"),
    );
  }
  return ok([nodeScheduled.of(current.id, { publishAt, unpublishAt })]);
}

/** Of what changes, what is not in the future. */
function pastOf(
  wanted: Pick<Scheduled, "publishAt" | "unpublishAt">,
  current: Scheduled,
  now: number,
): "publishAt" | "unpublishAt" | null {
  const fields = ["publishAt", "unpublishAt"] as const;
  const isPast = (at: string | null) => at !== null && Date.parse(at) <= now;
  return fields.find((field) => wanted[field] !== current[field] && isPast(wanted[field])) ?? null;
}

/** What is due of a node's schedule: never early, and in order, if both instants have passed. */
export function decideDue(current: Scheduled, now: number): readonly NewEvent[] {
  const { id, status } = current;
  const isDue = (at: string | null) => at !== null && Date.parse(at) <= now;
  const [publishes, ends] = [isDue(current.publishAt), isDue(current.unpublishAt)];
  const publishing = publishes && status === "draft";
  const unpublishing = ends && (publishing || status === "published");
  if (publishing || unpublishing) {
    return [
      ...(publishing ? [nodePublished.of(id, { publishedAt: new Date(now).toISOString() })] : []),
      ...(unpublishing ? [nodeUnpublished.of(id, {})] : []),
    ];
  }
  if (!publishes && !ends) return [];
  // There is nothing to publish or to take back.
  const publishAt = publishes ? null : current.publishAt;
  return [nodeScheduled.of(id, { publishAt, unpublishAt: ends ? null : current.unpublishAt })];
}
