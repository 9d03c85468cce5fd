import { handleRoute } from "../../../src/http/handle.ts";
import { observedNothing } from "../../../src/http/observed.ts";
import { targetOf } from "../../../src/http/request/target.ts";
import { respond } from "../../../src/http/response/reply.ts";
import type { Scope } from "../../../src/http/scope.ts";
import { sessionOf } from "../../../src/http/session.ts";
import { type Authenticated, authenticate } from "../../../src/http/stages/authenticate.ts";
import { body, type WithBody } from "../../../src/http/stages/body.ts";
import { headers, type WithHeaders } from "../../../src/http/stages/headers.ts";
import { type Parsed, parse } from "../../../src/http/stages/parse.ts";
import { type Matched, pipeline, type Stage } from "../../../src/http/stages/stage.ts";
import { type Located, tenant as tenantStage } from "../../../src/http/stages/tenant.ts";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { noGrants } from "../../../src/kernel/access/permission.ts";
import { plainTenant } from "../../../src/kernel/access/tenant.ts";
import { refusal } from "../../../src/kernel/api/problem.ts";
import type { RouteInvoke } from "../../../src/kernel/api/route.ts";
import { noEffects } from "../../../src/kernel/operation/session.ts";
import type { AnyOperation, WorkflowContext } from "../../../src/kernel/operation/workflow.ts";
import { ok, refused } from "../../../src/kernel/values/result.ts";
import { questionIn } from "../../../src/modules/term-search/full-text/question.ts";
import { idempotencyOf } from "../../../src/operations/idempotency.ts";
import { createKeyRing } from "../../../src/platform/signing.ts";
import { registry } from "../../../src/registry.ts";
import { createMeter } from "../../../src/telemetry/meter.ts";
import { continueTrace } from "../../../src/telemetry/trace.ts";
import type { Incoming } from "../cases/case.ts";
import { answerOf } from "./answers.ts";

const signer = createKeyRing("a signing secret of 32 characters", []);

const shop = plainTenant({ id: "ten_01ARZ3NDEKTSV4RRFFQ69G5FAV", slug: "shop", name: "Shop" });

/**
 * Everything that happens to a request between the router and the work of its operation. Returns the status. Calls
 * `pause` where other requests may run.
 */
export async function parseRequest(incoming: Incoming, pause: () => void): Promise<number> {
  const { route } = incoming;
  const scope = scopeOf(incoming);
  const matched: Matched = { scope, route, module: "" };
  // What a caller without a credential can reach in these stages, whatever they decide.
  const known = await authenticate.run(matched);
  if (!(known instanceof Response) && "ok" in known && known.ok && route.tenancy === "required")
    await tenantStage.run({ ...matched, ...known.value });
  const work = interpret(pause);
  const stages = pipeline().stage(entitled).stage(body).stage(parse).stage(headers).stage(work).stages;
  const { response } = await handleRoute(matched, stages);
  return response.status;
}

/** Stands in for the stages above the body, as for a caller who may do everything. */
const entitled: Stage<Matched, Authenticated & Located> = {
  name: "entitled",
  refuses: [],
  run: () =>
    ok({
      caller: { actor: platformToken, grants: noGrants, tenantId: null },
      tokens: {},
      bearsToken: false,
      tenant: shop,
      logOwner: shop.id,
    }),
};

type Needs = Matched & Authenticated & Located & WithBody & Parsed & WithHeaders;

/** What is done with the parsed request before and after the operation itself. */
const interpret = (pause: () => void): Stage<Needs, object> => ({
  name: "interpret",
  refuses: [],
  async run({ scope, route, caller, tenant, input, headers, tokens }) {
    const session = sessionOf(scope, { caller, tenant, headers, input, tokens, effects: noEffects() });
    const invoke: RouteInvoke = async (operation, asked) => {
      await idempotencyOf(session, { operation, input: asked }, shop.id, "", signer);
      // Objects and other transports parse the input again.
      operation.input.safeParse(asked);
      if (isSearch(asked)) questionIn(asked.q);
      if (isImport(operation)) await operation.run(asked, importing(session, pause), {});
      return refused(refusal("not-found", "Only parsed."));
    };
    await route.handle(
      {
        ...input,
        tokens,
        prefers: (mediaType) => mediaType === "text/csv",
        respondAsync: false,
      },
      invoke,
    );
    return respond(scope, route, { status: 200, body: {} }, noEffects(), shop.id);
  },
});

function isSearch(input: unknown): input is { readonly q: string | null } {
  return typeof input === "object" && input !== null && "q" in input;
}

function isImport(operation: AnyOperation): operation is Extract<AnyOperation, { kind: "workflow" }> {
  return operation.kind === "workflow" && imports.includes(operation.name);
}

const imports = ["catalogue.importProducts", "catalogue.importInventory"];

/** A tenant whose object answers everything at once. */
function importing(session: WorkflowContext["session"], pause: () => void): WorkflowContext {
  return {
    session,
    tenantId: shop.id,
    modules: [],
    tenant: async () => ok(shop),
    pause: async () => pause(),
    invoke: async ({ name }, input) => ok(answerOf(name, input)),
    invokeAll: async ({ name }, inputs) => inputs.map((input) => ok(answerOf(name, input))),
  };
}

function scopeOf({ route, url, headers, body, params }: Incoming): Scope {
  const request = new Request(url, { method: route.method.toUpperCase(), headers, body });
  return {
    request,
    url: new URL(request.url),
    target: targetOf(route, params, new URL(url).pathname),
    path: new URL(request.url).pathname,
    env: { PLATFORM_DOMAIN: "localhost", PLATFORM_TOKEN: "platform-token" } as Env,
    registry,
    signer,
    directory: { known: () => undefined, resolve: async () => null, forget: async () => undefined },
    trace: continueTrace(request.headers.get("traceparent") ?? undefined),
    requestId: "bounds",
    observed: observedNothing(),
    meter: createMeter(),
    operationMeter: createMeter(),
    now: 0,
    address: undefined,
    answerHeaders: new Map(),
    background: () => undefined,
    tenant: () => {
      throw new Error("no object is called");
    },
  };
}
