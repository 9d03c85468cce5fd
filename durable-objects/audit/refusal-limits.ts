import { defineLimits } from "../../src/kernel/limit.ts";

/** How many refusals of a bucket are written one by one: some at once, then one per interval. */
export interface Allowance {
  readonly burst: number;
  readonly everyMs: number;
}

export const allowances = {
  identified: { burst: 60, everyMs: 5_000 },
  anonymous: { burst: 20, everyMs: 10_000 },
} as const satisfies Readonly<Record<string, Allowance>>;

/** Refusals beyond the allowance become one entry per interval. */
export const countIntervalMs = 60_000;
/** The most buckets of staff, and of signed-in customers. */
export const mostOwnBuckets = 20;
/** Different codes, operations and addresses that a count tells apart. */
export const mostCountedNames = 20;

const hourMs = 60 * 60 * 1000;
const perHour = ({ burst, everyMs }: Allowance) => burst + hourMs / everyMs;
const buckets = { identified: 2 * mostOwnBuckets + 1, anonymous: 1 };
const counted = `counted: one entry every ${countIntervalMs / 1000} s says how many, with which codes and operations`;

export const refusalLimits = defineLimits({
  identifiedRefusals: {
    value: allowances.identified.burst,
    unit: "count",
    per: "caller",
    what: `Refusals of an identified caller in the audit log at once; then one every ${allowances.identified.everyMs / 1000} s`,
    beyond: counted,
  },
  anonymousRefusals: {
    value: allowances.anonymous.burst,
    unit: "count",
    per: "tenant",
    what: `Refusals of anonymous callers in the audit log at once; then one every ${allowances.anonymous.everyMs / 1000} s`,
    beyond: counted,
  },
  refusalsPerHour: {
    value:
      buckets.identified * perHour(allowances.identified) +
      buckets.anonymous * perHour(allowances.anonymous) +
      (buckets.identified + buckets.anonymous) * (hourMs / countIntervalMs),
    unit: "count",
    per: "tenant",
    what: "Audit log entries of refusals in an hour, while the object stays in memory",
    beyond: `counted; beyond ${mostOwnBuckets} refused callers at a time, others share a budget`,
  },
});
