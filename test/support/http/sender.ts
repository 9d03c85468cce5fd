import type { Route } from "../../../src/kernel/api/route.ts";
import { modules } from "../../../src/modules.ts";
import { checkBudget } from "../budgets/round-trips.ts";
import { checkAnswer, routeOf } from "./documented.ts";

export interface Sent {
  readonly key?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON unless it is a string or bytes. */
  readonly body?: unknown;
  readonly host?: string | undefined;
}

/** A raw response. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A response with its body read. */
export interface Answer extends Received {
  /** The parsed JSON, or undefined if the body isn't JSON. */
  readonly body: unknown;
}

/** A request ready to send. */
export interface Parcel {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly host: string | undefined;
}

/** Sends a request to the Worker. Its response must match the documentation. */
export type Send = (method: string, path: string, sent?: Sent) => Promise<Answer>;

/** The platform staff secret in every test environment. */
export const platformToken = "the-platform-token-of-all-the-tests";

export const routes: readonly Route[] = modules.flatMap((module) => module.routes);

/** Stands for the access token of a tenant's customer. The sender registers one when it is needed. */
export function accountOf({ slug }: { readonly slug: string }): string {
  return `account of ${slug}`;
}

/** Stands for the access token of an admin of a tenant's staff, in the same way. */
export function staffOf({ slug }: { readonly slug: string }): string {
  return `staff of ${slug}`;
}

const passwordOfAll = "a long enough secret";

/** Access tokens by the keys that stand for them, until a request ends their session or changes their password. */
function createAccounts(send: Send, tokenByKey: Map<string, Promise<string>>) {
  const register = async (slug: string) => {
    const body = { email: `${crypto.randomUUID()}@shop.example`, password: passwordOfAll };
    const answer = await send("post", "/v1/auth/register", { headers: { "X-Tenant": slug }, body });
    return String(Object(answer.body).accessToken);
  };
  const addStaff = async (slug: string) => {
    const headers = { "X-Tenant": slug };
    const credentials = { email: `${crypto.randomUUID()}@shop.example`, password: passwordOfAll };
    const body = { ...credentials, role: "admin" };
    await send("post", "/v1/admin/users", { key: platformToken, headers, body });
    const answer = await send("post", "/v1/auth/sign-in", { headers, body: credentials });
    return String(Object(answer.body).accessToken);
  };
  return async (key: string | undefined) => {
    const [, kind, slug] = /^(account|staff) of (.+)$/.exec(key ?? "") ?? [];
    if (key === undefined || slug === undefined) return key;
    const token = tokenByKey.get(key) ?? (kind === "staff" ? addStaff(slug) : register(slug));
    tokenByKey.set(key, token);
    return token;
  };
}

export function createSender(carry: (parcel: Parcel) => Promise<Received>): Send {
  const tokenByKey = new Map<string, Promise<string>>();
  const tokenOf = createAccounts((...sent) => send(...sent), tokenByKey);
  const send: Send = async (method, path, { key: sentKey, headers, body, host } = {}) => {
    const key = await tokenOf(sentKey);
    const {
      status,
      headers: received,
      text,
    } = await carry({
      method: method.toUpperCase(),
      path,
      headers: {
        ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body:
        body === undefined || typeof body === "string" || body instanceof Uint8Array
          ? body
          : JSON.stringify(body),
      host,
    });
    const isJson = /[/+]json\b/.test(received.get("Content-Type") ?? "");
    const answer = { status, headers: received, text, body: isJson ? JSON.parse(text) : undefined };
    const mayEndSession = /^\/v1\/auth\/(?:password|sessions|sign-out)\b/.test(path);
    if (status === 204 && sentKey !== undefined && mayEndSession) tokenByKey.delete(sentKey);
    checkAnswer(routes, method, path, answer, body);
    checkBudget(routeOf(routes, method, path), { ...answer, sent: headers });
    return answer;
  };
  return send;
}
