import { defineLimits } from "../../kernel/limit.ts";

export const webhookLimits = defineLimits({
  endpoints: {
    value: 20,
    unit: "count",
    per: "tenant",
    what: "Webhook endpoints",
    beyond: "422 `too-large`",
  },
  filters: {
    value: 50,
    unit: "count",
    per: "value",
    what: "Event types and prefixes of a webhook endpoint",
    beyond: "400 `validation-failed`",
  },
  inFlight: {
    value: 10,
    unit: "count",
    per: "value",
    what: "Deliveries under way to a webhook endpoint",
    beyond: "the others wait",
  },
  timeLimit: {
    value: 10_000,
    unit: "milliseconds",
    per: "value",
    what: "An attempt at a webhook delivery",
    beyond: "the attempt has failed, and is repeated",
  },
  storedAnswer: {
    value: 1_024,
    unit: "bytes",
    per: "value",
    what: "What is read and stored of the answer to a webhook",
    beyond: "the rest is not read",
  },
  askedPause: {
    value: 60 * 60 * 1000,
    unit: "milliseconds",
    per: "value",
    what: "The pause that a receiver of webhooks can ask for with `Retry-After`",
    beyond: "it counts as an hour",
  },
  failing: {
    value: 5 * 24 * 60 * 60 * 1000,
    unit: "milliseconds",
    per: "value",
    what: "How long every delivery to a webhook endpoint can fail",
    beyond: "the endpoint is paused, and the staff is told by mail",
  },
  deliveryRetention: {
    value: 14 * 24 * 60 * 60 * 1000,
    unit: "milliseconds",
    per: "tenant",
    what: "How long a webhook delivery is listed after its last attempt",
    beyond: "it is removed within a day",
  },
  tests: {
    value: 10,
    unit: "count",
    per: "value",
    what: "Tests of a webhook endpoint in a minute",
    beyond: "429 `rate-limited`",
  },
});
