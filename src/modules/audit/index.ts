import { defineModule } from "../../kernel/module.ts";
import { auditRoutes } from "./routes.ts";
import { auditSubscription, readAudit } from "./view.ts";
import { exportAudit, listAudit } from "./workflows.ts";

/** Who did what, when, from where, and what was refused: the journal of every tenant, to search and to export. */
export const audit = defineModule({
  name: "audit",
  subscriptions: [auditSubscription],
  operations: [listAudit, exportAudit, readAudit],
  routes: auditRoutes,
});
