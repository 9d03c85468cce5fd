import type { Actor } from "./actor.ts";

/** What can be granted on a resource one by one; `manage` implies all of it. */
export const actions = ["create", "read", "update", "delete", "list", "export", "import"] as const;
/** What may be done with a resource; `manage` implies all the others. */
export type Action = (typeof actions)[number] | "manage";

/** The roles of the platform and of each module. A module adds its own by declaration merging. */
export interface RoleRegister {
  /** May do everything. */
  readonly platform: "super_admin";
}

/** The name of a role. */
export type Role = Extract<RoleRegister[keyof RoleRegister], string>;

/** A role that a tenant can give to a credential. */
export type TenantRole = Exclude<Role, "super_admin">;

/** What each role may do with one resource. A role that is left out may do nothing with it. */
export type RoleGrants = Readonly<Partial<Record<TenantRole, readonly Action[]>>>;

/** The resources of each module; the platform has none of its own. A module adds its own by declaration merging. */
export interface ResourceRegister {
  readonly platform: Readonly<Record<never, RoleGrants>>;
}

/** Declares a module's resources and keeps their names as types. */
export function defineResources<const Resources extends Readonly<Record<string, RoleGrants>>>(
  resources: Resources,
): Resources {
  return resources;
}

/** What permissions speak of, such as `products`. */
export type Resource = Extract<
  { [Module in keyof ResourceRegister]: keyof ResourceRegister[Module] }[keyof ResourceRegister],
  string
>;

/** `resource:action`; `manage` implies every action on the resource. */
export type Permission = `${Resource}:${Action}`;

/**
 * What an operation requires of its caller. There is no default. `customer` is a shopper who can show that a resource is
 * theirs; the operation checks that when it has loaded the resource.
 */
export type Access = Permission | "customer" | "public";

/** What a caller may do. */
export type Grants = ReadonlySet<Permission>;

/** The grants of an anonymous caller. */
export const noGrants: Grants = new Set();

/** Whether a caller may ask at all. What is not granted is denied. */
export function admits(actor: Actor, grants: Grants, access: Access): boolean {
  return access === "customer" ? actor.kind === "customer" : allows(grants, access);
}

/** Whether the grants cover an access. `customer` is never granted. */
export function allows(grants: Grants, access: Access): boolean {
  if (access === "public") return true;
  if (access === "customer") return false;
  return grants.has(access) || grants.has(`${resourceOf(access)}:manage`);
}

/** Whether one set of grants includes another, so that nobody hands out more than they have. */
export function covers(grants: Grants, requested: Grants): boolean {
  return [...requested].every((permission) => allows(grants, permission));
}

/** The roles of the platform and what each may do. */
export interface Roles {
  /** All resources that permissions can name. */
  readonly resources: readonly Resource[];
  grantsOf(role: Role): Grants;
}

interface Contribution {
  readonly name: string;
  readonly roles: readonly string[];
  readonly resources: Readonly<Record<string, RoleGrants>>;
}

/** Collects roles and resources of all modules. A name declared twice, or a grant to an unknown role, is a defect, found at start. */
export function collectRoles(modules: readonly Contribution[]): Roles {
  const grantsByRole = new Map<string, Set<Permission>>([["super_admin", new Set()]]);
  for (const role of modules.flatMap((module) => module.roles)) {
    if (grantsByRole.has(role)) throw new Error(`the role "${role}" is declared twice`);
    grantsByRole.set(role, new Set());
  }
  const resources = new Set<Resource>();
  for (const [name, grants] of modules.flatMap((module) => Object.entries(module.resources))) {
    // The register's types are made from these very objects.
    const resource = name as Resource;
    if (resources.has(resource)) throw new Error(`the resource "${resource}" is declared twice`);
    resources.add(resource);
    const everyone = { ...grants, super_admin: ["manage"] as const };
    for (const [role, granted] of Object.entries(everyone)) {
      const permissions = grantsByRole.get(role);
      if (permissions === undefined)
        throw new Error(`"${resource}" is granted to an unknown role, "${role}"`);
      for (const action of granted) permissions.add(`${resource}:${action}`);
    }
  }
  return { resources: [...resources], grantsOf: (role) => grantsByRole.get(role) ?? noGrants };
}

function resourceOf(permission: Permission): Resource {
  // A permission is its resource, a colon and an action.
  return permission.slice(0, permission.indexOf(":")) as Resource;
}
