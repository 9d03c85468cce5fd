import { z } from "zod";
import { type Client, pause } from "../client/client.ts";
import type { Intent, Outcome } from "../client/ledger.ts";
import { type Standing, standingPath } from "../kept/subscriptions.ts";
import { oneOf, type Shop } from "./shop.ts";
import type { Town } from "./town.ts";

const subscriptions = z.object({
  items: z.array(z.object({ name: z.string(), position: z.number(), head: z.number() })),
});
const replayed = z.object({ remaining: z.number(), replayed: z.number() });

/** Looks again and again whether `/v1/ops/subscriptions` says what the tables say. */
export async function watch(town: Town, client: Client, until: number): Promise<void> {
  while (Date.now() < until) {
    const shop = oneOf(town.shops, client.random);
    if (shop !== undefined) await compare(town, client, shop);
    await pause(200 + client.random() * 600);
  }
}

/** Everything only grows, so an answer must lie between what the tables said before it and what they say after. */
async function compare({ ledger }: Town, client: Client, shop: Shop): Promise<void> {
  const before = await standingOf(client, shop);
  const answer = await client.read({ method: "GET", path: "/v1/ops/subscriptions" }, shop.adminKey);
  const after = await standingOf(client, shop);
  if (answer.kind !== "done" || before === null || after === null) return;
  ledger.looks += 1;
  for (const { name, position, head } of subscriptions.parse(JSON.parse(answer.text)).items) {
    const [was, is] = [before, after].map((all) => all.find((one) => one.name === name));
    if (was === undefined || is === undefined) continue;
    if (head < was.head || head > is.head)
      ledger.complaints.push(`ops says that ${name} has ${head}; the tables ${was.head} to ${is.head}`);
    // Where D1 cannot be asked, the object tells what it was told.
    const least = Math.min(was.position, was.acknowledged);
    if (position < least || position > is.position)
      ledger.complaints.push(
        `ops says that ${name} is at ${position}; the tables ${least} to ${is.position}`,
      );
  }
}

async function standingOf(client: Client, { id }: Shop): Promise<readonly Standing[] | null> {
  const answer = await client.read({ method: "GET", path: `${standingPath}${id}` }, null);
  return answer.kind === "done" ? JSON.parse(answer.text) : null;
}

/** In the quiet, an operator has everything projected anew that was set aside. Answers how much that was. */
export async function clearUp(town: Town, client: Client | undefined): Promise<number> {
  if (client === undefined) return 0;
  let deadLetters = 0;
  for (const { id } of town.shops) {
    const ask = (path: string, body?: unknown): Promise<Outcome> => {
      const intent: Intent = { method: "POST", path, body, headers: { "X-Tenant": id } };
      return client.read(intent, town.platformToken);
    };
    for (let turns = 0; turns < 100; turns += 1) {
      const answer = await ask("/v1/ops/dead-letters/replay", { reason: "the chaos is over" });
      if (answer.kind !== "done") throw new Error(`dead letters: ${JSON.stringify(answer)}`);
      const done = replayed.parse(JSON.parse(answer.text));
      deadLetters += done.replayed;
      if (done.remaining === 0) break;
    }
    // A rebuild that came upon poison waits a minute before it tries again.
    await ask("/v1/ops/relay", {});
  }
  return deadLetters;
}
