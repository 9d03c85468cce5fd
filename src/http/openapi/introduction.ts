import type { Registry } from "../../kernel/registry.ts";
import { rolesTable } from "./roles.ts";

/** What applies to all operations, in Markdown. */
export function introduction(registry: Registry): string {
  return `Headless commerce, for many tenants.

## Surfaces

- \`/v1/store\` is for storefronts. Anyone may call it; an order needs its token, or its customer.
- \`/v1/admin\` is for a tenant's back office. It needs an API key with a role.
- \`/v1/ops\` is for operators, \`/v1/platform\` for staff of the platform.

## Tenants

An API key belongs to one tenant and is enough by itself. Otherwise the host names the tenant, or the header \`X-Tenant\`.
All that are present must agree.

## Roles

An API key has a role. \`manage\` includes every other action. The platform token may do everything, in any tenant.

${rolesTable(registry)}

## Conventions

- Money is an integer in the currency's minor unit: \`{"amount": 1999, "currency": "USD"}\` is 19.99 US dollars.
- Times are RFC 3339 in UTC. Ids are opaque text.
- Unknown fields of a body are refused. In a \`PATCH\`, fields that are left out stay, and \`null\` clears a field.
- Lists are pages: send \`nextCursor\` as \`cursor\` to get the next one.
- Send an \`Idempotency-Key\` with every POST. A repeat with the same key gets the first answer again.
- Send the \`ETag\` of what you read as \`If-Match\` with a change: 412 if somebody else was faster.
- Lists and the storefront may be a moment behind. Send the \`Consistency-Token\` of a write with a read that must see it.
- Anonymous reads of the storefront are answered from a cache, up to two seconds behind. \`Cache-Status\` says how.
- Every answer has \`RateLimit\`, \`RateLimit-Policy\` and \`X-Request-Id\`.
- Refusals are \`application/problem+json\` with a stable \`code\`, also those with a status of 5xx, like 503 with \`Retry-After\`.
  \`/problems/{code}\` says what to do about each.
`;
}
