import { anonymous, platformToken } from "../../kernel/access/actor.ts";
import {
  type Authenticator,
  type AuthenticatorTools,
  type Caller,
  canOpen,
  type Identity,
} from "../../kernel/access/authenticator.ts";
import { noGrants } from "../../kernel/access/permission.ts";
import { refusal } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { ObjectQuery } from "../../kernel/read/query.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { missingCredential } from "../../operations/authorize.ts";
import { tenantClient } from "../../platform/tenant-client.ts";
import { logFailure } from "../../telemetry/log/failure.ts";
import { createMeter } from "../../telemetry/meter.ts";
import type { Scope } from "../scope.ts";
import type { Matched, Stage } from "./stage.ts";

/** Who calls, and what else they hold. */
export interface Authenticated {
  readonly caller: Caller;
  /** The SHA-256 of each token that opens one resource, by the name of its authenticator. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Whether there is any. */
  readonly bearsToken: boolean;
}

/**
 * Lets the modules' authenticators recognise the credentials. Without a credential the caller is anonymous. A bad one
 * is refused wherever it is sent, on public routes too.
 */
export const authenticate: Stage<Matched, Authenticated> = {
  name: "authenticate",
  refuses: [401],
  run({ scope, route }) {
    const attempts = credentialsOf(scope, route);
    return attempts.length === 0 ? admit(scope, route, nobody, {}) : identifyAll(attempts, scope, route);
  },
};

async function identifyAll(
  attempts: readonly Attempt[],
  scope: Scope,
  route: Route,
): Promise<Result<Authenticated>> {
  let caller = nobody;
  const tokens: Record<string, string> = {};
  for (const attempt of attempts) {
    const identity = await identify(attempt, scope);
    if (!identity.ok) return identity;
    if (identity.value.kind === "token") tokens[attempt.authenticators[0]?.name ?? ""] = identity.value.hash;
    else if (caller === nobody) caller = identity.value;
  }
  return admit(scope, route, caller, tokens);
}

function admit(
  scope: Scope,
  route: Route,
  caller: Caller,
  tokens: Authenticated["tokens"],
): Result<Authenticated> {
  const bearsToken = Object.keys(tokens).length > 0;
  const missing = missingCredential(route, { actor: caller.actor, bearsToken });
  if (missing === null) return ok({ caller, tokens, bearsToken });
  return refused({ ...missing, detail: `${missing.detail} ${howToSend(scope, route)}` });
}

const nobody: Caller = { actor: anonymous, grants: noGrants, tenantId: null };
const notValid = refused(refusal("unauthenticated", "The credential is not valid."));

/** How the credentials that open a route are sent. */
function howToSend({ registry }: Scope, route: Route): string {
  const opening = [...registry.authenticatorByName.values()].filter((one) => canOpen(one, route));
  const ways = opening.map(({ scheme }) =>
    scheme.type === "http" ? "`Authorization: Bearer <key>`" : `\`${scheme.name}: <token>\``,
  );
  return `Send ${[...new Set(ways)].join(" or ")}.`;
}

/** One credential of the request, and the authenticators that may recognise it. */
interface Attempt {
  /** Null where it is not even well formed. */
  readonly credential: string | null;
  readonly authenticators: readonly Authenticator[];
}

function credentialsOf({ request, registry }: Scope, route: Route): readonly Attempt[] {
  const attempts: Attempt[] = [];
  const authenticators = [...registry.authenticatorByName.values()];
  const authorization = request.headers.get("Authorization");
  if (authorization !== null) {
    const [, token] = /^Bearer +(\S{1,512})$/i.exec(authorization) ?? [];
    const bearer = authenticators.filter(({ scheme }) => scheme.type === "http");
    attempts.push({ credential: token ?? null, authenticators: bearer });
  }
  for (const authenticator of authenticators) {
    const { scheme } = authenticator;
    if (scheme.type !== "apiKey" || !canOpen(authenticator, route)) continue;
    const credential = request.headers.get(scheme.name) ?? "";
    if (credential !== "") attempts.push({ credential, authenticators: [authenticator] });
  }
  return attempts;
}

/** The SHA-256 of a token that opens a route's resource, by the name of its authenticator. For transports without headers. */
export async function tokensIn(
  scope: Scope,
  route: Route,
  credential: string,
): Promise<Result<Authenticated["tokens"]>> {
  const authenticators = [...scope.registry.authenticatorByName.values()].filter(
    (one) => one.scheme.type === "apiKey" && canOpen(one, route),
  );
  const identity = await identify({ credential: credential.slice(0, 512), authenticators }, scope);
  if (!identity.ok) return identity;
  const name = authenticators[0]?.name ?? "";
  return identity.value.kind === "token" ? ok({ [name]: identity.value.hash }) : notValid;
}

/** The first authenticator that recognises the credential decides. */
async function identify({ credential, authenticators }: Attempt, scope: Scope): Promise<Result<Identity>> {
  if (credential === null) return notValid;
  const tools = toolsOf(scope);
  for (const authenticator of authenticators) {
    const identity = await authenticator.authenticate(credential, tools);
    if (identity !== null) return identity;
  }
  return notValid;
}

const system = { kind: "system" } as const;

function logged(error: unknown): void {
  logFailure("authenticate", error);
}

function toolsOf(scope: Scope): AuthenticatorTools {
  const background = (work: Promise<unknown>) => scope.background(work.catch(logged));
  return {
    now: scope.now,
    roles: scope.registry.roles,
    signer: scope.signer,
    setting(name) {
      const value: unknown = Reflect.get(scope.env, name);
      return typeof value === "string" ? value : "";
    },
    async ask<Input, Answer>(tenantId: string, query: ObjectQuery<Input, Answer>, input: Input) {
      const asked = { query: query.name, input, actor: platformToken };
      // The object answers what the query's own `run` returned: the types were lost on the wire, not changed.
      return (await scope.tenant(tenantId).ask(asked)) as Result<Answer>;
    },
    run(tenantId, { name: command }, input) {
      const { requestId: correlationId, trace, env } = scope;
      // Its round trip is no part of the request.
      const object = tenantClient(env.TENANTS, tenantId, createMeter());
      const request = { command, input, actor: system, correlationId, traceparent: trace.traceparent };
      background(object.execute(request));
    },
    background,
  };
}
