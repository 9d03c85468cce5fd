import type { Context, Hono } from "hono";
import type { ProblemCode } from "../kernel/api/problem.ts";
import { refusal } from "../kernel/api/problem.ts";
import type { Route } from "../kernel/api/route.ts";
import type { Registry } from "../kernel/registry.ts";
import { isNotNow } from "../platform/not-now.ts";
import { secretsProblem } from "../platform/secrets.ts";
import { ReadModelUnavailable } from "../projection/failures/failures.ts";
import { describeError } from "../telemetry/log/failure.ts";
import { isShared } from "./cors/policy.ts";
import { isPreflight, preflight } from "./cors/preflight.ts";
import { type Handled, handleRoute } from "./handle.ts";
import type { Page } from "./pages/page.ts";
import { describeUncounted } from "./rate-limit/headers.ts";
import { BodyTooLarge, tooLarge } from "./request/body.ts";
import { type Target, targetOf } from "./request/target.ts";
import { checkUrl } from "./request/url.ts";
import { logHit, logRequest } from "./request-line.ts";
import { problemResponse } from "./response/problem-json.ts";
import { secure } from "./response/security-headers.ts";
import { openScope, type Scope } from "./scope.ts";
import type { AnyStage } from "./stages/stage.ts";

type App = Hono<{ Bindings: Env }>;

/** Routes of a transport that has stages of its own, and how it answers problems. */
export interface Endpoint {
  readonly name: string;
  readonly routes: readonly Route[];
  readonly stages: readonly AnyStage[];
  readonly problemAnswer: (scope: Scope, problem: Response) => Response | Promise<Response>;
}

/** Mounts every module's routes, other transports and the platform's pages, and answers 404 and 405. */
export function mount(
  app: App,
  registry: Registry,
  pages: readonly Page[],
  stages: readonly AnyStage[],
  endpoints: readonly Endpoint[] = [],
): void {
  const own = registry.modules.flatMap((module) =>
    module.routes.map((route) => ({ route, module: module.name, stages, problemAnswer: null })),
  );
  const others = endpoints.flatMap((one) =>
    one.routes.map((route) => ({
      route,
      module: one.name,
      stages: one.stages,
      problemAnswer: one.problemAnswer,
    })),
  );
  const routes = [...own, ...others];
  for (const { route, module, stages, problemAnswer } of routes) {
    app.on(route.method.toUpperCase(), honoPath(route.path), (c) => {
      const target = () => targetOf(route, c.req.param(), new URL(c.req.url).pathname);
      return answer(c, registry, { pattern: route.path, target }, async (scope) => {
        const handled = await handleRoute({ scope, route, module }, stages);
        return problemAnswer === null || !isProblem(handled.response)
          ? handled
          : { ...handled, response: await problemAnswer(scope, handled.response) };
      });
    });
  }
  for (const { path, render } of pages) {
    app.get(honoPath(path), (c) =>
      answer(c, registry, { pattern: path }, async (scope) => ({
        ...unknown,
        response: await render(scope, c.req.param() as Params),
      })),
    );
  }
  mountPreflights(
    app,
    registry,
    routes.map(({ route }) => route),
  );
  const known = [...routes.map(({ route }) => route), ...pages.map(({ path }) => ({ method: "get", path }))];
  app.notFound((c) =>
    answer(c, registry, { pattern: "none" }, async (scope) => ({
      ...unknown,
      response: nobodyHas(scope, c.req.path, known),
    })),
  );
}

/** Answers what a browser asks before it sends a request of another origin. Other OPTIONS requests are 405. */
function mountPreflights(app: App, registry: Registry, routes: readonly Route[]): void {
  const shared = routes.filter(({ path }) => isShared(path));
  for (const path of new Set(shared.map((route) => route.path))) {
    const methods = shared.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    app.options(honoPath(path), (c, next) =>
      isPreflight(c.req.raw)
        ? answer(c, registry, { pattern: path }, async (scope) => ({
            ...unknown,
            response: await preflight(scope, methods),
          }))
        : next(),
    );
  }
}

