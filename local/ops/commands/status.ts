import { z } from "zod";
import { readiness, shownDeadLetter, shownSubscription } from "../api/shapes.ts";
import { slugsOf } from "../api/slugs.ts";
import { exits, Failure } from "../exits.ts";
import { commandOf, type Register } from "../program.ts";
import { isFine, type Status, statusText } from "../render/status.ts";

const most = 10;
const page = <Item extends z.ZodType>(item: Item) => z.looseObject({ items: z.array(item) });

/** `status`: whether the platform is well. */
export const status: Register = (program, start) => {
  commandOf(
    program,
    "status",
    "Show whether the platform is ready, what lags behind, and open dead letters",
    "Exits with 1 unless everything is fine.",
  ).action((options) =>
    start(options, async (context) => {
      const { api } = context;
      const ready = await api.get("/health/ready", readiness, { tenant: null, accepts: [503] });
      // Without the read model the rest can't be told. That it is away is the answer then.
      const known = <Value>(reading: Promise<Value>, otherwise: Value) =>
        reading.catch((error: unknown) => {
          if (error instanceof Failure && error.exit === exits.wrong && ready.status === "unavailable")
            return otherwise;
          throw error;
        });
      const [subscriptions, deadLetters, slugs] = await Promise.all([
        known(api.get("/v1/ops/subscriptions", page(shownSubscription), { query: { limit: most } }), {
          items: [],
        }),
        known(
          api.get("/v1/ops/dead-letters", page(shownDeadLetter), { query: { limit: most, status: "open" } }),
          { items: [] },
        ),
        known(slugsOf(api), []),
      ]);
      const found: Status = {
        url: context.url,
        readiness: ready,
        subscriptions: subscriptions.items,
        deadLetters: deadLetters.items,
        slugs,
      };
      context.show(found, statusText);
      return isFine(found) ? exits.fine : exits.wrong;
    }),
  );
};
