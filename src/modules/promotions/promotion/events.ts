import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { promotion } from "./schema.ts";

const content = () => promotion.omit({ id: true, createdAt: true, updatedAt: true });
const published = ["name", "status", "startsAt", "endsAt", "priority"] as const;

export const promotionCreated = defineEvent("promotion.created", "promotion", content).published(
  ...published,
);
export const promotionUpdated = defineEvent("promotion.updated", "promotion", () =>
  content().partial(),
).published(...published);
export const promotionDeleted = defineEvent("promotion.deleted", "promotion", () => z.object({})).published();
