import { defineReaction } from "../../../../src/kernel/delivery/reaction.ts";
import { defineModule, type Module } from "../../../../src/kernel/module.ts";

export const courierName = "sim.courier";
/** Where the courier takes things; each is a target of its own. */
export const courierTargets = ["near", "far"] as const;

/** A reaction to everything that happens to orders. What happens to one order is told in order. */
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
