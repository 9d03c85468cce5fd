import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { auditRoutes } from "./routes.ts";
import { auditSubscription, readAudit } from "./view.ts";
import { exportAudit, listAudit } from "./workflows.ts";

/** What permissions can name here, and what each role may do with it. */
const resources = defineResources({
  logs: { admin: ["read", "list"] },
});

/** Who did what, when, from where, and what was refused: the journal of every tenant, to search and to export. */
export const audit = defineModule({
  name: "audit",
  resources,
  subscriptions: [auditSubscription],
  operations: [listAudit, exportAudit, readAudit],
  routes: auditRoutes,
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly audit: typeof resources;
  }
}
