import { defineModule } from "../../kernel/module.ts";
import { formIds } from "./ids.ts";
import { formLimits } from "./limits.ts";
import { formRoutes } from "./routes.ts";
import { submitForm } from "./sending/commands.ts";
import { formInput, formReceipt } from "./sending/schema.ts";
import { deleteSubmission, readOneSubmission } from "./submission/commands.ts";
import { submissionEvents } from "./submission/events.ts";
import { submissionSchemas } from "./submission/schema.ts";
import { migration, submissionAggregate } from "./submission/store.ts";
import { submissionTransfer } from "./transfer/store.ts";
import { listSubmissions } from "./view/list-submissions.ts";
import { submissionView } from "./view/project-submissions.ts";

export { decideFormErasure, submissionsOf } from "./erasing/store.ts";
export { adminSubmission } from "./submission/schema.ts";
export { readAdminSubmission } from "./submission/store.ts";

/** What shoppers send with the contact and newsletter blocks of pages. Who may see it goes with the permissions on pages. */
export const forms = defineModule({
  name: "forms",
  requires: ["content", "customers"],
  optional: true,
  ids: formIds,
  limits: Object.values(formLimits),
  migrations: [migration],
  aggregates: [submissionAggregate],
  events: submissionEvents,
  transfers: [submissionTransfer],
  operations: [submitForm, readOneSubmission, deleteSubmission, listSubmissions],
  views: [submissionView],
  tags: { "Form submissions": "What shoppers have sent with contact and newsletter forms." },
  schemas: [submissionSchemas, { FormInput: formInput, FormReceipt: formReceipt }],
  routes: formRoutes,
});
