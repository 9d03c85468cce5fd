import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";

export const queryRegistered = defineEvent("identity.query.registered", "registeredQuery", () =>
  z.object({ keyId: z.string(), hash: z.string(), name: z.string().nullable(), query: z.string() }),
).unpublished();

export const queryRemoved = defineEvent("identity.query.removed", "registeredQuery", () =>
  z.object({ keyId: z.string(), hash: z.string() }),
).unpublished();

export const queryEvents = [queryRegistered, queryRemoved];
