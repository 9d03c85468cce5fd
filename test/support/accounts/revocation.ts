import { expect } from "vitest";
import type { Route } from "../../../src/kernel/api/route.ts";
import { eventually } from "../e2e/eventually.ts";
import { bodyHeaders } from "../http/entitled.ts";
import { exampleOf } from "../http/examples.ts";
import type { MintedTenant } from "../http/minting.ts";
import { type Answer, routes, type Send, type Sent } from "../http/sender.ts";
import { isFleeting, makeThing, pathNaming } from "../http/things.ts";

/** A request that succeeds until its caller's access has ended. */
export interface Prepared {
  readonly route: Route;
  readonly path: string;
  readonly body: unknown;
}

const ofTenants = routes.filter((route) => route.tenancy !== "none" && !isFleeting(route));

/** A valid request for every route of a tenant, with the things that it refers to. */
export async function prepareAll(send: Send, tenant: MintedTenant): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = [];
  for (const route of ofTenants) {
    if (route.method !== "get") {
      prepared.push({ route, ...(await exampleOf(send, route, tenant)) });
      continue;
    }
    const id = await makeThing(send, route, tenant);
    prepared.push({ route, path: pathNaming(route.path, id ?? ""), body: undefined });
  }
  return prepared;
}

/** What a refused caller is told. */
type Refusal = "401 unauthenticated" | "403 tenant-suspended";

const nameOf = ({ route: { method, path } }: Prepared) => `${method.toUpperCase()} ${path}`;
const codeOf = ({ status, body }: Answer) => `${status} ${String(Object(body).code)}`;

function sentTo({ route, body }: Prepared, { key, headers }: Sent): Sent {
  return { key, headers: { ...bodyHeaders(route), ...headers }, body };
}

/** Options are signed and not stored; a passkey that is not valid is refused before the tenant's object is asked. */
const writeNothing = ["createPasskeySignInOptions", "createPasskey"];

/** Every write is refused at once: each is sent once, all of them side by side, while the edge still remembers the caller. */
export async function expectNoWrites(
  send: Send,
  prepared: readonly Prepared[],
  caller: Sent,
  refusal: Refusal,
): Promise<void> {
  const writes = prepared.filter(
    ({ route }) => route.method !== "get" && !writeNothing.includes(route.operationId),
  );
  const answers = await Promise.all(
    writes.map(async (one) => {
      const answer = await send(one.route.method, one.path, sentTo(one, caller));
      return `${nameOf(one)}: ${codeOf(answer)}`;
    }),
  );
  expect(answers.filter((answer) => !answer.endsWith(`: ${refusal}`))).toEqual([]);
}

/** Reads are refused after a moment, which the test of the authenticators measures. Here they only have to end. */
export async function expectNoReads(
  send: Send,
  prepared: readonly Prepared[],
  caller: Sent,
  refusal: Refusal,
): Promise<void> {
  const reads = prepared.filter(({ route }) => route.method === "get");
  await Promise.all(
    reads.map((one) =>
      eventually(
        20_000,
        async () => codeOf(await send("get", one.path, sentTo(one, caller))),
        (code) => code === refusal,
      ),
    ),
  );
}

/** Reads everything, so that every cache on the way knows the caller and the tenant. */
export async function warm(send: Send, prepared: readonly Prepared[], caller: Sent): Promise<void> {
  const reads = prepared.filter(({ route }) => route.method === "get");
  const answers = await Promise.all(
    reads.map(async (one) => {
      const answer = await send("get", one.path, sentTo(one, caller));
      return `${nameOf(one)}: ${codeOf(answer)}`;
    }),
  );
  expect(answers.filter((answer) => /: (?:401|403) /.test(answer))).toEqual([]);
}
