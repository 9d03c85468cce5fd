import { type AnyPermission, allows, type Permission, type Role } from "../../kernel/access/permission.ts";
import type { Registry } from "../../kernel/registry.ts";

/** The roles of a tenant's credentials that have a permission. */
export function tenantRolesOf(registry: Registry, access: Permission | AnyPermission): readonly Role[] {
  return tenantRoles(registry).filter((role) => allows(registry.roles.grantsOf(role), access));
}

/** What each role may do, as a table in Markdown. */
export function rolesTable(registry: Registry): string {
  const roles = tenantRoles(registry);
  const rows = registry.roles.resources.map((resource) => {
    const actions = roles.map((role) =>
      [...registry.roles.grantsOf(role).keys()]
        .filter((granted) => granted.startsWith(`${resource}:`))
        .map((granted) => granted.slice(resource.length + 1))
        .join(", "),
    );
    return `| \`${resource}\` | ${actions.map((text) => text || "–").join(" | ")} |`;
  });
  const head = [`| resource | ${roles.join(" | ")} |`, `| --- |${roles.map(() => " --- |").join("")}`];
  return [...head, ...rows].join("\n");
}

/** The roles that a tenant can give to a credential. */
function tenantRoles(registry: Registry): readonly Role[] {
  // The types of the modules' roles are made of these names.
  return registry.modules.flatMap((module) => module.roles) as Role[];
}
