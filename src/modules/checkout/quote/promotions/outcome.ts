import type { Money } from "../../../../kernel/values/money.ts";
import type { Condition, Promotion } from "../../../promotions/index.ts";

/** Why a promotion took something off, or did not. The first reason that holds. */
export type Reason =
  | "applied"
  | "not-active"
  | "not-started"
  | "ended"
  | "no-code"
  | "used-up"
  | "condition-not-met"
  | "excluded"
  | "does-not-stack"
  | "nothing-to-discount"
  | "budget-spent";

/** What became of a promotion. */
export interface PromotionOutcome {
  readonly promotion: Promotion;
  readonly code: string | null;
  readonly reason: Reason;
  /** What it took off; null if it did not apply. */
  readonly amount: Money | null;
  /** The first condition that does not hold, with what is there instead. */
  readonly unmet: Unmet | null;
  /** The promotion that keeps it from applying; null if none does. */
  readonly other: Promotion | null;
}

/** A condition that does not hold. */
export interface Unmet {
  readonly condition: Condition;
  /** What the basket has of it, such as the units that count, or the subtotal in minor units. Null if it is not known. */
  readonly present: number | string | null;
}
