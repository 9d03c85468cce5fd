import { exports } from "cloudflare:workers";
import type { Route } from "../../../src/kernel/route.ts";
import { modules } from "../../../src/modules.ts";
import { checkAnswer } from "./documented.ts";

export const platformToken = "platform-token-of-the-tests";

export interface Sent {
  readonly key?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON, unless it is a text. */
  readonly body?: unknown;
  readonly host?: string | undefined;
}

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined where there is none. */
  readonly body: unknown;
  readonly text: string;
}

export const routes: readonly Route[] = modules.flatMap((module) => module.routes);

/** Sends a request to the Worker. Whatever it answers must be what it documents. */
export async function send(
  method: string,
  path: string,
  { key, headers, body, host = "localhost" }: Sent = {},
): Promise<Answer> {
  const init: RequestInit = {
    method: method.toUpperCase(),
    redirect: "manual",
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
  const response = await exports.default.fetch(`http://${host}${path}`, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
  checkAnswer(routes, method, path, answer);
  return answer;
}
