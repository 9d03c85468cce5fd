import type { Route } from "../../../src/kernel/api/route.ts";
import { modules } from "../../../src/modules.ts";
import { checkAnswer } from "./documented.ts";

export interface Sent {
  readonly key?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON, unless it is a text. */
  readonly body?: unknown;
  readonly host?: string | undefined;
}

/** An answer as it came. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** An answer, read. */
export interface Answer extends Received {
  /** The parsed JSON; undefined where there is none. */
  readonly body: unknown;
}

/** A request ready to travel. */
export interface Parcel {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly host: string | undefined;
}

/** Sends a request to the Worker. Whatever it answers must be what it documents. */
export type Send = (method: string, path: string, sent?: Sent) => Promise<Answer>;

/** The secret that platform staff has, wherever the Worker runs. */
export const platformToken = "platform-token-of-the-tests";

export const routes: readonly Route[] = modules.flatMap((module) => module.routes);

export function createSender(carry: (parcel: Parcel) => Promise<Received>): Send {
  return async (method, path, { key, headers, body, host } = {}) => {
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
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
      host,
    });
    const isJson = /[/+]json\b/.test(received.get("Content-Type") ?? "");
    const answer = { status, headers: received, text, body: isJson ? JSON.parse(text) : undefined };
    checkAnswer(routes, method, path, answer);
    return answer;
  };
}
