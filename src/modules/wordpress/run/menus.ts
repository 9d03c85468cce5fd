import { endsBatch } from "../../../kernel/operation/ends-batch.ts";
import type { WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { type ImportedOutcome, importMenu, type MenuRemark, menuLimits } from "../../menus/index.ts";
import {
  type Destinations,
  entryOf,
  type MenuEntry,
  type Place,
  type PlannedMenu,
  planMenu,
} from "../plan/menus.ts";
import type { Remark } from "../plan/node.ts";
import type { WxrItem, WxrMenu } from "../read/wxr.ts";
import { placeOf, type Report } from "./report.ts";

/** Menus of a file that are remembered. Of these, as many are imported as there are places for menus. */
const mostMenus = 100;

/** Collects the menus of a file, whose items may come before what they lead to, and sends them when it has ended. */
export function openMenus(report: Report, takesMenus: boolean) {
  const menus = new Map<string, { readonly menu: WxrMenu; readonly line: number }>();
  const entries: MenuEntry[] = [];
  return {
    /** A menu that the file lists. */
    list(menu: WxrMenu, line: number): void {
      if (menus.has(menu.slug)) return;
      if (menus.size < mostMenus) menus.set(menu.slug, { menu, line });
      else leave(report, { line, item: menu.name }, { places: [] }, noLocation);
    },
    take(item: WxrItem): void {
      const entry = entryOf(item);
      const { menu } = entry;
      const isBeyond = menu !== null && !menus.has(menu.slug) && menus.size >= mostMenus;
      const reason = isBeyond ? withoutMenu : reasonToLeave(entry, takesMenus, entries.length);
      if (menu === null || reason !== null) {
        report.find({ ...placeOf(item), ...(reason ?? alone) });
        return;
      }
      if (!menus.has(menu.slug)) menus.set(menu.slug, { menu, line: item.line });
      entries.push(entry);
    },
    async send(
      { invokeAll }: Pick<WorkflowContext, "invokeAll">,
      destinations: Destinations,
      site: string,
    ): Promise<Result<null>> {
      if (!takesMenus) return ok(null);
      const itemsOf = Map.groupBy(entries, ({ menu }) => menu?.slug ?? "");
      for (const { menu, line } of menus.values()) {
        const planned = await planMenu(menu, itemsOf.get(menu.slug) ?? [], destinations, site);
        const place = { line, item: planned.menu.name };
        for (const finding of planned.left) report.find(finding);
        if (planned.menu.items.length === 0) {
          report.menu("skipped");
          report.find({ ...place, ...empty });
          continue;
        }
        const [result] = await invokeAll(importMenu, [{ menu: planned.menu }]);
        if (result === undefined) throw new Error("a menu has no result");
        if (result.ok) tell(report, place, planned, result.value);
        else if (endsBatch(result.refusal.code) && result.refusal.code !== "forbidden") return result;
        else leave(report, place, planned, { code: result.refusal.code, detail: result.refusal.detail });
      }
      return ok(null);
    },
  };
}

function reasonToLeave({ menu }: MenuEntry, takesMenus: boolean, kept: number): Remark | null {
  if (!takesMenus)
    return { code: "menus-off", detail: "The module `menus` is off, so this item is not imported." };
  if (menu === null) return alone;
  return kept >= menuLimits.imported.value ? remarkOf.full : null;
}

const alone: Remark = { code: "menu-item-alone", detail: "It is in no menu." };
const empty: Remark = { code: "menu-empty", detail: "It has no items, so it is not imported." };

function tell(report: Report, place: Place, planned: PlannedMenu, outcome: ImportedOutcome): void {
  if (outcome.outcome === "no-location") {
    leave(report, place, planned, noLocation);
    return;
  }
  report.menu(outcome.outcome === "created" ? "created" : "unchanged");
  if (outcome.outcome === "kept") report.find({ ...place, ...kept });
  for (const { item, code } of outcome.remarks) {
    const where = planned.places[item];
    if (where !== undefined) report.find({ ...where, ...remarkOf[code] });
  }
}

/** A menu that is not taken, nor any of its items. */
function leave(report: Report, place: Place, { places }: Pick<PlannedMenu, "places">, why: Remark): void {
  report.menu("skipped");
  report.find({ ...place, ...why });
  for (const where of places) report.find({ ...where, ...withoutMenu });
}

const noLocation: Remark = {
  code: "menu-without-location",
  detail: "Header, footer, sidebar and mobile have a menu each, so this one is not imported.",
};
const withoutMenu: Remark = { code: "menu-item-without-menu", detail: "Its menu is not imported." };
const kept: Remark = {
  code: "menu-kept",
  detail: "It is here and is not the same as in the file, so it stays as it is.",
};

const remarkOf: Readonly<Record<MenuRemark["code"], Remark>> = {
  unknown: { code: "menu-item-target", detail: "What it leads to is not imported." },
  full: { code: "menu-full", detail: "Its menu has as many items as a menu can have." },
  raised: {
    code: "menu-item-raised",
    detail: "It was nested deeper than menus are here, so it follows the item that it was below.",
  },
};
