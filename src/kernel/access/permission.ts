import { type Actor, isAccount } from "./actor.ts";

/** The actions that can be granted individually on a resource. `manage` implies all of them. */
export const actions = ["create", "read", "update", "delete", "list", "export", "import"] as const;
/** An action that a permission allows on its resource. */
export type Action = (typeof actions)[number] | "manage";

/** The roles of the platform and of each module. Modules add theirs by declaration merging. */
export interface RoleRegister {
  /** May do everything. */
  readonly platform: "super_admin";
}

/** The name of a role. */
export type Role = Extract<RoleRegister[keyof RoleRegister], string>;

/** A role that a tenant can give to a credential. */
export type TenantRole = Exclude<Role, "super_admin">;

/** The actions each role may perform on one resource. A role that isn't listed may perform none. */
export type RoleGrants = Readonly<Partial<Record<TenantRole, readonly Action[]>>>;

/** The resources of each module; the platform itself has none. Modules add theirs by declaration merging. */
export interface ResourceRegister {
  readonly platform: Readonly<Record<never, RoleGrants>>;
}

/** Declares a module's resources and preserves their names as types. */
export function defineResources<const Resources extends Readonly<Record<string, RoleGrants>>>(
  resources: Resources,
): Resources {
  return resources;
}

/** A resource that permissions can name, such as `products`. */
export type Resource = Extract<
  { [Module in keyof ResourceRegister]: keyof ResourceRegister[Module] }[keyof ResourceRegister],
  string
>;

/** `resource:action`; `manage` implies every action on the resource. */
export type Permission = `${Resource}:${Action}`;

/**
 * The access an operation requires. There is no default. `customer` is a shopper who can prove that a
 * resource is theirs; the operation checks the proof after it has loaded the resource. `account` is whoever has signed in,
 * staff or customer, and acts on the own account.
 */
export type Access = Permission | AnyPermission | "account" | "customer" | "public";

/** One of several permissions. Which one, the operation checks after it has loaded the resource. */
export type AnyPermission = `${Permission} or ${string}`;

/** The access of an operation on resources of several kinds, each of which has its own permission. */
export function anyOf(first: Permission, second: Permission): AnyPermission {
  return `${first} or ${second}`;
}

/** The permissions a caller has. */
export type Grants = ReadonlySet<Permission>;

/** The grants of an anonymous caller. */
export const noGrants: Grants = new Set();

/** Whether a caller may invoke an operation. Anything that isn't granted is denied. */
export function admits(actor: Actor, grants: Grants, access: Access): boolean {
  if (access === "account") return isAccount(actor);
  return access === "customer" ? actor.kind === "customer" : allows(grants, access);
}

/** Whether the grants cover an access. They never cover `customer` or `account`. */
export function allows(grants: Grants, access: Access): boolean {
  if (access === "public") return true;
  if (access === "customer" || access === "account") return false;
  // An access that is no keyword consists of permissions.
  const permissions = access.split(" or ") as Permission[];
  return permissions.some((one) => grants.has(one) || grants.has(`${resourceOf(one)}:manage`));
}

/** Whether one set of grants includes another. Prevents callers from granting more than they have. */
export function covers(grants: Grants, requested: Grants): boolean {
  return [...requested].every((permission) => allows(grants, permission));
}

/** The platform's roles and their grants. */
export interface Roles {
  /** All resources that permissions can name. */
  readonly resources: readonly Resource[];
  /** The roles that a tenant can give to a credential. */
  readonly names: readonly TenantRole[];
  grantsOf(role: Role): Grants;
}

interface Contribution {
  readonly name: string;
  readonly roles: readonly string[];
  readonly resources: Readonly<Record<string, RoleGrants>>;
}

/**
 * Collects the roles and resources of all modules. Throws on startup if a name is declared twice or a role is
 * unknown.
 */
export function collectRoles(modules: readonly Contribution[]): Roles {
  const grantsByRole = new Map<string, Set<Permission>>([["super_admin", new Set()]]);
  for (const role of modules.flatMap((module) => module.roles)) {
    if (grantsByRole.has(role)) throw new Error(`the role "${role}" is declared twice`);
    grantsByRole.set(role, new Set());
  }
  const resources = new Set<Resource>();
  for (const [name, grants] of modules.flatMap((module) => Object.entries(module.resources))) {
    // The register's types are derived from these same objects.
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
  return {
    resources: [...resources],
    // The register's types are derived from the same lists.
    names: modules.flatMap((module) => module.roles) as TenantRole[],
    grantsOf: (role) => grantsByRole.get(role) ?? noGrants,
  };
}

function resourceOf(permission: Permission): Resource {
  // A permission is its resource, a colon and an action.
  return permission.slice(0, permission.indexOf(":")) as Resource;
}
