import { z } from "zod";
import type { Clients } from "../../clients/requests.ts";
import { Broken } from "../../violation.ts";

const released = z.looseObject({ owner: z.string() });
const cancelled = z.looseObject({ reason: z.string() });

interface Row {
  readonly type: string;
  readonly aggregate: string;
  readonly correlation: string;
  readonly data: string;
}

/** Only a request on behalf of an owner, or the owner's own expiry, may end that owner's reservations. */
export function createOwnerWatch(clients: Clients) {
  let expiring: { readonly correlation: string; readonly orders: Set<string> } | null = null;
  return {
    read({ type, aggregate, correlation, data }: Row): void {
      if (type === "order.cancelled" && cancelled.parse(JSON.parse(data)).reason === "expired") {
        if (expiring?.correlation !== correlation) expiring = { correlation, orders: new Set() };
        expiring.orders.add(aggregate);
      }
      if (type !== "inventory.reservation.released") return;
      const { owner } = released.parse(JSON.parse(data));
      const spec = clients.requestByCorrelation.get(correlation)?.spec;
      if (spec?.owner === owner) return;
      if (expiring?.correlation === correlation && expiring.orders.has(owner)) return;
      throw new Broken(
        "a reservation is ended by its owner",
        `${spec?.command} of ${spec?.owner} ended one of ${owner}`,
      );
    },
  };
}
