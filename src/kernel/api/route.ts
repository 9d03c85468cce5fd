import type { z } from "zod";
import type { Access, Grants } from "../access/permission.ts";
import type { Epoch } from "../delivery/epoch.ts";
import type { Page, PageRequest } from "../read/page.ts";
import type { ObjectQuery, ViewQuery } from "../read/query.ts";
import type { Result } from "../values/result.ts";
import type { Command } from "../write/command.ts";
import type { ProblemCode } from "./problem.ts";

/** The tenant a request is for, as the directory knows it; at most four seconds old. */
export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly status: "active" | "suspended";
  readonly domains: readonly string[];
  readonly defaultLocale: string;
  readonly locales: readonly string[];
  readonly defaultCurrency: string;
  readonly currencies: readonly string[];
  readonly lowStockThreshold: number;
  readonly disabledModules: readonly string[];
  /** Which life of its object is the present one: every call to it says so. */
  readonly epoch: Epoch;
}

/** What a handler may do to the platform. */
export interface Services {
  /** Runs a command in the request's tenant (or the one given), with the request's key, version and trace. */
  execute<Input, Answer>(
    command: Command<Input, Answer>,
    input: NoInfer<Input>,
    options?: ExecuteOptions,
  ): Promise<Result<Answer>>;
  /** Runs commands one after the other in one turn; each is its own transaction with its own outcome. */
  executeAll<Input, Answer>(
    command: Command<Input, Answer>,
    inputs: readonly NoInfer<Input>[],
  ): Promise<readonly Result<Answer>[]>;
  /** Does work of many commands once per Idempotency-Key; its whole answer is kept when it is complete. */
  once<Answer>(work: () => Promise<Result<Answer>>): Promise<Result<Answer>>;
  /** Asks the tenant's object. */
  ask<Input, Answer>(
    query: ObjectQuery<Input, Answer>,
    input: NoInfer<Input>,
    options?: { readonly tenantId?: string },
  ): Promise<Result<Answer>>;
  /** Reads the read model, no older than the request's Consistency-Token. */
  read<Input, Answer>(query: ViewQuery<Input, Answer>, input: NoInfer<Input>): Promise<Result<Answer>>;
  /** The request's tenant no older than its Consistency-Token. */
  tenant(): Promise<Result<Tenant>>;
  /** Makes a change of the request's tenant known at once to whoever asks for it next. */
  tenantChanged(): Promise<void>;
  /** Makes the former state of these names forgotten everywhere it is remembered. */
  forgetTenant(names: {
    readonly id: string;
    readonly slug: string;
    readonly domains: readonly string[];
  }): Promise<void>;
  /** First life of a tenant's object. Safe to repeat. */
  provision(request: {
    readonly tenantId: string;
    readonly slug: string;
    readonly region?: string | undefined;
  }): Promise<void>;
  /** Projects what the tenant's object has, now. */
  project(tenantId: string): Promise<void>;
  /** Brings a follower of the request's tenant up to date; answers all the same where that cannot be done now. */
  catchUp(subscription: string): Promise<void>;
  /** Puts a tenant's object back to an earlier time (milliseconds since 1970), and begins an epoch above the one given. */
  restore(
    tenantId: string,
    at: number,
    above: number,
  ): Promise<{ readonly epoch: number; readonly restored: boolean }>;
  /** Settles a dead letter of the request's tenant: projects what it names as it is now, or gives it up. */
  settleDeadLetter(
    deadLetter: DeadLetterRef,
    as: "replayed" | "discarded",
    reason: string,
  ): Promise<Result<null>>;
  /** The tenant's mailbox, the newest mail first; null where mails are not kept. */
  mailbox(): Promise<readonly StoredMail[] | null>;
  /** Makes an API key's secret, sealed so that a replay of the same request can show it again. */
  mintKey(tenantId: string, keyId: string): Promise<MintedSecret>;
  /** The same for an access token: 160 random bits. */
  mintToken(): Promise<MintedSecret>;
  openSecret(sealed: string): Promise<string>;
  /** Whether the request's `If-Match` admits a version; for what is decided in more than one object. */
  versionMatches(version: number): boolean;
  /** Tenants answer on subdomains of it. */
  readonly platformDomain: string;
  /** The names of the platform's modules. */
  readonly moduleNames: readonly string[];
  /** The names of the views, which can be rebuilt, and of the followers, which can be replayed. */
  readonly viewNames: readonly string[];
  readonly subscriptionNames: readonly string[];
}

