import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { auditRoutes } from "./routes.ts";
import { auditSchemas } from "./schema.ts";
import { compareTrail, verifyAudit } from "./verification.ts";
import { auditSubscription, readAudit } from "./view.ts";
import { exportAudit, listAudit } from "./workflows.ts";

export { auditEntry } from "./schema.ts";
export { readAudit } from "./view.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  logs: { admin: ["read", "list"] },
});

/**
 * The audit log: who did what, when and from where, and what was refused. It can be searched and exported. Refusals of a
 * flood are counted.
 */
export const audit = defineModule({
  name: "audit",
  resources,
  subscriptions: [auditSubscription],
  operations: [listAudit, exportAudit, readAudit, verifyAudit, compareTrail],
  tags: {
    "Audit log": "Who did what, when and from where, and what was refused.",
  },
  schemas: [auditSchemas],
  routes: auditRoutes,
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly audit: typeof resources;
  }
}
