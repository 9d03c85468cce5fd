import { defineModule } from "../../kernel/module.ts";
import { eraseCustomer } from "./commands.ts";
import { continueErasures } from "./job.ts";
import { problems } from "./problems.ts";
import { privacyRoutes } from "./routes.ts";
import { erasure } from "./schema.ts";

/** What a customer may ask of a shop: what it knows, and that it forgets it. */
export const privacy = defineModule({
  name: "privacy",
  requires: ["customers"],
  problems,
  operations: [eraseCustomer],
  scheduledJobs: [continueErasures],
  // A run takes some milliseconds.
  jobBursts: [{ job: continueErasures, runs: 5, pauseMs: 100 }],
  schemas: [{ Erasure: erasure }],
  routes: privacyRoutes,
});
