import { defineReaction } from "../../../../src/kernel/delivery/reaction.ts";
import { defineModule, type Module } from "../../../../src/kernel/module.ts";

export const courierName = "sim.courier";
/** The courier's destinations. Each is a separate target. */
export const courierTargets = ["near", "far"] as const;

/** A reaction to all order events. The events of one order are delivered in order. */
export function courierOf(modules: readonly Module[]): Module {
  const events = modules.flatMap((module) => module.events).filter(({ aggregate }) => aggregate === "order");
  return defineModule({
    name: "courier",
    reactions: [
      defineReaction({
        name: courierName,
        consumes: events,
        targets: () => courierTargets.map((id) => ({ id })),
        key: ({ aggregate }) => aggregate.id,
        async react({ tenantId, aggregate, seq, epoch }, { target, fetch, idempotencyKey }) {
          await fetch(`https://${target}.example/`, {
            method: "POST",
            headers: { Tenant: tenantId, "Idempotency-Key": idempotencyKey },
            body: JSON.stringify({ order: aggregate.id, epoch, seq }),
          });
          return [];
        },
      }),
    ],
  });
}
