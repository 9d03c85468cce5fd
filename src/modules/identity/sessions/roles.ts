import { type Grants, noGrants, type Roles } from "../../../kernel/access/permission.ts";

/** The grants of a role by its name. A role that no longer exists grants nothing, and a customer has none. */
export function grantsOfRole(roles: Roles, name: string | null): Grants {
  const role = roles.names.find((one) => one === name);
  return role === undefined ? noGrants : roles.grantsOf(role);
}
