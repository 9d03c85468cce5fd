import type { Extent } from "../../../../kernel/access/extent.ts";
import {
  type Grants,
  grantedExtent,
  isPermission,
  noGrants,
  type Permission,
  type Roles,
} from "../../../../kernel/access/permission.ts";
import type { PointedError } from "../../../../kernel/api/problem.ts";

/** What a key may do: what its role may, or those of its scopes that the role has. A publishable key may do nothing. */
export function grantsOfKey(
  { role, scopes }: { readonly role: string | null; readonly scopes: readonly string[] | null },
  roles: Roles,
): Grants {
  if (role === null) return noGrants;
  const ofRole = roles.grantsOf(role);
  if (scopes === null) return ofRole;
  const granted = new Map<Permission, Extent>();
  for (const scope of scopes) {
    if (!isPermission(roles, scope)) continue;
    // A role can lose a permission with a release, or by a change. Keys made before lose it too.
    const extent = grantedExtent(ofRole, scope);
    if (extent !== null) granted.set(scope, extent);
  }
  return granted;
}

/** The scopes that are no permissions, or none of the role's. */
export function unusableScopes(
  scopes: readonly string[],
  role: string,
  roles: Roles,
): readonly PointedError[] {
  const granted = roles.grantsOf(role);
  return scopes.flatMap((scope, index): readonly PointedError[] => {
    const pointer = `/scopes/${index}`;
    if (!isPermission(roles, scope))
      return [{ pointer, code: "unknown-scope", detail: `${scope} is no permission.` }];
    if (grantedExtent(granted, scope) !== null) return [];
    return [{ pointer, code: "not-in-role", detail: `The role ${role} does not have ${scope}.` }];
  });
}
