import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { listCustomers } from "../view/list-customers.ts";
import { customerListQuery } from "../view/list-query.ts";
import { createCustomer, deleteCustomer, updateCustomer } from "./commands.ts";
import { readAnyCustomer } from "./queries.ts";
import { adminCustomerInput, adminCustomerPatch } from "./schema.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/customers";
const returns = "The customer";

export const customerAdminRoutes = [
  defineRoute({
    method: "get",
    path,
    tag: "Customers",
    operationId: "listCustomers",
    summary: "List customers",
    description:
      "Lists customers, without `sort` the newest first. An erased customer is listed without personal data.",
    operation: listCustomers,
    query: customerListQuery,
    input: ({ query: { limit: _, cursor: __, count: ___, ...filters }, page }) => ({ ...filters, ...page }),
    returns: "A page of customers",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag: "Customers",
    operationId: "createCustomer",
    summary: "Create a customer",
    description:
      "Adds a customer without an account. If somebody registers with the e-mail address and verifies it, the two become one customer, with the account's id. Until then the account sees nothing of this one.",
    operation: createCustomer,
    body: adminCustomerInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["duplicate-email"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Customers",
    operationId: "getCustomer",
    summary: "Get a customer",
    description: "Returns a customer as it is now.",
    operation: readAnyCustomer,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Customers",
    operationId: "updateCustomer",
    summary: "Update a customer",
    description:
      "Fields that are left out stay, and `null` clears a field. Another e-mail address is unverified until the customer verifies it. A customer whose `status` is `disabled` can't sign in.",
    operation: updateCustomer,
    params,
    body: adminCustomerPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["duplicate-email"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Customers",
    operationId: "deleteCustomer",
    summary: "Delete a customer",
    description:
      "Deletes a customer and the address book. Orders stay, with the personal data that they were placed with and the customer's id.",
    operation: deleteCustomer,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];
