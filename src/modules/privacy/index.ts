import { defineModule } from "../../kernel/module.ts";
import { eraseCustomer } from "./erasing/commands.ts";
import { continueErasures } from "./erasing/job.ts";
import { erasure } from "./erasing/schema.ts";
import { readParts } from "./exporting/queries.ts";
import { exportSchemas } from "./exporting/schema.ts";
import { exportCustomer } from "./exporting/workflows.ts";
import { problems } from "./problems.ts";
import { privacyRoutes } from "./routes.ts";

/** What a customer may ask of a shop: what it knows, and that it forgets it. */
export const privacy = defineModule({
  name: "privacy",
  requires: ["customers"],
  problems,
  operations: [exportCustomer, readParts, eraseCustomer],
  scheduledJobs: [continueErasures],
  // A run takes some milliseconds.
  jobBursts: [{ job: continueErasures, runs: 5, pauseMs: 100 }],
  schemas: [{ Erasure: erasure }, exportSchemas],
  routes: privacyRoutes,
});
