import { z } from "zod";

/** Places outside the platform. `far` can be down, hang, and refuse some events; the others always answer. */
export const places = ["mail", "near", "far"] as const;
export type Place = (typeof places)[number];

/** Something that arrived. */
export interface Arrival {
  readonly place: Place;
  readonly tenantId: string;
  readonly eventId: string;
  readonly body: string;
}

export type OutsideWorld = ReturnType<typeof createOutsideWorld>;

/** The outside world: it remembers what arrived, and in which order. */
export function createOutsideWorld() {
  const arrivals: Arrival[] = [];
  let refuses = true;
  return {
    arrivals,
    /** Something arrives. About one event in twenty is refused for good. */
    arrive(arrival: Arrival): void {
      if (refuses && arrival.place === "far" && /[0AZ]$/.test(arrival.eventId))
        throw new Error("422: refused");
      arrivals.push(arrival);
    },
    /** From here on nothing is refused any more. */
    mend(): void {
      refuses = false;
    },
  };
}

const keyPattern = /:([0-9A-Z]{26})$/;

/** The event that an idempotency key follows from. */
export function eventIdIn(key: string): string {
  return z.string().parse(keyPattern.exec(key)?.[1]);
}
