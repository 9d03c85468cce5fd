import * as z from "zod";
import { linkSchema } from "../../../kernel/text/link.ts";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { idText } from "../../../kernel/values/id.ts";
import { contentIds } from "../../content/index.ts";
import { menuIds } from "../ids.ts";
import { menuLimits } from "../limits.ts";
import { menuLocation } from "../menu/schema.ts";

const node = idText(contentIds.node);

/** Where an item of another system leads. */
export const importedTarget = z.discriminatedUnion("type", [
  z.object({ type: z.literal("heading") }),
  z.object({ type: z.literal("url"), url: linkSchema }),
  z.object({ type: z.enum(["page", "post"]), id: node }),
  /** A category of content, by its slug. */
  z.object({ type: z.literal("contentCategory"), slug: handleSchema }),
]);
export type ImportedTarget = z.infer<typeof importedTarget>;

const importedItem = z.object({
  title: z.string().trim().min(1).max(menuLimits.title.value),
  target: importedTarget,
  /** The place in the list of the item above it. */
  parent: z.int().min(0).nullable(),
});
export type ImportedItem = z.infer<typeof importedItem>;

/** A menu of another system. Its id here follows from what it is called there, so the same one is imported once. */
export const importedMenu = z.object({
  id: idText(menuIds.menu),
  /** The location that it should have, if that is free. Null for the first one that is. */
  location: menuLocation.nullable(),
  name: z.string().trim().min(1).max(menuLimits.name.value),
  /** In their order, those of all levels. */
  items: z.array(importedItem).max(menuLimits.imported.value),
});
export type ImportedMenu = z.infer<typeof importedMenu>;

/** `unknown`: what it leads to is not here. `full`: a menu has no more items. Neither is taken. `raised`: it was nested deeper. */
const importRemark = z.object({ item: z.int(), code: z.enum(["unknown", "full", "raised"]) });
export type MenuRemark = z.infer<typeof importRemark>;

/** `kept`: it is here and differs, so it stays as it is. `no-location`: all locations have a menu. */
export const importedOutcome = z.object({
  outcome: z.enum(["created", "unchanged", "kept", "no-location"]),
  location: menuLocation.nullable(),
  remarks: z.array(importRemark),
});
export type ImportedOutcome = z.infer<typeof importedOutcome>;
