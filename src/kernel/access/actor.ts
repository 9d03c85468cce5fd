import { z } from "zod";

/** Who does a thing. An anonymous shopper is a customer without an id. */
export const actorSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("user"), id: z.string() }),
  z.object({ kind: z.literal("customer"), id: z.string().optional() }),
  z.object({ kind: z.literal("apiKey"), id: z.string() }),
  z.object({ kind: z.literal("system"), id: z.string().optional() }),
  z.object({ kind: z.literal("script"), id: z.string() }),
]);

/** Who does a thing; plain data that travels with every request and event. */
export type Actor = z.infer<typeof actorSchema>;

/** Every kind of actor, for filters. */
export const actorKinds: readonly string[] = actorSchema.options.map(({ shape }) => shape.kind.value);

/** A shopper who has shown nothing. */
export const anonymous: Actor = { kind: "customer" };

/** Whether nobody knows who it is. */
export function isAnonymous(actor: Actor): boolean {
  return actor.kind === "customer" && actor.id === undefined;
}

/** The bearer of the platform token: bound to no tenant, acts as super_admin in the one named. */
export const platformToken: Actor = { kind: "system", id: "platform-token" };
