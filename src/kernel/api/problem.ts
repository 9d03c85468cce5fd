/** One failing place in a request: an RFC 6901 pointer into the body, `/query/<name>` or `/header/<name>`. */
export interface PointedError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** A refusal as plain data, so that it survives a call between objects. The edge turns it into problem+json. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly PointedError[];
  /** Where the code's usual status does not fit: two names of one request may disagree by mistake or by force. */
  readonly status?: 400;
}

/** Makes a refusal. */
export function refusal(code: ProblemCode, detail: string, errors?: readonly PointedError[]): Refusal {
  return errors === undefined ? { code, detail } : { code, detail, errors };
}

/** Makes a refusal that blames one place in the request; the place's code is the refusal's unless given. */
export function refusalAt(
  code: ProblemCode,
  pointer: string,
  detail: string,
  placeCode: string = code,
): Refusal {
  return { code, detail, errors: [{ pointer, code: placeCode, detail }] };
}

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** For the person who reads `/problems/{code}`: what it means and what to do. */
  readonly help: string;
}

/** Every code an answer may carry. `/problems/{code}` and the OpenAPI document are made from this table. */
export const problems = {
  "malformed-json": {
    status: 400,
    title: "The body is not JSON",
    help: "The body could not be parsed as JSON, or is nested deeper than 32 levels. Check quotes, commas and encoding (UTF-8).",
  },
  "validation-failed": {
    status: 400,
    title: "The request does not fit its schema",
    help: "Each entry of `errors` names a place and what is wrong there. The schemas are in /openapi.json.",
  },
  "invalid-cursor": {
    status: 400,
    title: "The cursor is not valid",
    help: "A cursor goes with the very list, filters and sort that answered it. Start again without one.",
  },
  "invalid-consistency-token": {
    status: 400,
    title: "The Consistency-Token is not valid",
    help: "Send back the token exactly as a write of this tenant answered it, or leave it out.",
  },
  "idempotency-key-required": {
    status: 400,
    title: "An Idempotency-Key is required",
    help: "This action must not happen twice. Send an Idempotency-Key header of 1 to 255 visible ASCII characters.",
  },
  "invalid-tenant": {
    status: 400,
    title: "The tenant's name is not valid",
    help: "X-Tenant takes a slug (a-z, 0-9 and inner hyphens, at most 63) or a tenant id.",
  },
  "tenant-required": {
    status: 400,
    title: "No tenant was named",
    help: "Use a tenant's API key, its domain, its subdomain, or the X-Tenant header.",
  },
  unauthenticated: {
    status: 401,
    title: "Credentials are missing or not valid",
    help: "Send `Authorization: Bearer <key>` with a key that exists, has not expired and was not revoked.",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    help: "The caller is known, but its role does not have the permission that /openapi.json states as x-permission.",
  },
  "tenant-mismatch": {
    status: 403,
    title: "The request names two tenants",
    help: "Credential, host and X-Tenant header must agree wherever they are present.",
  },
  "tenant-suspended": {
    status: 403,
    title: "The tenant is suspended",
    help: "Nothing but resuming is answered for a suspended tenant.",
  },
  "not-found": {
    status: 404,
    title: "Not found",
    help: "There is no such thing for this tenant, or the module it belongs to is off.",
  },
  "tenant-not-found": {
    status: 404,
    title: "No such tenant",
    help: "No tenant has this slug, id or domain.",
  },
  "method-not-allowed": {
    status: 405,
    title: "Method not allowed",
    help: "The path exists, but not with this method. The Allow header lists those it has.",
  },
  "duplicate-handle": {
    status: 409,
    title: "The handle is taken",
    help: "A handle is unique per tenant and locale. Choose another, or leave it out to have one made from the title.",
  },
  "duplicate-sku": {
    status: 409,
    title: "The SKU is taken",
    help: "A SKU is unique per tenant. Another variant, or another line of the same request, has it.",
  },
  "duplicate-slug": { status: 409, title: "The slug is taken", help: "Another tenant has this slug." },
  "duplicate-domain": {
    status: 409,
    title: "The domain is taken",
    help: "Another tenant answers on this domain.",
  },
  "invalid-transition": {
    status: 409,
    title: "Not possible in this state",
    help: "The thing's state does not lead to the state asked for.",
  },
  "module-dependencies": {
    status: 409,
    title: "Other modules are in the way",
    help: "A module is enabled when all it depends on are, and disabled when nothing enabled depends on it. `errors` lists them.",
  },
  "idempotency-in-progress": {
    status: 409,
    title: "The first request with this key is still running",
    help: "Wait for its answer, then repeat with the same key.",
  },
  "cart-changed": {
    status: 409,
    title: "The cart is not what it was",
    help: "`errors` names the lines whose price or availability changed. Show them, then accept: change the cart, or send the new total as `expectedTotal`.",
  },
  "cart-completed": {
    status: 409,
    title: "The cart has become an order",
    help: "A completed cart takes no changes and becomes no second order. Begin a new cart.",
  },
  "rebuild-running": {
    status: 409,
    title: "A rebuild is running",
    help: "A tenant has one rebuild or replay at a time. Wait until it is completed, or cancel it.",
  },
  "replay-failed": {
    status: 409,
    title: "It still cannot be projected",
    help: "What the dead letter names failed again, for the reason in `detail`. Deploy the fix first, then replay.",
  },
  "refund-required": {
    status: 409,
    title: "A paid order is not cancelled without a refund",
    help: 'Send `"refund": true` to give back what was captured, or refund first.',
  },
  "version-mismatch": {
    status: 412,
    title: "It has changed since you read it",
    help: "If-Match names another version than the current one. Read again and repeat.",
  },
  "body-too-large": {
    status: 413,
    title: "The body is too large",
    help: "JSON bodies may have 1 MiB, imports 10 MiB.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "Unsupported media type",
    help: "Send the Content-Type that the operation documents.",
  },
  "too-large": {
    status: 422,
    title: "The result would be too large",
    help: "One thing with all that belongs to it may take 512 KiB.",
  },
  "currency-not-enabled": {
    status: 422,
    title: "The currency is not enabled",
    help: "Enable it in the tenant's settings first.",
  },
  "price-unavailable": {
    status: 422,
    title: "There is no price in this currency",
    help: "`errors` names the lines without a price in the currency asked for. Remove them, or choose another currency.",
  },
  "unknown-variant": {
    status: 422,
    title: "There is no such variant",
    help: "The variant does not exist, or its product is not on sale.",
  },
  "insufficient-inventory": {
    status: 422,
    title: "There is not enough of it",
    help: "`errors` names each line that asks for more than there is. Lower the quantity, or wait for stock.",
  },
  "checkout-incomplete": {
    status: 422,
    title: "The checkout lacks something",
    help: "`errors` names what is missing before this can become an order.",
  },
  "refund-exceeds-captured": {
    status: 422,
    title: "More than was captured",
    help: "Refunds of an order sum to at most what was captured of it.",
  },
  "exceeds-unshipped": {
    status: 422,
    title: "More than is left to ship",
    help: "`errors` names each item of which fewer are left to ship, or which is not in this order.",
  },
  "unknown-reference": {
    status: 422,
    title: "Something named does not exist",
    help: "An id in the body names nothing of this tenant.",
  },
  "invalid-options": {
    status: 422,
    title: "Options and variants do not fit together",
    help: "Every variant has exactly one of the listed values for every option, and no two variants have the same ones.",
  },
  "invalid-prices": {
    status: 422,
    title: "The prices contradict one another",
    help: "One price per currency; a compare-at amount is not below its amount.",
  },
  "last-variant": {
    status: 422,
    title: "A product keeps at least one variant",
    help: "Delete the product instead, or add another variant first.",
  },
  "category-cycle": {
    status: 422,
    title: "A category cannot be below itself",
    help: "Choose a parent that is not the category or one of its descendants.",
  },
  "category-not-empty": {
    status: 409,
    title: "The category has children",
    help: "Move or delete the categories below it first.",
  },
  "location-needed": {
    status: 409,
    title: "The location is needed",
    help: "A location goes when it is empty, nothing is promised from it, and another one is the default.",
  },
  "invalid-settings": {
    status: 422,
    title: "The settings contradict one another",
    help: "Default locale and currency must be among the enabled ones.",
  },
  "invalid-csv": {
    status: 422,
    title: "The file cannot be read",
    help: "The file is not CSV with a header row that has at least Handle and Title.",
  },
  "idempotency-key-reused": {
    status: 422,
    title: "The Idempotency-Key was used for another request",
    help: "Use a new key for a new request.",
  },
  "internal-error": {
    status: 500,
    title: "Something went wrong on our side",
    help: "It is logged under the traceId of the answer.",
  },
  overloaded: { status: 503, title: "Too busy right now", help: "Repeat after the seconds in Retry-After." },
  "projection-lag": {
    status: 503,
    title: "The read side is behind",
    help: "The write is safe, but not visible yet. Repeat after the seconds in Retry-After.",
  },
} as const satisfies Record<string, ProblemKind>;

/** A stable kebab-case word; part of the contract. */
export type ProblemCode = keyof typeof problems;
