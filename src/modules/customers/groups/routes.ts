import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { listGroups } from "../view/list-groups.ts";
import { addMember, changeMembers, createGroup, deleteGroup, removeMember, updateGroup } from "./commands.ts";
import { readOneGroup } from "./queries.ts";
import { customerGroupInput, customerGroupMembersInput, customerGroupPatch } from "./schema.ts";

const params = z.object({ id: opaqueId });
const memberParams = params.extend({ customerId: opaqueId });
const path = "/v1/admin/customer-groups";
const returns = "The customer group";

export const customerGroupRoutes = [
  defineRoute({
    method: "get",
    path,
    tag: "Customer groups",
    operationId: "listCustomerGroups",
    summary: "List customer groups",
    description:
      "Lists customer groups, oldest first. `GET /v1/admin/customers?group=` lists the customers of one.",
    operation: listGroups,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of customer groups",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag: "Customer groups",
    operationId: "createCustomerGroup",
    summary: "Create a customer group",
    description: "Creates an empty group. Its handle is what price rules name.",
    operation: createGroup,
    body: customerGroupInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["duplicate-handle", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Customer groups",
    operationId: "getCustomerGroup",
    summary: "Get a customer group",
    description: "Returns a customer group as it is now.",
    operation: readOneGroup,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Customer groups",
    operationId: "updateCustomerGroup",
    summary: "Update a customer group",
    description:
      "Changes the name or the handle. Rules that name the former handle no longer match the group.",
    operation: updateGroup,
    params,
    body: customerGroupPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["duplicate-handle"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Customer groups",
    operationId: "deleteCustomerGroup",
    summary: "Delete a customer group",
    description: "Deletes a group. Its customers stay.",
    operation: deleteGroup,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/customers`,
    tag: "Customer groups",
    operationId: "updateCustomerGroupCustomers",
    summary: "Add and remove customers of a group",
    description:
      "Adds the customers in `add` to the group and removes those in `remove`: all of them, or none if one does not exist. Who is in the group already stays, and who is not in it is no error.",
    operation: changeMembers,
    params,
    body: customerGroupMembersInput,
    input: ({ params: { id }, body }) => ({ id, ...body }),
    returns,
    refusals: ["unknown-reference", "too-large"],
  }),
  defineRoute({
    method: "put",
    path: `${path}/{id}/customers/{customerId}`,
    tag: "Customer groups",
    operationId: "addCustomerToGroup",
    summary: "Add a customer to a group",
    description: "Adds one customer. Nothing changes if the customer is in the group already.",
    operation: addMember,
    params: memberParams,
    input: ({ params }) => params,
    returns: "The customer is in the group",
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}/customers/{customerId}`,
    tag: "Customer groups",
    operationId: "removeCustomerFromGroup",
    summary: "Remove a customer from a group",
    description: "Removes one customer. Nothing changes if the customer is not in the group.",
    operation: removeMember,
    params: memberParams,
    input: ({ params }) => params,
    returns: "The customer is not in the group",
  }),
];
