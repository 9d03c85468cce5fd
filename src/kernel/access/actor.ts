import * as z from "zod";

/** The actor behind a request or event. An anonymous shopper is a customer without an id. */
export const actorSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("user"), id: z.string() }),
  z.object({ kind: z.literal("customer"), id: z.string().optional() }),
  z.object({ kind: z.literal("apiKey"), id: z.string() }),
  z.object({ kind: z.literal("system"), id: z.string().optional() }),
  z.object({ kind: z.literal("script"), id: z.string() }),
]);

/** The actor behind a request or event. Plain data that travels with both. */
export type Actor = z.infer<typeof actorSchema>;

/** Every kind of actor, for filters. */
export const actorKinds: readonly string[] = actorSchema.options.map(({ shape }) => shape.kind.value);

/** A shopper without a credential. */
export const anonymous: Actor = { kind: "customer" };

/** Whether the actor is an anonymous shopper. */
export function isAnonymous(actor: Actor): boolean {
  return actor.kind === "customer" && actor.id === undefined;
}

/** Whether the actor is somebody with an account: a staff user, or a customer who has signed in. */
export function isAccount(actor: Actor): boolean {
  return actor.kind === "user" || (actor.kind === "customer" && actor.id !== undefined);
}

/**
 * The holder of the platform token. It belongs to no tenant and acts as super_admin in the tenant the request
 * names.
 */
export const platformToken: Actor = { kind: "system", id: "platform-token" };

/** Whether the actor is platform staff, which may see the platform's internals. */
export function isPlatformToken(actor: Actor): boolean {
  return actor.kind === platformToken.kind && actor.id === platformToken.id;
}