function isProblem({ headers }: Response): boolean {
  return headers.get("Content-Type") === "application/problem+json";
}

type Params = Record<string, string>;

/** What a request asked for. */
interface Asked {
  /** The path of its route, for the log: no ids or tokens. */
  readonly pattern: string;
  /** What it is for, if it has a route. */
  readonly target?: () => Target;
}

const unknown = { isComplete: false, tenantId: null, actor: "unknown", operation: null };

/** Handles one request: opens its scope, writes its log line, and turns a failure into a 500 without details. */
async function answer(
  c: Context<{ Bindings: Env }>,
  registry: Registry,
  { pattern, target }: Asked,
  handle: (scope: Scope) => Promise<Handled>,
): Promise<Response> {
  const scope = openScope(c.req.raw, c.env, c.executionCtx as ExecutionContext, registry, target);
  const handled = await handleChecked(scope, handle).catch((error: unknown) => failed(scope, error));
  const { response } = handled;
  if (handled.isComplete) {
    logHit(scope, pattern, handled);
    return response;
  }
  const duration = Date.now() - scope.now;
  logRequest(scope, pattern, handled, duration);
  describeUncounted(scope);
  const headers = secure(new Headers(response.headers));
  for (const [name, value] of scope.answerHeaders)
    if (name === "Vary") headers.append(name, value);
    else headers.set(name, value);
  headers.set("X-Request-Id", scope.requestId);
  headers.set("traceparent", scope.trace.traceparent);
  headers.set("Server-Timing", serverTimingOf(scope, duration));
  return new Response(response.body, { status: response.status, headers });
}

/** The round trips of the whole request and, if its operation took any, those of the operation. */
function serverTimingOf({ meter, operationMeter: own }: Scope, duration: number): string {
  const operation =
    own.d1 + own.objects === 0
      ? ""
      : `, operation-d1;desc="${own.d1}", operation-objects;desc="${own.objects}"`;
  return `total;dur=${duration}, d1;desc="${meter.d1}", objects;desc="${meter.objects}"${operation}`;
}

async function handleChecked(scope: Scope, handle: (scope: Scope) => Promise<Handled>): Promise<Handled> {
  const misconfigured = secretsProblem(scope.env);
  if (misconfigured !== null) throw new Error(misconfigured);
  const checked = checkUrl(scope.request.url);
  if (checked.ok) return handle(scope);
  // Such a path has no canonical form.
  const { trace, registry, observed, url } = scope;
  return {
    ...unknown,
    response: problemResponse({ trace, registry, observed, path: url.pathname }, checked.refusal),
  };
}

function failed(scope: Scope, error: unknown): Handled {
  if (error instanceof BodyTooLarge)
    return { response: problemResponse(scope, tooLarge(error.maxBytes)), ...unknown };
  scope.observed.error = describeError(error);
  const passing = error instanceof ReadModelUnavailable || isNotNow(error);
  const code: ProblemCode = passing ? "overloaded" : "internal-error";
  const detail = code === "overloaded" ? "Repeat in a moment." : "It is logged under this traceId.";
  return { response: problemResponse(scope, refusal(code, detail)), ...unknown };
}

function nobodyHas(
  scope: Scope,
  decodedPath: string,
  known: readonly { readonly method: string; readonly path: string }[],
): Response {
  const methods = known
    .filter(({ path }) => matching(path).test(decodedPath))
    .map(({ method }) => method.toUpperCase());
  if (methods.length === 0)
    return problemResponse(scope, refusal("not-found", "There is nothing at this path."));
  const allow = [...new Set(methods.includes("GET") ? [...methods, "HEAD"] : methods)].join(", ");
  const response = problemResponse(scope, refusal("method-not-allowed", `This path has ${allow}.`));
  response.headers.set("Allow", allow);
  return response;
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function matching(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}
