import { countOperation } from "../../http/rate-limit/stages.ts";
import type { Input } from "../../http/request/input.ts";
import { sessionOf } from "../../http/session.ts";
import { type Authenticated, tokensIn } from "../../http/stages/authenticate.ts";
import { auditRefusal } from "../../http/stages/authorize.ts";
import { malformedKey, readIfMatch, type WithHeaders } from "../../http/stages/headers.ts";
import type { Matched } from "../../http/stages/stage.ts";
import type { Located } from "../../http/stages/tenant.ts";
import { pointedIntoBody } from "../../kernel/api/pointers.ts";
import type { Reply } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import { noEffects } from "../../kernel/operation/session.ts";
import { acceptedLocales } from "../../kernel/values/locale.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { denialOf } from "../../operations/authorize.ts";
import type { Invoker } from "../../operations/invoke.ts";
import { openInvoker } from "../../operations/open.ts";
import { objectOf } from "../../operations/runtime.ts";
import { openReadModel } from "../../platform/read-model.ts";
import type { Called, CallOptions, Host } from "../execution/host.ts";
import { sharedAsks, sharedReadModel } from "../execution/shared-reads.ts";
import { isQuery } from "../schema/names.ts";

type Known = Matched & Authenticated & Located & WithHeaders;

/** Lets the fields of a request call operations as its caller, in its tenant. */
export function edgeHost(known: Known): Host {
  const { scope, logOwner } = known;
  const invoker = openInvoker(scope, sharedWays(known));
  return {
    registry: scope.registry,
    signer: scope.signer,
    tenantId: logOwner,
    requestedLocales: acceptedLocales(scope.request.headers.get("Accept-Language") ?? ""),
    traceId: scope.trace.traceId,
    call: (route, input, options) => call(known, invoker, route, input, options),
    watch: (request) => scope.tenant(logOwner).watch(request),
  };
}

/** Fields that read side by side share their round trips. */
function sharedWays({ scope }: Known) {
  const models = { nearest: model("nearest"), primary: model("primary") };
  const objects = new Map<string, ReturnType<typeof objectOf>>();
  function model(freshness: "nearest" | "primary") {
    return sharedReadModel(openReadModel(scope.env.DB, freshness, scope.operationMeter));
  }
  return {
    readModel: (freshness: "nearest" | "primary") => models[freshness],
    object: (tenantId: string) => {
      const shared = objects.get(tenantId) ?? sharedAsks(objectOf(scope, tenantId));
      objects.set(tenantId, shared);
      return shared;
    },
  };
}

async function call(
  known: Known,
  invoker: Invoker,
  route: Route,
  input: Input,
  options: CallOptions,
): Promise<Called> {
  const effects = noEffects();
  const admitted = await admit(known, route, options);
  if (!admitted.ok) return { result: admitted, effects };
  const { tokens, ifMatch } = admitted.value;
  // What is above tenants is so whatever tenant the request names.
  const tenant = route.tenancy === "none" ? null : known.tenant;
  const consistencyToken =
    options.atLeast == null
      ? known.headers.consistencyToken
      : { tenantId: known.logOwner, ...options.atLeast };
  const headers = { idempotencyKey: options.idempotencyKey, ifMatch, consistencyToken };
  const session = sessionOf(known.scope, { caller: known.caller, tenant, headers, input, tokens, effects });
  const result = await route.handle(requestOf(input, tokens), (operation, asked) =>
    invoker.invoke(operation, asked, session),
  );
  return { result: pointed(route, input, result), effects };
}

function requestOf(input: Input, tokens: Authenticated["tokens"]) {
  return { ...input, tokens, prefers: () => false, respondAsync: false };
}

function pointed(route: Route, input: Input, result: Result<Reply>): Result<Reply> {
  return result.ok ? result : refused(pointedIntoBody(route, input.body, result.refusal));
}

interface Admitted {
  readonly tokens: Authenticated["tokens"];
  readonly ifMatch: readonly string[] | undefined;
}

/** What the stages of a REST request check before its operation. */
async function admit(known: Known, route: Route, options: CallOptions): Promise<Result<Admitted>> {
  const counted = isQuery(route) ? ok({}) : countOperation(known, route);
  if (!counted.ok) return counted;
  const { idempotencyKey, token } = options;
  const malformed = idempotencyKey === undefined ? null : malformedKey(idempotencyKey);
  if (malformed !== null) return refused(malformed);
  const ifMatch = readIfMatch(options.ifMatch);
  if (!ifMatch.ok) return ifMatch;
  const tokens = token === undefined ? ok({}) : await tokensIn(known.scope, route, token);
  if (!tokens.ok) return tokens;
  const bearsToken = Object.keys(tokens.value).length > 0;
  const denied = denialOf(route.operation, { ...known.caller, bearsToken });
  if (denied === null) return ok({ tokens: tokens.value, ifMatch: ifMatch.value });
  if (denied.code === "forbidden") auditRefusal({ ...known, route });
  return refused(denied);
}
