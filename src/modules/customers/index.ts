import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { createAddress, deleteAddress, updateAddress } from "./addresses/commands.ts";
import { customerAddressEvents } from "./addresses/events.ts";
import { listAddresses, readOwnAddress } from "./addresses/queries.ts";
import { customerAddressRoutes } from "./addresses/routes.ts";
import { customerAddressSchemas } from "./addresses/schema.ts";
import { migration as addressesMigration, customerAddressAggregate } from "./addresses/store.ts";
import { customerAddressTransfer } from "./addresses/transfer-store.ts";
import { createCustomer, deleteCustomer, updateCustomer } from "./admin/commands.ts";
import { readAnyCustomer } from "./admin/queries.ts";
import { customerAdminRoutes } from "./admin/routes.ts";
import { adminCustomerSchemas } from "./admin/schema.ts";
import { customerEvents } from "./events.ts";
import {
  addMember,
  changeMembers,
  createGroup,
  deleteGroup,
  removeMember,
  updateGroup,
} from "./groups/commands.ts";
import { customerGroupEvents } from "./groups/events.ts";
import { readOneGroup } from "./groups/queries.ts";
import { customerGroupRoutes } from "./groups/routes.ts";
import { customerGroupSchemas } from "./groups/schema.ts";
import { customerGroupAggregate, migration as groupsMigration } from "./groups/store.ts";
import { customerGroupTransfer } from "./groups/transfer-store.ts";
import { customerIds } from "./ids.ts";
import { customerLimits } from "./limits.ts";
import { customerSchemas } from "./schema.ts";
import { customerAggregate, mergesMigration, migration } from "./store.ts";
import { customerTransfer } from "./transfer-store.ts";
import { listCustomers } from "./view/list-customers.ts";
import { listGroups } from "./view/list-groups.ts";
import { customerView } from "./view/project-customers.ts";
import { customerGroupView } from "./view/project-groups.ts";

export { type CustomerContact, contactOf } from "./addresses/contact-store.ts";
export { noSuchCustomer, readAdminCustomer } from "./admin/commands.ts";
export { type AdminCustomer, adminCustomer } from "./admin/schema.ts";
export { decideErasure } from "./erasing/rules.ts";
export { loadPerson, type Person } from "./erasing/store.ts";
export {
  customerDeleted,
  customerErased,
  customerRegistered,
  customerUpdated,
  emailVerificationRequested,
  mailedToken,
  passwordResetRequested,
} from "./events.ts";
export { decideEmailVerified, type Verifiable } from "./merging/rules.ts";
export { loadVerifiable } from "./merging/store.ts";
export { type PricingCustomer, readPricingCustomer } from "./pricing-store.ts";
export {
  decideCustomer,
  decideCustomerStatus,
  decidePasswordChanged,
  decideProfile,
  emailKeyOf,
} from "./rules.ts";
export { type Customer, customerInput, customerResponse, profilePatch } from "./schema.ts";
export { findAccount, mergedInto, readCustomer, signedInCustomer, toCustomerResponse } from "./store.ts";
export { groupHandlesOf } from "./view/group-handles.ts";

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
  limits: Object.values(customerLimits),
  migrations: [migration, groupsMigration, addressesMigration, mergesMigration],
  aggregates: [customerAggregate, customerGroupAggregate, customerAddressAggregate],
  events: [...customerEvents, ...customerGroupEvents, ...customerAddressEvents],
  transfers: [customerGroupTransfer, customerTransfer, customerAddressTransfer],
  operations: [
    createCustomer,
    updateCustomer,
    deleteCustomer,
    readAnyCustomer,
    listCustomers,
    createGroup,
    updateGroup,
    deleteGroup,
    changeMembers,
    addMember,
    removeMember,
    readOneGroup,
    listGroups,
    createAddress,
    updateAddress,
    deleteAddress,
    listAddresses,
    readOwnAddress,
  ],
  views: [customerView, customerGroupView],
  tags: {
    Account: "What a customer who has signed in finds in its account.",
    Customers: "Customers, as the staff of a shop sees them.",
    "Customer groups": "Groups of customers, such as wholesale. Price rules name them by their handles.",
  },
  schemas: [customerSchemas, adminCustomerSchemas, customerGroupSchemas, customerAddressSchemas],
  routes: [...customerAddressRoutes, ...customerAdminRoutes, ...customerGroupRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly customers: typeof resources;
  }
}
