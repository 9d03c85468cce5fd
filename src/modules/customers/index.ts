import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { customerEvents } from "./events.ts";
import { customerIds } from "./ids.ts";
import { customerSchemas } from "./schema.ts";
import { customerAggregate, migration } from "./store.ts";

export {
  customerDeleted,
  customerUpdated,
  emailVerificationRequested,
  mailedToken,
  passwordResetRequested,
} from "./events.ts";
export {
  decideCustomer,
  decideCustomerStatus,
  decideEmailVerified,
  decidePasswordChanged,
  decideProfile,
  emailKeyOf,
} from "./rules.ts";
export { type Customer, customerInput, customerResponse, profilePatch } from "./schema.ts";
export { findAccount, readCustomer, toCustomerResponse } from "./store.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  customers: { admin: ["manage"], manager: ["read", "list"] },
});

/** Customers: who buys, with an account or without. How they sign in is the module `identity`. */
export const customers = defineModule({
  name: "customers",
  requires: ["tenants"],
  ids: customerIds,
  resources,
  migrations: [migration],
  aggregates: [customerAggregate],
  events: customerEvents,
  schemas: [customerSchemas],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly customers: typeof resources;
  }
}
