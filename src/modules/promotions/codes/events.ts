import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { codeBatch } from "./schema.ts";

export const codesGenerated = defineEvent("promotion.codes.generated", "promotionCodes", () =>
  codeBatch.omit({ id: true, createdAt: true }),
).published("promotionId");
export const codesDeleted = defineEvent("promotion.codes.deleted", "promotionCodes", () =>
  z.object({}),
).published();
