import * as z from "zod";
import type { Route } from "../../kernel/api/route.ts";
import { minGuardingKeyLength } from "../../operations/idempotency.ts";
import { headerLimits } from "../stages/headers.ts";
import { type Json, ref } from "./json.ts";
import { isGuarded } from "./responses/refusals.ts";
import type { Schemas } from "./schemas/schemas.ts";

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
  const { method, conditional, upload, operation } = route;
  return [
    ...(method === "post" ? [keyOf(route)] : []),
    ...(isGuarded(route) ? (["IfMatch"] as const) : []),
    // What reads the tenant's own state is never behind.
    ...(method === "get" && operation.kind !== "query" ? (["ConsistencyToken"] as const) : []),
    ...(conditional ? (["IfNoneMatch"] as const) : []),
    ...(upload === undefined ? [] : (["Prefer"] as const)),
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
  "Makes a repeat of the request safe: it gets the first answer again, with `Idempotent-Replayed: true`, and nothing happens twice.";
const aboutSecret = `${aboutKey} Without a credential, at least ${minGuardingKeyLength} random characters, such as a UUID.`;

/** The request headers of the API, as components. */
export const headerParameters = {
  IdempotencyKey: header("Idempotency-Key", aboutKey, keySchema),
  RequiredIdempotencyKey: { ...header("Idempotency-Key", aboutKey, keySchema), required: true },
  SecretIdempotencyKey: header("Idempotency-Key", aboutSecret, keySchema),
  RequiredSecretIdempotencyKey: {
    ...header("Idempotency-Key", aboutSecret, keySchema),
    required: true,
  },
  IfMatch: header(
    "If-Match",
    "The `ETag` that the resource must still have. If it has changed, the request is refused with 412.",
    { type: "string", maxLength: headerLimits.ifMatch.value },
  ),
  IfNoneMatch: header(
    "If-None-Match",
    "The `ETag` of an answer that the caller still has. If it is current, the answer is 304 without a body.",
    { type: "string" },
  ),
  ConsistencyToken: header(
    "Consistency-Token",
    "The token that a write answered. The answer then reflects at least that write, or is 503 after two seconds.",
    { type: "string" },
  ),
  Prefer: header("Prefer", "`respond-async`: do not wait for the result.", { type: "string" }),
} as const;

function header(name: string, description: string, schema: Json): Json {
  return { name, in: "header", schema: { ...schema, description } };
}

function listed(schemas: Schemas, schema: z.ZodType | undefined, place: "path" | "query"): readonly Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const { properties = {}, required = [] } = schemas.schemaOf(schema) as ObjectSchema;
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...type } = property;
    const common = description === undefined ? commonParameters[name] : undefined;
    return {
      name,
      in: place,
      ...(place === "path" || required.includes(name) ? { required: true } : {}),
      ...(description === undefined ? {} : { description }),
      schema: common === undefined ? type : { ...type, description: common },
    };
  });
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

/**
 * What parameters of these names are where they say nothing themselves. It is said in their schema: generated clients would repeat the
 * description of a parameter in every operation.
 */
const commonParameters: Readonly<Record<string, string>> = {
  id: "The id of the resource.",
  itemId: "The id of a line.",
  productId: "The id of a product.",
  handle: "The handle, current or former, in any language.",
  slug: "The module's name.",
  limit: "The most items of a page. A page can end earlier: `nextCursor` says whether there are more.",
  cursor: "`nextCursor` of the page before. It is valid for the same list, filters and sort order only.",
  count: "Whether to count all items of the list, as `totalCount`.",
  locale: "The language to answer in. Without it, `Accept-Language` decides.",
  currency: "The currency of prices. Without it, the tenant's default currency.",
  after: "Where the answer before ended.",
  availability: "Whether a variant can be bought.",
  barcode: "A variant's barcode.",
  category: "The handle of a category. Those beneath it count too.",
  collection: "The handle of a collection.",
  country: "The country to deliver to.",
  customerId: "The id of a customer.",
  dryRun: "Whether to check the file only, and change nothing.",
  duplicateSkus: "What becomes of a SKU that is taken: its product is refused, or the SKU is left out.",
  email: "An email address.",
  facets: "Whether to count the products that each further filter would leave.",
  format: "The form of the answer, if `Accept` does not say it.",
  from: "The first day or instant.",
  fulfillmentStatus: "How much has been shipped.",
  inStock: "Whether it can be bought.",
  maxPrice: "The highest price, in the currency's minor unit.",
  minPrice: "The lowest price, in the currency's minor unit.",
  number: "An order's number.",
  outcome: "Whether it was allowed.",
  partial: "Whether to change what can be changed and list the rest. Otherwise all is refused.",
  paymentStatus: "How much has been paid.",
  q: "Words to search for.",
  sku: "A variant's SKU.",
  sort: "The order of the items. A minus sign reverses it.",
  status: "The status.",
  subscription: "The name of a subscription.",
  tag: "A tag.",
  to: "The last day or instant.",
  type: "The type, as it is written.",
  updatedSince: "The day or instant since when it has changed.",
  vendor: "The vendor's name.",
};
