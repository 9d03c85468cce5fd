import { z } from "zod";
import type { Route } from "../../kernel/api/route.ts";
import { minGuardingKeyLength } from "../../operations/idempotency.ts";
import { headerLimits } from "../stages/headers.ts";
import { type Json, ref } from "./json.ts";
import { isGuarded } from "./refusals.ts";
import type { Schemas } from "./schemas.ts";

/** The parameters of an operation: headers, path, query. */
export function parametersOf(schemas: Schemas, route: Route): readonly Json[] {
  return [
    ...headersOf(route).map((name) => ref("parameters", name)),
    ...listed(schemas, route.params, "path"),
    ...listed(schemas, route.query, "query"),
  ];
}

type HeaderParameter = keyof typeof headerParameters;

/** The headers that a route reads, by their components. */
function headersOf(route: Route): readonly HeaderParameter[] {
  const { method, tenancy, conditional } = route;
  return [
    ...(tenancy === "none" ? [] : (["Tenant"] as const)),
    ...(method === "post" ? [keyOf(route)] : []),
    ...(isGuarded(route) ? (["IfMatch"] as const) : []),
    ...(method === "get" ? (["ConsistencyToken"] as const) : []),
    ...(conditional ? (["IfNoneMatch"] as const) : []),
  ];
}

function keyOf({ idempotencyKey, operation }: Route): HeaderParameter {
  const isSecret = operation.tokenGuard === "key";
  if (idempotencyKey === "required")
    return isSecret ? "RequiredSecretIdempotencyKey" : "RequiredIdempotencyKey";
  return isSecret ? "SecretIdempotencyKey" : "IdempotencyKey";
}

const keySchema = { type: "string", minLength: 1, maxLength: headerLimits.idempotencyKey.value };
const aboutKey =
  "Makes a repeat of the request safe: it gets the first answer again, and nothing happens twice.";
const aboutSecret = `${aboutKey} Without a credential, at least ${minGuardingKeyLength} random characters, such as a UUID.`;
const keyExample = "5f0c7a3e-8f0d-4a57-9a53-2f9ad1a0f3a1";

/** The request headers of the API, as components. */
export const headerParameters = {
  Tenant: header(
    "X-Tenant",
    "The tenant, by slug or id. Not needed if an API key or the host names it.",
    { type: "string", maxLength: 64 },
    "demo",
  ),
  IdempotencyKey: header("Idempotency-Key", aboutKey, keySchema, keyExample),
  RequiredIdempotencyKey: { ...header("Idempotency-Key", aboutKey, keySchema, keyExample), required: true },
  SecretIdempotencyKey: header("Idempotency-Key", aboutSecret, keySchema, keyExample),
  RequiredSecretIdempotencyKey: {
    ...header("Idempotency-Key", aboutSecret, keySchema, keyExample),
    required: true,
  },
  IfMatch: header(
    "If-Match",
    "The `ETag` that the resource must still have. If it has changed, the request is refused with 412.",
    { type: "string", maxLength: headerLimits.ifMatch.value },
    '"1"',
  ),
  IfNoneMatch: header(
    "If-None-Match",
    "The `ETag` of an answer that the caller still has. If it is current, the answer is 304 without a body.",
    { type: "string" },
    '"c2VlIHdoYXQgeW91IGtub3c"',
  ),
  ConsistencyToken: header(
    "Consistency-Token",
    "The token that a write answered. The answer then reflects at least that write, or is 503 after two seconds.",
    { type: "string" },
    undefined,
  ),
} as const;

function header(name: string, description: string, schema: Json, example: string | undefined): Json {
  return { name, in: "header", description, schema, ...(example === undefined ? {} : { example }) };
}

function listed(schemas: Schemas, schema: z.ZodType | undefined, place: "path" | "query"): readonly Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const { properties = {}, required = [] } = schemas.schemaOf(schema) as ObjectSchema;
  return Object.entries(properties).map(([name, property]) => {
    const { description = aboutParameter[name], ...type } = property;
    return {
      name,
      in: place,
      ...(place === "path" || required.includes(name) ? { required: true } : {}),
      ...(description === undefined ? {} : { description }),
      schema: type,
    };
  });
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

/** What parameters of these names are, unless their schema says. */
const aboutParameter: Readonly<Record<string, string>> = {
  id: "The id of the resource.",
  itemId: "The id of a line.",
  productId: "The id of a product.",
  handle: "The handle, current or former, in any language.",
  slug: "The module's name.",
  cursor: "`nextCursor` of the page before. It is valid for the same list, filters and sort order only.",
  count: "Whether to count all items of the list, as `totalCount`.",
  locale: "The language to answer in. Without it, `Accept-Language` decides.",
  currency: "The currency of prices. Without it, the tenant's default currency.",
};
