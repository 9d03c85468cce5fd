import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../kernel/read/page.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { loadSettings } from "../tenants/index.ts";
import { noSuchZone, toZoneResponse } from "./commands.ts";
import { taxIds } from "./ids.ts";
import { taxZoneResponse } from "./schema.ts";
import { readZone, readZones } from "./store.ts";

/** A tenant's tax zones, oldest first. There are few, so the object lists them itself. */
export const listZones = defineObjectQuery({
  name: "taxes.listZones",
  access: "settings:list",
  input: pageRequest,
  output: pageOutput(taxZoneResponse),
  run(database, { limit, after, count }, context) {
    const zones = readZones(database, loadSettings(database, context));
    const rest = after === null ? zones : zones.filter(({ id }) => id > String(after[0]));
    const page = pageOf(
      rest,
      limit,
      ({ id }) => [id],
      (zone) => toZoneResponse(database, zone),
    );
    return ok({ ...page, totalCount: count ? zones.length : undefined });
  },
});

export const readTaxZone = defineObjectQuery({
  name: "taxes.readZone",
  access: "settings:read",
  input: z.object({ id: opaqueId }),
  output: taxZoneResponse,
  run(database, { id }, context) {
    const settings = loadSettings(database, context);
    const zone = readZone(database, settings, canonicalId(taxIds.taxZone, id));
    return zone === undefined ? refused(noSuchZone) : ok(toZoneResponse(database, zone));
  },
});
