import { z } from "zod";
import { shownSubscription } from "../api/shapes.ts";
import { exits } from "../exits.ts";
import { commandOf, type Register } from "../program.ts";
import { subscriptionsText } from "../render/subscriptions.ts";

const answer = z.looseObject({ items: z.array(shownSubscription) });

/** `relay`: makes subscriptions catch up now. */
export const relay: Register = (program, start) => {
  commandOf(
    program,
    "relay",
    "Make a tenant's subscriptions catch up now",
    "They do that by themselves after each write. The table shows them as they were when they were told.",
  ).action((options) =>
    start(options, async (context) => {
      const tenant = context.tenant();
      const { items } = await context.api.post("/v1/ops/relay", answer);
      context.show(items, (shown, terminal) =>
        subscriptionsText(shown, new Map(shown.map(({ tenantId }) => [tenantId, tenant])), terminal),
      );
      return exits.fine;
    }),
  );
};
