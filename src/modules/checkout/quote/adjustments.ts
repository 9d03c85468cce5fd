import { split } from "../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../kernel/values/money.ts";
import { remainderOf } from "./amounts.ts";
import type { Adjustment, Chargeable } from "./quote.ts";

/** An adjustment without its amount and allocation. */
export type AdjustmentReason = Pick<Adjustment, "source" | "code" | "label">;

/** Takes an amount off one line, or off shipping: all of it, or its share. The amount must not exceed what is left. */
export function adjust<Target extends Chargeable>(
  target: Target,
  reason: AdjustmentReason,
  amount: Money,
  allocation: Adjustment["allocation"] = "each",
): Target {
  return adjusted(target, { ...reason, amount, allocation });
}

/** Takes an amount off several lines in proportion to what is left of each, split by largest remainder. */
export function adjustAcross<Target extends Chargeable>(
  targets: readonly Target[],
  reason: AdjustmentReason,
  amount: Money,
): readonly Target[] {
  const left = targets.map((target) => remainderOf(target).amount);
  if (amount.amount > left.reduce((sum, one) => sum + one, 0)) throw new Error(tooMuch);
  const shares = split(amount, left);
  return targets.map((target, index) => {
    const share = shares[index];
    if (share === undefined || share.amount === 0) return target;
    return adjusted(target, { ...reason, amount: share, allocation: "across" });
  });
}

const tooMuch = "an adjustment cannot exceed what is left";

function adjusted<Target extends Chargeable>(target: Target, adjustment: Adjustment): Target {
  const { amount } = adjustment.amount;
  if (amount < 0 || amount > remainderOf(target).amount) throw new Error(tooMuch);
  return { ...target, adjustments: [...target.adjustments, adjustment] };
}
