import { createMint, type MintedTenant } from "../../support/http/minting.ts";
import {
  createSender,
  type Parcel,
  platformToken,
  type Received,
  type Send,
} from "../../support/http/sender.ts";
import { allOf } from "../driver/all-of.ts";
import type { Plan } from "../plan/document.ts";
import { openCustomer, type Things } from "./customer.ts";
import type { Marks } from "./marks.ts";
import { plantWith } from "./plant.ts";
import { thingsOf } from "./things.ts";

/** Who takes part: the tenant whose callers attack, another tenant, and another customer of the first. */
export interface Town {
  readonly plan: Plan;
  readonly mine: MintedTenant;
  readonly theirs: MintedTenant;
  /** A third tenant, which may do what it wants. */
  readonly bystander: MintedTenant;
  readonly marks: Marks;
  /** Things of the other tenant and of the other customer, by what precedes their id in a path. */
  readonly foreign: Readonly<Record<"tenant" | "customer", Things>>;
  /** Tenants that one visit each may break. */
  readonly disposable: MintedTenant[];
  /** With accounts that all share. */
  readonly send: Send;
  /** With accounts of its own. */
  readonly newSend: () => Send;
  readonly mint: ReturnType<typeof createMint>["mintTenant"];
}

export const locales = ["en", "de", "tr", "ar"] as const;

const hostileName = `<svg onload=alert(1)>"'{{1337*7331}}`;

export async function openTown(
  plan: Plan,
  marks: Marks,
  carryFrom: (caller: number) => (parcel: Parcel) => Promise<Received>,
): Promise<Town> {
  let callers = 0;
  const newSend = () => {
    callers += 1;
    return createSender(carryFrom(callers));
  };
  const send = newSend();
  const { mintTenant: mint } = createMint(send);
  const [mine, theirs, bystander] = await Promise.all([mint({ locales }), mint({ locales }), mint()]);
  // Its name is in every mail.
  const renamed = await send("patch", "/v1/admin/settings", {
    key: mine.adminKey,
    body: { name: hostileName },
  });
  if (renamed.status !== 200) throw new Error(`the tenant's name was refused: ${renamed.text}`);
  const customer = await openCustomer(newSend(), mine, marks);
  const planted = plan.operations.filter(({ path }) => /^\/v1\/(?:admin|store)\//.test(path));
  const theirSend = newSend();
  // What a key is called is planted by nobody: it would be one more key.
  const named = planted.filter(({ body, path }) => body !== null && path !== "/v1/admin/api-keys");
  await allOf(6, named, (operation) => plantWith(theirSend, theirs, plan, operation, marks, "tenant"));
  const tenant = await thingsOf(theirSend, theirs, plan.operations);
  marks.own(Object.values(tenant).flat());
  marks.own([theirs.id]);
  return {
    plan,
    mine,
    theirs,
    bystander,
    marks,
    foreign: { tenant, customer },
    disposable: [],
    send,
    newSend,
    mint,
  };
}

export { platformToken };
