import { z } from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { filterText, requestFilter, traceFilter, uncountedPageQuery } from "../../kernel/read/page.ts";
import { readEvents } from "./queries.ts";
import { listSubscriptions, notifySubscriptions, readMetrics } from "./workflows.ts";

export const routes = [
  defineRoute({
    method: "get",
    path: "/v1/ops/subscriptions",
    summary:
      "List subscriptions, with their position, lag and state. With the platform token and no tenant, those of all tenants, worst first",
    tenancy: "optional",
    operation: listSubscriptions,
    query: z.object(uncountedPageQuery).strict(),
    input: ({ page: { limit, after } }) => ({ limit, after }),
    returns: "A page of subscriptions",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/ops/relay",
    summary: "Notify all subscriptions now",
    operation: notifySubscriptions,
    input: () => ({}),
    returns: "The subscriptions, up to 100",
    refusals: ["idempotency-in-progress"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/ops/events",
    summary:
      "List the tenant's events, oldest first. A page may have fewer items than `limit` and still have a next page",
    operation: readEvents,
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
        correlation: filterText.describe(
          "A correlation id: a request's events, and all that followed from them.",
        ),
        trace: traceFilter,
        request: requestFilter,
      })
      .strict(),
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
    summary: "Read the tenant's metrics for Prometheus",
    operation: readMetrics,
    input: () => ({}),
    returns: "Metrics in Prometheus' exposition format",
    mediaType: "text/plain; version=0.0.4",
  }),
];
