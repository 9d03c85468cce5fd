import { groupsTag } from "../../collections/index.ts";
import { anyNodeTag, termsTag } from "../../content/index.ts";
import { productsTag } from "../../listing/index.ts";
import { settingsTag } from "../../tenants/index.ts";

/** Changes with every menu. */
export const menusTag = "menus";

/** The tags of a menu. It doesn't show what is hidden, so anything that a menu can lead to may enter it. */
export function tagsOfMenu(): readonly string[] {
  const groups = [groupsTag.collection, groupsTag.category, termsTag.contentCategory];
  return [settingsTag, menusTag, anyNodeTag, ...groups, productsTag];
}
