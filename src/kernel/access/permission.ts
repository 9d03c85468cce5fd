import * as z from "zod";
import { type Actor, isAccount } from "./actor.ts";
import type { ConditionalResource } from "./conditional.ts";
import { type Extent, extentFor, includesExtent, unionOf } from "./extent.ts";

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
  // A template would have the compiler list all pairs of permissions.
  return [first, second].join(" or ") as AnyPermission;
}

/** The permissions a caller has, each with the resources that it is granted on. */
export type Grants = ReadonlyMap<Permission, Extent>;

/** Grants as plain data, which can be sent. */
export const grantEntries = z.custom<readonly (readonly [Permission, Extent])[]>(Array.isArray);

/** The grants of an anonymous caller. */
export const noGrants: Grants = new Map();

/** Grants on any resource. */
export function unlimited(permissions: Iterable<Permission>): Grants {
  return new Map([...permissions].map((permission) => [permission, "any"]));
}

/**
 * The resources on which a caller may do something. Null if nothing grants it. Whoever gets conditions has to apply them: see
 * `limits` of an operation.
 */
export function extentOf(actor: Actor, grants: Grants, access: Access): Extent | null {
  if (access === "public") return "any";
  if (access === "account") return isAccount(actor) ? "any" : null;
  if (access === "customer") return actor.kind === "customer" ? "any" : null;
  const granted = grantedExtent(grants, access);
  return granted === null ? null : extentFor(actor.id, granted);
}

/** The resources that one of the permissions is granted on. Conditions are as they were granted: `extentOf` is for an actor. */
export function grantedExtent(grants: Grants, access: Permission | AnyPermission): Extent | null {
  // Such an access consists of permissions.
  const permissions = access.split(" or ") as Permission[];
  const extents = permissions.flatMap((one) => [
    ...(grants.has(one) ? [grants.get(one) ?? "any"] : []),
    ...(grants.has(manageOf(one)) ? [grants.get(manageOf(one)) ?? "any"] : []),
  ]);
  return extents.length === 0 ? null : extents.reduce(unionOf);
}

/** Whether a caller may invoke an operation on any resource. Anything that isn't granted is denied. */
export function admits(actor: Actor, grants: Grants, access: Access): boolean {
  return extentOf(actor, grants, access) === "any";
}

/** Whether the grants cover an access on any resource. They never cover `customer` or `account`. */
export function allows(grants: Grants, access: Access): boolean {
  if (access === "public") return true;
  if (access === "customer" || access === "account") return false;
  return grantedExtent(grants, access) === "any";
}

/** Whether one set of grants includes another. Prevents callers from granting more than they have. */
export function covers(grants: Grants, requested: Grants): boolean {
  return [...requested].every(([permission, extent]) => {
    const held = grantedExtent(grants, permission);
    return held !== null && includesExtent(held, extent);
  });
}

/** Whether some of the grants are limited by conditions. */
export function isLimited(grants: Grants): boolean {
  return [...grants.values()].some((extent) => extent !== "any");
}

/** The platform's roles and their grants. */
export interface Roles {
  /** All resources that permissions can name. */
  readonly resources: readonly Resource[];
  /** The system roles that a tenant can give to a credential. */
  readonly names: readonly TenantRole[];
  /** The permissions that can be granted with conditions. */
  readonly limitable: ReadonlySet<Permission>;
  /** Resources that show all data of a tenant. Who is limited by conditions has no permission on them. */
  readonly showingAllData: ReadonlySet<Resource>;
  /** How resources can be limited by conditions. */
  readonly conditional: ReadonlyMap<Resource, ConditionalResource>;
  /** The grants of a role that a tenant can give, by its name. Null if there is no such role. */
  find(role: string): Grants | null;
  /** The grants of a role by its name. A role that doesn't exist has none. */
  grantsOf(role: string): Grants;
}

/** The same roles, and those that a tenant has made. */
export function withRolesOf(roles: Roles, readRole: (name: string) => Grants | null): Roles {
  const find = (role: string) => roles.find(role) ?? readRole(role);
  return { ...roles, find, grantsOf: (role) => find(role) ?? roles.grantsOf(role) };
}

interface Contribution {
  readonly name: string;
  readonly roles: readonly string[];
  readonly resources: Readonly<Record<string, RoleGrants>>;
  readonly conditional?: readonly ConditionalResource[];
  readonly showingAllData?: readonly string[];
  readonly operations?: readonly { readonly access: Access; readonly isLimited: boolean }[];
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
  const byRole = new Map([...grantsByRole].map(([role, permissions]) => [role, unlimited(permissions)]));
  // The register's types are derived from the same lists.
  const names = modules.flatMap((module) => module.roles) as TenantRole[];
  return {
    resources: [...resources],
    names,
    ...limitsIn(modules),
    find: (role) => (names.some((name) => name === role) ? (byRole.get(role) ?? null) : null),
    grantsOf: (role) => byRole.get(role) ?? noGrants,
  };
}

function limitsIn(
  modules: readonly Contribution[],
): Pick<Roles, "limitable" | "showingAllData" | "conditional"> {
  const conditional = modules
    .flatMap((module) => module.conditional ?? [])
    .map((one) => ({ ...one, resource: one.resource as Resource }));
  const resources = new Set(modules.flatMap((module) => Object.keys(module.resources)));
  const unknown = conditional.find(({ resource }) => !resources.has(resource));
  if (unknown !== undefined)
    throw new Error(`conditions are declared for an unknown resource, "${unknown.resource}"`);
  const accesses = modules
    .flatMap(({ operations = [] }) => operations)
    .filter(({ isLimited }) => isLimited)
    .map(({ access }) => access);
  return {
    // Limited operations require a permission.
    limitable: new Set([
      ...(accesses as Permission[]),
      ...conditional.map(({ resource }): Permission => `${resource}:manage`),
    ]),
    showingAllData: new Set(modules.flatMap(({ showingAllData = [] }) => showingAllData) as Resource[]),
    conditional: new Map(conditional.map((one) => [one.resource, one] as const)),
  };
}

/** Whether a text is a permission on a resource that there is. */
export function isPermission({ resources }: Pick<Roles, "resources">, text: string): text is Permission {
  const [resource = "", action = "", ...rest] = text.split(":");
  return (
    rest.length === 0 &&
    resources.some((one) => one === resource) &&
    [...actions, "manage"].some((one) => one === action)
  );
}

/** The resource that a permission names. */
export function resourceOf(permission: Permission): Resource {
  // A permission is its resource, a colon and an action.
  return permission.slice(0, permission.indexOf(":")) as Resource;
}

function manageOf(permission: Permission): Permission {
  return `${resourceOf(permission)}:manage`;
}
