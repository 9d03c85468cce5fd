import { defineLimits } from "../../kernel/limit.ts";
import type { Budget } from "../../kernel/operation/budget.ts";

export const transferLimits = defineLimits({
  importPart: {
    value: 10 * 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "A part of a tenant's export in an import",
    beyond: "413 `body-too-large`",
  },
  importLine: {
    value: 2 * 1024 * 1024,
    unit: "bytes",
    per: "value",
    what: "A line of a tenant's export in an import",
    beyond: "422 `invalid-export`",
  },
});

/** Lines and characters in one call of the tenant's object. */
export const importBatch = { lines: 100, characters: 512 * 1024 } as const;

/** What has changed during an export is read at once, so that the end of the export is as of one moment. */
export const changesPage = { aggregates: 500, bytes: 4 * 1024 * 1024 } as const;

export const importBudget: Budget = {
  d1: 0,
  objects: 600,
  reason: "A part of an export is imported in batches of lines. The shortest lines make the most batches.",
};
