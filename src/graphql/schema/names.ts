import type { Method, Route } from "../../kernel/api/route.ts";

/** Names of types in GraphQL, by the API's own names of shapes. */
export interface TypeNames {
  /** A list's summary of a thing has the thing's own type. */
  readonly output: (shape: string) => string;
  readonly input: (shape: string) => string;
  /** The shape that has all fields of a summary. The shape itself if it isn't one. */
  readonly whole: (shape: string) => string;
}

/**
 * What shoppers see has the plain names: `StoreProduct` is `Product`, and the staff's `Product` is `AdminProduct`. A summary, as
 * lists have it, is the thing itself: fields that it leaves out are read when they are asked for.
 */
export function typeNames(shapes: ReadonlySet<string>): TypeNames {
  const whole = (shape: string) => {
    const full = shape.replace(/Summary$/, "");
    return shapes.has(full) ? full : shape;
  };
  const output = (shape: string) => {
    const name = whole(shape);
    if (reserved.has(name)) return `Event${name}`;
    if (name.startsWith("Store") && name !== "Store") return name.slice("Store".length);
    return shapes.has(`Store${name}`) ? `Admin${name}` : name;
  };
  return { whole, output, input: (shape) => (shape.endsWith("Input") ? shape : `${shape}Input`) };
}

/** Clients expect the root types under these names. */
const reserved = new Set(["Query", "Mutation", "Subscription"]);

/** Where a path belongs, as the prefix of its fields. */
const surfaces: readonly (readonly [path: string, prefix: string])[] = [
  ["/v1/admin/", "admin"],
  ["/v1/ops/", "ops"],
  ["/v1/platform/", "platform"],
];

/**
 * The name of a query's field: what is read, without the verb. `listStoreProducts` is `products`, `getOrder` is `adminOrder`,
 * `listEvents` is `opsEvents`.
 */
export function queryFieldName({ operationId, path }: Pick<Route, "operationId" | "path">): string {
  const noun = operationId.replace(/^(?:get|list)(?=[A-Z])/, "");
  const prefix = surfaces.find(([start]) => path.startsWith(start))?.[1] ?? "";
  const own = prefix === "" && noun !== "Store" ? noun.replace(/^Store(?=[A-Z])/, "") : noun;
  return prefix === "" ? uncapitalized(own) : prefix + capitalized(own);
}

/** Whether a route only reads. What is asked with a body is a query too. */
export function isQuery({ method, operation }: { method: Method; operation: Route["operation"] }): boolean {
  return method === "get" || operation.kind === "query" || operation.kind === "view";
}

/** A field's name from the last name in a path: `shipping-options` is `shippingOptions`. */
export function camelCased(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

export function uncapitalized(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** The name of an enum's value: `in-stock` is `in_stock`, and `-createdAt`, a descending order, is `createdAt_desc`. */
export function enumValueName(value: string): string {
  const name = value.startsWith("-") ? `${value.slice(1)}_desc` : value;
  return name.replaceAll(/[^\w]/g, "_").replace(/^(?=\d)/, "_");
}
