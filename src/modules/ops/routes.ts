import * as z from "zod";
import { shownAs } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { filterText, requestFilter, traceFilter, uncountedPageQuery } from "../../kernel/read/page.ts";
import { readEvents } from "./queries.ts";
import { listSubscriptions, notifySubscriptions, readMetrics } from "./workflows.ts";

export const routes = [
  defineRoute({
    method: "get",
    path: "/v1/ops/subscriptions",
    tag: "Operations",
    operationId: "listSubscriptions",
    summary: "List subscriptions",
    description:
      "Lists what follows the tenant's log, with position, lag and state. With the platform token and no tenant, lists those of all tenants, worst first.",
    tenancy: "optional",
    operation: listSubscriptions,
    query: z.strictObject(uncountedPageQuery),
    input: ({ page: { limit, after } }) => ({ limit, after }),
    returns: "A page of subscriptions",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/ops/relay",
    tag: "Operations",
    operationId: "notifySubscriptions",
    summary: "Notify all subscriptions",
    description:
      "Makes all subscriptions catch up with the log now, as they do by themselves after each write.",
    operation: notifySubscriptions,
    input: () => ({}),
    returns: "The subscriptions, up to 100",
    refusals: ["idempotency-in-progress"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/ops/events",
    tag: "Operations",
    operationId: "listEvents",
    summary: "List events",
    description:
      "Lists the tenant's events, oldest first. A page may have fewer items than `limit` and still have a next page.",
    operation: readEvents,
    query: z.strictObject({
      ...uncountedPageQuery,
      after: shownAs(
        () =>
          z.int().min(0).default(0).describe("The `seq` of an event. The list begins with the one after it."),
        z
          .string()
          .regex(/^\d{1,15}$/, "must be a seq, which is a whole number")
          .default("0")
          .transform(Number),
      ),
      type: filterText,
      aggregate: filterText.describe("An id, or `type/id`."),
      correlation: filterText.describe(
        "A correlation id: a request's events, and all that followed from them.",
      ),
      trace: traceFilter,
      request: requestFilter,
    }),
    input: ({ query: { after, type, aggregate, correlation, trace, request }, page }) => ({
      after: page.after === null ? after : Number(page.after[0]),
      limit: page.limit,
      type,
      aggregate,
      correlation,
      trace,
      request,
    }),
    returns: "A page of events",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/ops/metrics",
    tag: "Operations",
    operationId: "getMetrics",
    summary: "Get metrics",
    description:
      "Returns the tenant's metrics in Prometheus' exposition format. With the platform token and no tenant, returns those of the platform: sums over all tenants, and whether it is ready.",
    tenancy: "optional",
    operation: readMetrics,
    input: () => ({}),
    returns: "Metrics in Prometheus' exposition format",
    mediaType: "text/plain; version=0.0.4",
  }),
];
