import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { createAddress, deleteAddress, updateAddress } from "./commands.ts";
import { listAddresses, readOwnAddress } from "./queries.ts";
import { customerAddressInput, customerAddressPatch } from "./schema.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/store/customers/me/addresses";
const returns = "The address";

export const customerAddressRoutes = [
  defineRoute({
    method: "get",
    path,
    tag: "Account",
    operationId: "listCustomerAddresses",
    summary: "List your own addresses",
    description: "Lists the address book of the customer who has signed in, oldest first.",
    operation: listAddresses,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of addresses",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag: "Account",
    operationId: "createCustomerAddress",
    summary: "Add an address",
    description:
      "Adds an address to the address book of the customer who has signed in. The first one becomes the default shipping and billing address, unless the request says otherwise.",
    operation: createAddress,
    body: customerAddressInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Account",
    operationId: "getCustomerAddress",
    summary: "Get an address of your own",
    description: "Returns an address of the customer who has signed in. Another customer's is not found.",
    operation: readOwnAddress,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Account",
    operationId: "updateCustomerAddress",
    summary: "Update an address",
    description:
      "Fields that are left out stay, and `null` clears a field. A new default takes the place of the former one.",
    operation: updateAddress,
    params,
    body: customerAddressPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Account",
    operationId: "deleteCustomerAddress",
    summary: "Delete an address",
    description:
      "Deletes an address. If it was a default, there is none until another one is made it. Orders keep their addresses.",
    operation: deleteAddress,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];
