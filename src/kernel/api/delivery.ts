import * as z from "zod";
import type { ViewQuery } from "../read/query.ts";

/** A stored file, and how it may be delivered. */
export const deliveredFile = z.object({
  /** Where its bytes are stored. */
  key: z.string(),
  /** Where other sizes and formats of it are stored: the beginning of their keys. */
  renditions: z.string(),
  name: z.string(),
  mediaType: z.string(),
  /** Whether a browser shows it in a page. Anything else it saves. */
  isShown: z.boolean(),
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** In percent from the left and from the top. */
  focalPoint: z.object({ x: z.int(), y: z.int() }).nullable(),
});
/** The same, as it is read. */
export type DeliveredFile = z.infer<typeof deliveredFile>;

/** Files of tenants under a path of their own, for everybody. The path names the tenant: pages of any host show them. */
export interface Delivery {
  /** With `{tenant}`, `{id}` and `{name}`. */
  readonly path: string;
  readonly find: ViewQuery<{ readonly id: string }, DeliveredFile>;
}
