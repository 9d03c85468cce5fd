import * as z from "zod";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { idText, opaqueId } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { customerIds } from "../ids.ts";
import { customerLimits } from "../limits.ts";

const name = z.string().trim().min(1).max(100);

export const customerGroupInput = z.strictObject({
  name,
  handle: handleSchema.optional().describe("Made from the name if it is left out."),
});
export type CustomerGroupInput = z.infer<typeof customerGroupInput>;

export const customerGroupPatch = z.object({ name, handle: handleSchema }).partial().strict();
export type CustomerGroupPatch = z.infer<typeof customerGroupPatch>;

const members = z
  .array(opaqueId)
  .max(customerLimits.membersAtOnce.value)
  .refine((ids) => new Set(ids).size === ids.length, "has a duplicate customer");

export const customerGroupMembersInput = z
  .strictObject({ add: members.optional(), remove: members.optional() })
  .refine(
    ({ add = [], remove = [] }) => !add.some((id) => remove.includes(id)),
    "adds and removes the same customer",
  );

/** A customer group as it is stored. Which customers are in it, they know. */
export const customerGroup = z.object({
  id: idText(customerIds.customerGroup),
  name: z.string(),
  handle: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type CustomerGroup = z.infer<typeof customerGroup>;

export const customerGroupState = defineState("customerGroup", customerGroup);

/** The wire shape of a customer group. */
export const customerGroupResponse = customerGroup.extend({ version: z.int().positive() });
export type CustomerGroupResponse = z.infer<typeof customerGroupResponse>;

/** A group as a customer's answer lists it. */
export const customerGroupReference = customerGroup.pick({ id: true, name: true, handle: true });
export type CustomerGroupReference = z.infer<typeof customerGroupReference>;

/** The names of these shapes in the API. */
export const customerGroupSchemas = {
  CustomerGroup: customerGroupResponse,
  CustomerGroupInput: customerGroupInput,
  CustomerGroupPatch: customerGroupPatch,
  CustomerGroupMembersInput: customerGroupMembersInput,
  CustomerGroupReference: customerGroupReference,
};
