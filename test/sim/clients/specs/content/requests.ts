import type { WeightedRequest } from "../spec.ts";
import { commentRequests } from "./comments.ts";
import { nodeRequests } from "./nodes.ts";
import { reviewRequests } from "./reviews.ts";
import { siteRequests } from "./site.ts";
import { termRequests } from "./terms.ts";

/** Posts and pages with all that belongs to them, and what readers and moderators do. */
export const contentRequests: readonly WeightedRequest[] = [
  [8, () => ({ command: "tenants.changeSettings", input: { comments: "guests" } })],
  ...nodeRequests,
  ...termRequests,
  ...siteRequests,
  ...commentRequests,
  ...reviewRequests,
];
