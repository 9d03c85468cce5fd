import { z } from "zod";
import { listed } from "../../kernel/api/reply.ts";
import { defineRoute, type Services } from "../../kernel/api/route.ts";
import { filterText, listSchema, uncountedPageQuery } from "../../kernel/read/page.ts";
import { ok, type Result } from "../../kernel/values/result.ts";
import { relayNow } from "./commands.ts";
import { metricsOf } from "./metrics.ts";
import { readEvents, readSizes, readSubscriptions } from "./queries.ts";
import { eventShape, type SubscriptionResponse, subscriptionResponse } from "./schema.ts";
import { countDeadLetters, readPositions } from "./view.ts";

const subscriptions = { description: "Every follower", schema: listSchema(subscriptionResponse) };

export const routes = [
  defineRoute({
    method: "get",
    path: "/v1/ops/subscriptions",
    summary: "Who follows the tenant's log and journal, how far they are, and what keeps them",
    access: readSubscriptions.access,
    replies: { 200: subscriptions },
    async handle({ services }) {
      return listed(asPage(await subscriptionsOf(services)));
    },
  }),
  defineRoute({
    method: "post",
    path: "/v1/ops/relay",
    summary: "Ring for every follower now, whatever ring is unanswered",
    access: relayNow.access,
    replies: { 200: subscriptions },
    refusals: ["idempotency-in-progress"],
    async handle({ services }) {
      const notified = await services.once(async () => {
        const done = await services.execute(relayNow, {});
        return done.ok ? subscriptionsOf(services) : done;
      });
      return listed(asPage(notified));
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/ops/events",
    summary:
      "The tenant's log, the oldest first; a page may hold fewer than asked, and still have a next one",
    access: readEvents.access,
    query: z
      .object({
        ...uncountedPageQuery,
        after: z
          .string()
          .regex(/^\d{1,15}$/, "a seq")
          .default("0")
          .transform(Number),
        type: filterText,
        aggregate: filterText.describe("An id, or `type/id`."),
        correlation: filterText,
      })
      .strict(),
    replies: { 200: { description: "A page of events", schema: listSchema(eventShape) } },
    refusals: ["invalid-cursor"],
    async handle({ query: { after, type, aggregate, correlation }, page, services }) {
      const from = page.after === null ? after : Number(page.after[0]);
      const found = await services.ask(readEvents, {
        after: from,
        limit: page.limit,
        type,
        aggregate,
        correlation,
      });
      if (!found.ok) return found;
      const { items, next } = found.value;
      return listed(ok({ items, next: next === null ? null : [next] }));
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/ops/metrics",
    summary: "The tenant's figures, as Prometheus reads them",
    access: readSizes.access,
    replies: {
      200: { description: "Text in Prometheus' exposition format", mediaType: "text/plain; version=0.0.4" },
    },
    async handle({ services }) {
      const [followed, sizes, deadLetters] = await Promise.all([
        subscriptionsOf(services),
        services.ask(readSizes, {}),
        // While the read model is away, what the object says is of all the more interest.
        services.read(countDeadLetters, null).catch(() => null),
      ]);
      if (!followed.ok) return followed;
      if (!sizes.ok) return sizes;
      return ok({
        status: 200,
        stream: once(
          metricsOf(followed.value, sizes.value, deadLetters?.ok === true ? deadLetters.value : []),
        ),
      });
    },
  }),
];

/** First where the read model says they are, then what the object says of that: so none is ever beyond its head. */
async function subscriptionsOf(services: Services): Promise<Result<readonly SubscriptionResponse[]>> {
  const known = await services.read(readPositions, null).catch(() => null);
  return services.ask(readSubscriptions, { positions: known?.ok === true ? [...known.value] : null });
}

function asPage(result: Result<readonly SubscriptionResponse[]>) {
  return result.ok ? ok({ items: result.value, next: null }) : result;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
