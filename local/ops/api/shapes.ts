import { z } from "zod";
import { auditEntry } from "../../../src/modules/audit/schema.ts";
import {
  deadLetterResponse,
  eventShape,
  openedDeadLetter,
  rebuild,
  subscriptionResponse,
} from "../../../src/modules/ops/schema.ts";
import { tenantResponse } from "../../../src/modules/tenants/schema.ts";

/*
 * The platform's own shapes. What a newer platform adds is kept, so that `--json` prints it.
 */

export const shownSubscription = subscriptionResponse.loose();
export type ShownSubscription = z.infer<typeof shownSubscription>;

export const shownEvent = eventShape.loose();
export type ShownEvent = z.infer<typeof shownEvent>;

export const shownDeadLetter = deadLetterResponse.loose();
export type ShownDeadLetter = z.infer<typeof shownDeadLetter>;

export const shownOpenedLetter = openedDeadLetter.loose();
export type ShownOpenedLetter = z.infer<typeof shownOpenedLetter>;

export const shownRebuild = rebuild.loose();
export type ShownRebuild = z.infer<typeof shownRebuild>;

export const shownTenant = tenantResponse.loose();
export type ShownTenant = z.infer<typeof shownTenant>;

export const shownEntry = auditEntry.loose();
export type ShownEntry = z.infer<typeof shownEntry>;

export const readiness = z.looseObject({ status: z.string(), checks: z.record(z.string(), z.boolean()) });
export type Readiness = z.infer<typeof readiness>;

const money = z.looseObject({ amount: z.int(), currency: z.string() });
export type ShownMoney = z.infer<typeof money>;

/** An order, as far as its story needs it. */
export const shownOrder = z.looseObject({
  id: z.string(),
  number: z.int(),
  status: z.string(),
  paymentStatus: z.string(),
  fulfillmentStatus: z.string(),
  email: z.string().nullable(),
  placedAt: z.string(),
  totals: z.looseObject({ total: money }),
  refunds: z.array(z.looseObject({ id: z.string(), amount: money, createdAt: z.string() })),
});
export type ShownOrder = z.infer<typeof shownOrder>;

export const shownMail = z.looseObject({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  sentAt: z.string(),
  times: z.int(),
});
export type ShownMail = z.infer<typeof shownMail>;

/** How many there are, from a list that was asked to count. */
export const counted = z.looseObject({ totalCount: z.int() });
