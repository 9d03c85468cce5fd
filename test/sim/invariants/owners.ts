import { z } from "zod";
import type { Clients } from "../clients/requests.ts";
import { Broken } from "../violation.ts";

const released = z.looseObject({ owner: z.string() });

/** Only a request on behalf of an owner may end that owner's reservations. */
export function checkOwner(clients: Clients, type: string, correlationId: string, data: string): void {
  if (type !== "inventory.reservation.released") return;
  const { owner } = released.parse(JSON.parse(data));
  const spec = clients.requestByCorrelation.get(correlationId)?.spec;
  if (spec?.owner === owner) return;
  throw new Broken(
    "a reservation is ended by its owner",
    `${spec?.command} of ${spec?.owner} ended one of ${owner}`,
  );
}
