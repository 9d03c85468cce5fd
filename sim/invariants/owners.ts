import { z } from "zod";
import type { Clients } from "../clients/requests.ts";
import { Broken } from "../violation.ts";

const released = z.looseObject({ owner: z.string() });

/** Only a request on behalf of an owner may end what that owner was promised. */
export function checkOwner(clients: Clients, type: string, correlationId: string, data: string): void {
  if (type !== "inventory.reservation.released") return;
  const { owner } = released.parse(JSON.parse(data));
  const wish = clients.requestByCorrelation.get(correlationId)?.wish;
  if (wish?.owner === owner) return;
  throw new Broken(
    "a reservation is ended by its owner",
    `${wish?.command} of ${wish?.owner} ended one of ${owner}`,
  );
}
