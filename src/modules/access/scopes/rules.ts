import {
  actions,
  allows,
  type Grants,
  type Permission,
  type Roles,
} from "../../../kernel/access/permission.ts";
import type { PointedError } from "../../../kernel/api/problem.ts";
import type { KeyRole } from "../schema.ts";

/** What a key may do: what its role may, or those of its scopes that the role has. A publishable key may do nothing. */
export function grantsOfKey(
  { role, scopes }: { readonly role: KeyRole | null; readonly scopes: readonly string[] | null },
  roles: Roles,
): Grants {
  if (role === null) return new Set();
  const ofRole = roles.grantsOf(role);
  if (scopes === null) return ofRole;
  // A role can lose a permission with a release. Keys made before lose it too.
  return new Set(scopes.filter(isPermission(roles)).filter((scope) => allows(ofRole, scope)));
}

/** The scopes that are no permissions, or none of the role's. */
export function unusableScopes(
  scopes: readonly string[],
  role: KeyRole,
  roles: Roles,
): readonly PointedError[] {
  const isKnown = isPermission(roles);
  const granted = roles.grantsOf(role);
  return scopes.flatMap((scope, index): readonly PointedError[] => {
    const pointer = `/scopes/${index}`;
    if (!isKnown(scope)) return [{ pointer, code: "unknown-scope", detail: `${scope} is no permission.` }];
    if (allows(granted, scope)) return [];
    return [{ pointer, code: "not-in-role", detail: `The role ${role} does not have ${scope}.` }];
  });
}

function isPermission({ resources }: Roles) {
  const known = new Set<string>(
    resources.flatMap((resource) => [...actions, "manage"].map((action) => `${resource}:${action}`)),
  );
  return (scope: string): scope is Permission => known.has(scope);
}
