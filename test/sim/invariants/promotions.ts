import { z } from "zod";
import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";

const adjustment = z.looseObject({
  promotionId: z.string(),
  amount: z.looseObject({ amount: z.int(), currency: z.string() }),
});
const order = z.looseObject({
  status: z.string(),
  items: z.array(z.looseObject({ adjustments: z.array(adjustment) })),
  adjustments: z.array(adjustment.extend({ target: z.string() })),
});
const promotion = z.looseObject({
  id: z.string(),
  limits: z.looseObject({
    uses: z.int().nullable(),
    budget: z.looseObject({ amount: z.int(), currency: z.string() }).nullable(),
  }),
});

const invariant = "promotions count what orders use";

/** Checks that each promotion counts the orders that use it and were not cancelled, and that no limit is exceeded. */
export function checkPromotions({ sqlite }: Host): void {
  const used: Used = usedBy(
    sqlite.rows("SELECT content FROM orders").map(({ content }) => readOrder(content)),
  );
  const counted = sqlite
    .rows("SELECT promotion_id, currency, uses, amount FROM promotion_usage WHERE uses > 0")
    .map(
      (row) =>
        [
          `${row.promotion_id} ${row.currency}`,
          { uses: Number(row.uses), amount: Number(row.amount) },
        ] as const,
    );
  const countedByKey: Used = new Map(counted);
  for (const key of new Set<string>([...used.keys(), ...counted.map(([one]) => one)])) {
    const { uses, amount } = used.get(key) ?? { uses: 0, amount: 0 };
    const found = countedByKey.get(key) ?? { uses: 0, amount: 0 };
    if (found.uses !== uses || found.amount !== amount)
      throw new Broken(
        invariant,
        `${key}: ${uses} orders took ${amount} off, and it counts ${JSON.stringify(found)}`,
      );
  }
  for (const { content } of sqlite.rows("SELECT content FROM promotions")) checkLimits(content, used);
}

type Used = ReadonlyMap<string, { readonly uses: number; readonly amount: number }>;

function checkLimits(content: unknown, used: Used): void {
  const { id, limits } = promotion.parse(JSON.parse(String(content)));
  const own = [...used].filter(([key]) => key.startsWith(`${id} `)).map(([, value]) => value);
  const uses = own.reduce((sum, one) => sum + one.uses, 0);
  if (limits.uses !== null && uses > limits.uses)
    throw new Broken(invariant, `${id}: ${uses} orders use it, and ${limits.uses} may`);
  if (limits.budget === null) return;
  const amount = used.get(`${id} ${limits.budget.currency}`)?.amount ?? 0;
  if (amount > limits.budget.amount)
    throw new Broken(invariant, `${id}: ${amount} is off, and its budget is ${limits.budget.amount}`);
}

function readOrder(content: unknown): z.infer<typeof order> {
  return order.parse(JSON.parse(String(content)));
}

/** By promotion and currency. The items have the shares of what was taken off the order. */
function usedBy(orders: readonly z.infer<typeof order>[]): Used {
  const used = new Map<string, { uses: number; amount: number }>();
  for (const { status, items, adjustments } of orders) {
    if (status === "cancelled") continue;
    const all = [
      ...items.flatMap((item) => item.adjustments),
      ...adjustments.filter(({ target }) => target === "shipping"),
    ];
    const byPromotion = Map.groupBy(all, ({ promotionId, amount }) => `${promotionId} ${amount.currency}`);
    for (const [key, parts] of byPromotion) {
      const { uses, amount } = used.get(key) ?? { uses: 0, amount: 0 };
      const more = parts.reduce((sum, part) => sum + part.amount.amount, 0);
      used.set(key, { uses: uses + 1, amount: amount + more });
    }
  }
  return used;
}
