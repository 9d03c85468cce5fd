import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { rebuild } from "../schema.ts";

/** Views of a subscription are rebuilt, or events from a seq on are replayed. */
export const rebuildRequested = defineEvent("index.rebuild.requested", "rebuild", () =>
  rebuild
    .pick({
      kind: true,
      subscription: true,
      view: true,
      fromSeq: true,
      reason: true,
      epoch: true,
      head: true,
    })
    .extend({ requestedAt: z.iso.datetime() }),
).unpublished();

export const rebuildProgressed = defineEvent("index.rebuild.progressed", "rebuild", () =>
  z.object({ aggregates: z.int().min(0) }),
).unpublished();

/** The rebuild has ended: completed, cancelled or superseded by another. */
export const rebuildCompleted = defineEvent("index.rebuild.completed", "rebuild", () =>
  z.object({
    outcome: z.enum(["completed", "cancelled", "superseded"]),
    aggregates: z.int().min(0),
    settledAt: z.iso.datetime(),
  }),
).unpublished();