/** A dead letter by what it takes to project it again. */
export interface DeadLetterRef {
  readonly id: string;
  readonly subscription: string;
  readonly seq: number;
  readonly aggregate: { readonly type: string; readonly id: string } | null;
}

/** A mail that was kept instead of being sent. */
export interface StoredMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: string;
  /** How often it was sent under the same key. */
  readonly times: number;
}

export interface ExecuteOptions {
  /** Another object than the request's tenant: another tenant's, or `platform`. */
  readonly tenantId?: string;
  /** `If-Match` speaks of another aggregate than the one that this command changes. */
  readonly unguarded?: boolean;
  /** Distinguishes several commands of one request under its one Idempotency-Key. */
  readonly step?: string;
}

export interface MintedSecret {
  /** What the tenant object stores. */
  readonly hash: string;
  /** The secret itself, readable only with the request's Idempotency-Key. */
  readonly sealed: string;
}

/** A request with everything about it parsed. */
export interface RouteRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Languages to try, the most wanted first: `?locale=`, then `Accept-Language`. */
  readonly requestedLocales: readonly string[];
  readonly page: PageRequest;
  /** The SHA-256 of the `X-Order-Token` on a route for customers: what a shopper without an account has. */
  readonly orderToken: string | null;
  readonly grants: Grants;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly url: URL;
  /** Whether the caller asks for this media type by name. */
  readonly prefers: (mediaType: string) => boolean;
  readonly services: Services;
}

/** An answer that is not a refusal. */
export interface Reply {
  readonly status: 200 | 201 | 202 | 204 | 308;
  readonly body?: unknown;
  /** A body that is sent as it is made, in the media type that the route documents for the status. */
  readonly stream?: AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the next page begins; turned into `nextCursor` and a `Link`. */
  readonly page?: Page<unknown>;
}

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** What an answer of one status holds: JSON of a schema, a stream of another media type, either of them, or nothing. */
interface ReplySpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

interface RouteSpec<Params, Query, Body> {
  readonly method: Method;
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** Exactly one of: a permission, `customer`, `public`. */
  readonly access: Access;
  /** `none` for what is above tenants. */
  readonly tenancy?: "required" | "none";
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** A body that is streamed to the handler instead of parsed. */
  readonly upload?: { readonly mediaType: string; readonly maxBytes: number };
  readonly idempotencyKey?: "required" | "optional";
  /** Storefront reads are named by a hash of what they show and may answer 304. */
  readonly conditional?: boolean;
  readonly replies: Readonly<Partial<Record<Reply["status"], ReplySpec>>>;
  readonly refusals?: readonly ProblemCode[];
  readonly handle: (request: RouteRequest<Params, Query, Body>) => Promise<Result<Reply>>;
}

/** One path and method, as a value: mounted, documented and tested from here. */
export interface Route extends Omit<RouteSpec<unknown, unknown, unknown>, "handle"> {
  readonly handle: (request: RouteRequest<unknown, unknown, unknown>) => Promise<Result<Reply>>;
}

/** Declares a route. A missing `access` does not compile. */
export function defineRoute<Params = undefined, Query = undefined, Body = undefined>(
  spec: RouteSpec<Params, Query, Body>,
): Route {
  // The edge hands over only what these very schemas parsed.
  return spec as unknown as Route;
}
