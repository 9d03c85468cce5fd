import { catalogueRules } from "../../support/catalogue/rules.ts";
import type { StoredObject } from "../kept/files.ts";

/** Where products and variants of an object are not what they must be. */
export function faultsInCatalogue({ storage, tenantId }: StoredObject): readonly string[] {
  return catalogueRules.flatMap(([rule, sql]) =>
    storage.rows(`${sql} LIMIT 3`).map((row) => `${rule}: ${JSON.stringify(row)} (${tenantId})`),
  );
}
