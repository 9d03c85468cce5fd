import { expect } from "vitest";
import { z } from "zod";
import type { MintedTenant } from "../../../support/http/minting.ts";
import type { Answer, Send } from "../../../support/http/sender.ts";

const identified = z.looseObject({ id: z.string() });

/** Somebody who writes into a shop whatever a test wants, and reads it as the store answers it. */
export function writerOf(send: Send, { adminKey: key, slug }: MintedTenant) {
  const headers = { "X-Tenant": slug };
  const read = async (path: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const answer = await send("get", path, { headers: { ...headers, ...more } });
    expect(answer.status, `${path} ${answer.text}`).toBe(200);
    return answer;
  };
  /** Null if it is refused. Nothing else than a refusal is right then. */
  const attempt = async (method: string, path: string, body: unknown) => {
    const answer = await send(method, path, { key, body });
    if (answer.status < 300) return answer;
    expect([400, 409, 415, 422], `${path} ${answer.text}`).toContain(answer.status);
    return null;
  };
  const write = async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, path, { key, body });
    expect(answer.status, `${path} ${answer.text}`).toBeLessThan(300);
    return answer;
  };
  const idOf = ({ body }: Answer) => identified.parse(body).id;
  const publish = async (path: string, made: Answer) => {
    const token = await write("post", `${path}/${idOf(made)}/publish`);
    return { "Consistency-Token": token.headers.get("Consistency-Token") ?? "" };
  };
  return { read, attempt, write, publish, idOf, key, headers, send };
}
export type Writer = ReturnType<typeof writerOf>;

const atOnce = 8;

/** Does something for each of many things, some of them at once. */
export async function forEach<Item, Value>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Value>,
): Promise<Value[]> {
  const results: Value[] = [];
  const waiting = [...items.entries()];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      results[one[0]] = await work(one[1], one[0]);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return results;
}
