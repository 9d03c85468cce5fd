import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { accessIds } from "../ids.ts";
import { accessLimits } from "../limits.ts";

const unique = (items: readonly unknown[]) => new Set(items).size === items.length;

/** A permission by its name; whether there is such a one depends on the platform's modules. */
export const permissionText = z
  .string()
  .regex(/^[a-zA-Z]{1,40}:[a-z]{1,20}$/, "must be a permission, such as orders:read");

/** The name of a role, by which credentials and users refer to it. */
export const roleName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, "must be lower-case letters, digits, - and _, such as support");

const attributeName = z.string().regex(/^[a-z][a-zA-Z]{0,39}$/, "must be the name of an attribute");
const values = z
  .array(z.string().min(1).max(255))
  .min(1)
  .max(accessLimits.conditionValues.value)
  .refine(unique, "must not contain duplicates");

const where = z
  .record(attributeName, values)
  .refine((conditions) => Object.keys(conditions).length > 0, "must name an attribute")
  .describe(
    'Limits the permissions to resources that have one of the values of each attribute: `{"vendor":["Acme"]}`. `GET /v1/admin/permissions` lists the attributes.',
  );

/** Permissions, and the conditions under which they are granted. */
const grantInput = z.strictObject({
  permissions: z
    .array(permissionText)
    .min(1)
    .max(accessLimits.permissionsOfGrant.value)
    .refine(unique, "must not contain duplicates"),
  where: where.optional(),
});

const grants = z.array(grantInput).min(1).max(accessLimits.grantsOfRole.value);
const description = z.string().trim().max(500).nullable();

export const roleInput = z.strictObject({ name: roleName, description: description.optional(), grants });
export type RoleInput = z.infer<typeof roleInput>;

export const rolePatch = z.object({ description, grants }).partial().strict();
export type RolePatch = z.infer<typeof rolePatch>;

/** A grant as it is stored. Without `where`, it is granted on all resources. */
export const storedGrant = z.object({
  permissions: z.array(z.string()),
  where: z.record(z.string(), z.array(z.string())).nullable(),
});
export type StoredGrant = z.infer<typeof storedGrant>;

/** A role that a tenant has made. */
export const role = z.object({
  id: idText(accessIds.role),
  name: z.string(),
  description: z.string().nullable(),
  grants: z.array(storedGrant),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type TenantRole = z.infer<typeof role>;
export const roleState = defineState("role", role);

/** The wire shape of a role. */
export const roleResponse = role.extend({ version: z.int().positive() });

/** The names of these shapes in the API. */
export const roleSchemas = {
  RoleInput: roleInput,
  RolePatch: rolePatch,
  TenantRole: roleResponse,
  GrantInput: grantInput,
  Grant: storedGrant,
};
