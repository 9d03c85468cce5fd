import { catalogueRules } from "../../support/catalogue/rules.ts";
import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";

/** Checks the rules of products and their variants. */
export function checkCatalogue(host: Host): void {
  for (const [rule, sql] of catalogueRules) {
    const [wrong] = host.sqlite.rows(`${sql} LIMIT 1`);
    if (wrong !== undefined) throw new Broken(rule, JSON.stringify(wrong));
  }
}
