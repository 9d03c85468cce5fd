import type { Actor } from "./actor.ts";

export const actions = ["create", "read", "update", "delete", "list", "export", "import"] as const;
export const resources = [
  "users",
  "settings",
  "webhooks",
  "discounts",
  "pages",
  "apiKeys",
  "tenants",
  "modules",
  "ops",
  "logs",
  "products",
  "categories",
  "posts",
  "nodes",
  "orders",
  "customers",
  "inventory",
  "media",
  "comments",
  "analytics",
] as const;

export type Resource = (typeof resources)[number];
export type Action = (typeof actions)[number] | "manage";

/** `resource:action`; `manage` implies every action on the resource. */
export type Permission = `${Resource}:${Action}`;

/**
 * What a route or command asks of its caller. There is no default. `customer` is a shopper who can show that a thing is
 * theirs; whether it is, the query or command finds out when it has loaded it.
 */
export type Access = Permission | "customer" | "public";

export const roles = ["super_admin", "admin", "manager"] as const;
export type Role = (typeof roles)[number];

/** What a caller may do. */
export type Grants = ReadonlySet<Permission>;

export const noGrants: Grants = new Set();

/** Whether a caller may ask at all. What is not granted is denied. */
export function admits(actor: Actor, grants: Grants, access: Access): boolean {
  return access === "customer" ? actor.kind === "customer" : allows(grants, access);
}

/** Whether the grants allow what is asked. What is for customers is granted to nobody. */
export function allows(grants: Grants, access: Access): boolean {
  if (access === "public") return true;
  if (access === "customer") return false;
  return grants.has(access) || grants.has(`${resourceOf(access)}:manage`);
}

/** The grants of a role that every tenant has. */
export function grantsOfRole(role: Role): Grants {
  return grantsByRole[role];
}

/** Whether one set of grants covers another, so that nobody hands out more than they have. */
export function covers(grants: Grants, wanted: Grants): boolean {
  return [...wanted].every((permission) => allows(grants, permission));
}

const letters = {
  C: "create",
  R: "read",
  U: "update",
  D: "delete",
  L: "list",
  M: "manage",
  I: "import",
} as const;
type Letter = keyof typeof letters;

const table: Record<Role, Partial<Record<Resource, string>>> = {
  super_admin: Object.fromEntries(resources.map((resource) => [resource, "M"])),
  admin: {
    users: "M",
    settings: "M",
    webhooks: "M",
    discounts: "M",
    pages: "M",
    apiKeys: "M",
    modules: "RL",
    ops: "RL",
    logs: "RL",
    products: "M",
    categories: "M",
    posts: "M",
    nodes: "M",
    orders: "M",
    customers: "M",
    inventory: "M",
    media: "M",
    comments: "M",
    analytics: "M",
  },
  manager: {
    products: "CRUDLI",
    categories: "CRUDLI",
    posts: "CRUDL",
    nodes: "CRUDL",
    orders: "RUL",
    customers: "RL",
    inventory: "CRUL",
    media: "CRUDL",
    comments: "CRUDL",
    analytics: "R",
  },
};

const grantsByRole: Record<Role, Grants> = {
  super_admin: grantsOf("super_admin"),
  admin: grantsOf("admin"),
  manager: grantsOf("manager"),
};

function grantsOf(role: Role): Grants {
  const grants = new Set<Permission>();
  for (const resource of resources) {
    for (const letter of table[role][resource] ?? "") grants.add(`${resource}:${letters[letter as Letter]}`);
  }
  return grants;
}

function resourceOf(permission: Permission): Resource {
  return permission.slice(0, permission.indexOf(":")) as Resource;
}
