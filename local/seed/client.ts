import { setTimeout as sleep } from "node:timers/promises";
import { messageOf, Problem } from "../problem.ts";

export interface Client {
  /** `key` makes a repeated call answer as the first did. */
  post(path: string, key: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

export type Answer = Record<string, unknown>;

/** Speaks to the platform as any other client would. */
export function connect(url: string, bearer: string): Client {
  return clientWith(url, { Authorization: `Bearer ${bearer}` });
}

/** Speaks to a shop as a visitor does. */
export function connectAsGuest(url: string, tenant: string): Client {
  return clientWith(url, { "X-Tenant": tenant });
}

function clientWith(url: string, credentials: Record<string, string>): Client {
  const headers = { ...credentials, "Content-Type": "application/json" };
  return {
    post: (path, key, body) => send(url, "POST", path, body, { ...headers, "Idempotency-Key": key }),
    put: (path, body) => send(url, "PUT", path, body, headers),
    patch: (path, body) => send(url, "PATCH", path, body, headers),
    get: (path) => send(url, "GET", path, undefined, headers),
  };
}

/** The field of an answer that must be there, or the platform is not what this expects. */
export function textIn(answer: Answer, field: string): string {
  const value = answer[field];
  if (typeof value !== "string")
    throw new Problem(`The demo shop could not be made: an answer has no "${field}".`);
  return value;
}

/** The ids of the things in a list of an answer. */
export function idsIn(answer: Answer, field: string): readonly string[] {
  const list = answer[field];
  if (!Array.isArray(list)) {
    throw new Problem(`The demo shop could not be made: an answer has no list "${field}".`);
  }
  return list.map((one: Answer) => textIn(one, "id"));
}

async function send(
  url: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const response = await reach(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (response.ok) return (await response.json()) as Answer;
    if (!passing.has(response.status) || attempt === ATTEMPTS) {
      throw new Problem(
        `The demo shop could not be made: ${method} ${path} answered ${await refusal(response)}`,
      );
    }
    await response.body?.cancel();
    await sleep(1000 * Math.min(Number(response.headers.get("Retry-After")) || 1, 10));
  }
}

const ATTEMPTS = 5;
const passing = new Set([429, 503]);

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw new Problem(`The demo shop could not be made: the platform went away (${messageOf(error)}).`);
  }
}

async function refusal(response: Response): Promise<string> {
  const text = await response.text();
  return `${response.status}: ${text.slice(0, 500)}`;
}
