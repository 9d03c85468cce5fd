import { z } from "zod";
import { accountsOf } from "../../support/accounts/accounts.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { orderTokenOf, placeOrder } from "../../support/http/orders.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import type { Send } from "../../support/http/sender.ts";
import type { Generator } from "../generators/attack.ts";
import { generatorsFor } from "../generators/index.ts";
import { forgedFrom } from "../generators/names/forged.ts";
import type { Town } from "../town/town.ts";

const page = z.looseObject({ nextCursor: z.string().nullish() });

/** Collects the credentials, cursors and tokens that attacks are made from. */
export async function armed(town: Town, signingSecret: string): Promise<readonly Generator[]> {
  const { mine, theirs, newSend } = town;
  const send = newSend();
  const customer = await accountsOf(send, mine).register();
  await placeOrder(send, mine);
  const [own, foreign] = [await consistencyIn(send, mine), await consistencyIn(send, theirs)];
  const forged = await forgedFrom({
    accessToken: customer.accessToken,
    refreshToken: customer.refreshToken,
    secretKey: mine.adminKey,
    orderToken: orderTokenOf(mine),
    otherTenantId: theirs.id,
    signingSecret,
  });
  const theirCursors = (await cursorsIn(town, theirs)).map(({ cursor }) => cursor);
  const weak = [
    { name: "a customer's access token", authorization: `Bearer ${customer.accessToken}` },
    { name: "a publishable key", authorization: `Bearer ${await publishableKey(send, mine)}` },
  ];
  return generatorsFor(forged, weak, {
    cursors: await cursorsIn(town, mine),
    theirCursors,
    consistency: own,
    theirConsistency: foreign,
  });
}

async function publishableKey(send: Send, { adminKey }: MintedTenant): Promise<string> {
  const body = { name: "Storefront", kind: "publishable" };
  const { body: made } = await send("post", "/v1/admin/api-keys", { key: adminKey, body });
  return z.object({ apiKey: z.string() }).parse(made).apiKey;
}

async function consistencyIn(send: Send, { adminKey }: MintedTenant): Promise<string> {
  await publishProduct(send, adminKey, productBody("Stool"));
  const { answer } = await publishProduct(send, adminKey, productBody("Bench"));
  return answer.headers.get("Consistency-Token") ?? "";
}

/** Where the second pages of a tenant's lists begin. */
async function cursorsIn({ plan, newSend }: Town, { adminKey }: MintedTenant) {
  const send = newSend();
  const lists = plan.operations.filter(
    ({ method, path, queryNames }) =>
      method === "GET" &&
      path.startsWith("/v1/admin/") &&
      !path.includes("{") &&
      queryNames.includes("cursor"),
  );
  const cursors: { readonly path: string; readonly cursor: string }[] = [];
  for (const { path, queryNames } of lists) {
    if (!queryNames.includes("limit")) continue;
    const { nextCursor } =
      page.safeParse((await send("get", `${path}?limit=1`, { key: adminKey })).body).data ?? {};
    if (typeof nextCursor === "string") cursors.push({ path, cursor: nextCursor });
  }
  return cursors;
}
