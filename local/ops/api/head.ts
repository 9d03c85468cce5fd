import { z } from "zod";
import type { Api } from "./api.ts";
import { shownSubscription } from "./shapes.ts";

const page = z.looseObject({ items: z.array(shownSubscription) });

/** The seq of the tenant's newest event. */
export async function headOf(api: Api): Promise<number> {
  const { items } = await api.get("/v1/ops/subscriptions", page, { query: { limit: 100 } });
  return Math.max(0, ...items.filter(({ follows }) => follows === "events").map(({ head }) => head));
}
