import { type Extent, unionOf } from "../../../kernel/access/extent.ts";
import {
  type Grants,
  isLimited,
  isPermission,
  type Permission,
  type Roles,
  resourceOf,
} from "../../../kernel/access/permission.ts";
import type { StoredGrant } from "./schema.ts";

/**
 * What a role grants. A permission or an attribute that the platform doesn't know grants nothing: a release can have removed it
 * since.
 */
export function grantsIn(grants: readonly StoredGrant[], roles: Roles): Grants {
  const extents = new Map<Permission, Extent>();
  for (const { permissions, where } of grants)
    for (const permission of permissions) {
      if (!isPermission(roles, permission) || !isKnown(where, permission, roles)) continue;
      const extent: Extent = where === null ? "any" : [where];
      const former = extents.get(permission);
      extents.set(permission, former === undefined ? extent : unionOf(former, extent));
    }
  return isLimited(extents) ? withoutAllData(extents, roles) : extents;
}

/** Nobody whose grants have conditions sees what shows all data of the tenant. */
function withoutAllData(grants: Grants, { showingAllData }: Roles): Grants {
  return new Map([...grants].filter(([permission]) => !showingAllData.has(resourceOf(permission))));
}

function isKnown(where: StoredGrant["where"], permission: Permission, roles: Roles): boolean {
  if (where === null) return true;
  const attributes = roles.conditional.get(resourceOf(permission))?.attributes ?? {};
  const names = Object.keys(where);
  return (
    roles.limitable.has(permission) &&
    names.length > 0 &&
    names.every((name) => Object.hasOwn(attributes, name))
  );
}
