import type { Caller } from "../../kernel/access/authenticator.ts";
import { type Refusal, refusalAt } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import { defineLimits } from "../../kernel/limit.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { keyProblem } from "../../operations/idempotency.ts";
import { type ConsistencyToken, openToken } from "../request/consistency-token.ts";
import type { Scope } from "../scope.ts";
import type { Authenticated } from "./authenticate.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** The request headers that every route understands. */
export interface RequestHeaders {
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: readonly string[] | undefined;
  readonly consistencyToken: ConsistencyToken | undefined;
}

/** A request whose headers were read. */
export interface WithHeaders {
  readonly headers: RequestHeaders;
}

/** Reads Idempotency-Key, If-Match and Consistency-Token. */
export const headers: Stage<Matched & Authenticated & Located, WithHeaders> = {
  name: "headers",
  refuses: [400],
  async run({ scope, route, caller, logOwner }) {
    const read = await readHeaders(scope, route, caller, logOwner);
    return read.ok ? ok({ headers: read.value }) : read;
  },
};

/** Bounds of request headers. */
export const headerLimits = defineLimits({
  idempotencyKey: {
    value: 255,
    unit: "characters",
    per: "request",
    what: "An Idempotency-Key",
    beyond: "400 `validation-failed`",
  },
  ifMatch: {
    value: 1_024,
    unit: "characters",
    per: "request",
    what: "An If-Match header",
    beyond: "400 `validation-failed`",
  },
});

const visibleAscii = /^[\x21-\x7e]+$/;

/** Why an Idempotency-Key can't be one. Null if it can. */
export function malformedKey(key: string): Refusal | null {
  const { value: longest } = headerLimits.idempotencyKey;
  if (key.length <= longest && visibleAscii.test(key)) return null;
  return refusalAt(
    "validation-failed",
    "/header/Idempotency-Key",
    `1 to ${longest} visible ASCII characters`,
  );
}

/** The entity tags of an If-Match header. */
export function readIfMatch(text: string | undefined): Result<readonly string[] | undefined> {
  if (text === undefined) return ok(undefined);
  if (text.length > headerLimits.ifMatch.value)
    return refused(
      refusalAt("validation-failed", "/header/If-Match", `at most ${headerLimits.ifMatch.value} characters`),
    );
  return ok(text.split(",").map((tag) => tag.trim()));
}

/** `logOwner` is the tenant that a Consistency-Token must belong to. */
async function readHeaders(
  scope: Scope,
  route: Route,
  { actor }: Caller,
  logOwner: string,
): Promise<Result<RequestHeaders>> {
  const { headers } = scope.request;
  const idempotencyKey = route.method === "post" ? (headers.get("Idempotency-Key") ?? undefined) : undefined;
  const malformed = idempotencyKey === undefined ? null : malformedKey(idempotencyKey);
  if (malformed !== null) return refused(malformed);
  const keyRefusal = keyProblem(route.operation, actor, idempotencyKey ?? null);
  if (keyRefusal !== null) return refused(keyRefusal);
  const tags = readIfMatch(headers.get("If-Match") ?? undefined);
  if (!tags.ok) return tags;
  const ifMatch = tags.value;
  const token = headers.get("Consistency-Token");
  if (token === null) return ok({ idempotencyKey, ifMatch, consistencyToken: undefined });
  const consistencyToken = await openToken(scope.signer, token);
  if (consistencyToken === null || consistencyToken.tenantId !== logOwner) {
    return refused(
      refusalAt("invalid-consistency-token", "/header/Consistency-Token", "Not a token of this tenant."),
    );
  }
  return ok({ idempotencyKey, ifMatch, consistencyToken });
}
