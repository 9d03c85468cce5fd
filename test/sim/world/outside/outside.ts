import { z } from "zod";

/** Places outside the platform. `far` can be down, hang, and reject some events. The others always answer. */
export const places = ["mail", "near", "far"] as const;
export type Place = (typeof places)[number];

/** A delivery that arrived. */
export interface Arrival {
  readonly place: Place;
  readonly tenantId: string;
  readonly eventId: string;
  readonly body: string;
}

export type OutsideWorld = ReturnType<typeof createOutsideWorld>;

/** The outside world. Records arrivals in order. */
export function createOutsideWorld() {
  const arrivals: Arrival[] = [];
  let refuses = true;
  return {
    arrivals,
    /** Records an arrival. About one event in twenty is rejected permanently. */
    arrive(arrival: Arrival): void {
      if (refuses && arrival.place === "far" && /[0AZ]$/.test(arrival.eventId))
        throw new Error("422: refused");
      arrivals.push(arrival);
    },
    /** Stops rejecting events. */
    mend(): void {
      refuses = false;
    },
  };
}

const keyPattern = /:([0-9A-Z]{26})$/;

/** The event id that an idempotency key is derived from. */
export function eventIdIn(key: string): string {
  return z.string().parse(keyPattern.exec(key)?.[1]);
}
