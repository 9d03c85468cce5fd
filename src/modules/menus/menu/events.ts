import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { firstContent, menuContent } from "./schema.ts";

const published = ["name", "location", "items"] as const;

export const menuCreated = defineEvent("content.menu.created", "menu", () => firstContent)
  .next(
    () => menuContent,
    (older) => older,
  )
  .published(...published);
/** Carries only what changed. Items are replaced as a whole. */
export const menuUpdated = defineEvent("content.menu.updated", "menu", () => firstContent.partial())
  .next(
    () => menuContent.partial(),
    (older) => older,
  )
  .published(...published);
export const menuDeleted = defineEvent("content.menu.deleted", "menu", () => z.object({})).published();

export const menuEvents = [menuCreated, menuUpdated, menuDeleted];
