import { defineLimits } from "../../src/kernel/limit.ts";

export const frontLimits = defineLimits({
  headerBytes: {
    value: 32 * 1024,
    unit: "bytes",
    per: "request",
    what: "A request line and its header fields",
    beyond: "431 `header-too-large`, or 414 `uri-too-long` if the request line exceeds it alone",
  },
  fields: {
    value: 100,
    unit: "count",
    per: "request",
    what: "Header fields",
    beyond: "431 `header-too-large`",
  },
  headerTime: {
    value: 10_000,
    unit: "milliseconds",
    per: "request",
    what: "Time to send the header",
    beyond: "408 `request-timeout`",
  },
  requestTime: {
    value: 300_000,
    unit: "milliseconds",
    per: "request",
    what: "Time to send the whole request",
    beyond: "408 `request-timeout`",
  },
  bodyBytes: {
    value: 10 * 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "The body of a request without a length, whatever the route takes",
    beyond: "413 `body-too-large`",
  },
  drainedBytes: {
    value: 64 * 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "What is read and discarded of a body that is not wanted, so that its sender reads the answer",
    beyond: "the connection is closed",
  },
  connections: {
    value: 4_000,
    unit: "count",
    per: "platform",
    what: "Open connections",
    beyond: "the connection is closed",
  },
});
