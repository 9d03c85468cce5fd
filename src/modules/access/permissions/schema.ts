import * as z from "zod";
import { permissionText } from "../roles/schema.ts";

/** A permission, and what it allows. */
export const permissionResponse = z.object({
  permission: z.string(),
  operations: z
    .array(z.object({ operationId: z.string(), summary: z.string() }))
    .describe("What it allows. `manage` allows what all permissions on its resource allow."),
  roles: z.array(z.string()).describe("The system roles that have it."),
  attributes: z
    .record(z.string(), z.string())
    .nullable()
    .describe("What conditions can compare, by name. Null if it is granted on all resources or on none."),
});

/** Whom to check: without `user`, `apiKey` and `role` the caller. */
export const checkInput = z
  .strictObject({
    permission: permissionText,
    resource: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe("The id of what it would be done to, such as a product. Conditions are compared with it."),
    user: z.string().min(1).max(64).optional().describe("The id of a user."),
    apiKey: z.string().min(1).max(64).optional().describe("The id of an API key."),
    role: z.string().min(1).max(64).optional().describe("The name of a role."),
  })
  .refine(
    ({ user, apiKey, role }) => [user, apiKey, role].filter((one) => one !== undefined).length < 2,
    "can name a user, an API key or a role, but only one of them",
  );

export const checkReason = z.enum([
  "granted",
  "granted-with-conditions",
  "not-granted",
  "conditions-not-met",
  "unknown-permission",
  "unknown-resource",
  "unknown-role",
  "not-active",
]);

/** Whether somebody may do something, and why. */
export const checkResponse = z.object({
  allowed: z.boolean(),
  reason: checkReason,
  detail: z.string(),
  conditions: z
    .array(z.record(z.string(), z.array(z.string())))
    .nullable()
    .describe("The conditions of the grant, one of which must be met. Null if it has none."),
  roles: z.array(z.string()).describe("The roles that allow it: system roles, and roles of the tenant."),
});

/** The names of these shapes in the API. */
export const permissionSchemas = {
  Permission: permissionResponse,
  PermissionCheckInput: checkInput,
  PermissionCheck: checkResponse,
  PermissionCheckReason: checkReason,
};
