import { z } from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { rebuild } from "../schema.ts";

/** A follower's views are to be made anew, wholly or from a seq on. */
export const rebuildRequested = defineEvent(
  "index.rebuild.requested",
  "rebuild",
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
);

export const rebuildProgressed = defineEvent(
  "index.rebuild.progressed",
  "rebuild",
  z.object({ aggregates: z.int().min(0) }),
);

/** It is over: done, given up, or overtaken by another. */
export const rebuildCompleted = defineEvent(
  "index.rebuild.completed",
  "rebuild",
  z.object({
    outcome: z.enum(["completed", "cancelled", "superseded"]),
    aggregates: z.int().min(0),
    settledAt: z.iso.datetime(),
  }),
);
