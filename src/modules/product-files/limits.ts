import { defineLimits } from "../../kernel/limit.ts";
import type { Budget } from "../../kernel/operation/budget.ts";

export const fileLimits = defineLimits({
  file: {
    value: 10 * 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "A product or inventory file",
    beyond: "413 `body-too-large`",
  },
  fileColumns: {
    value: 1_000,
    unit: "count",
    per: "request",
    what: "Columns of a product or inventory file",
    beyond: "422 `invalid-csv`; a row with more cells fails its product",
  },
  fileRows: {
    value: 200_000,
    unit: "count",
    per: "request",
    what: "Rows of a product or inventory file, without empty lines",
    beyond: "the rows beyond are not read, which the report tells with the code `rows-not-read`",
  },
  // The parser takes several times as long for a row whose number of cells is not that of the first.
  unevenFileRows: {
    value: 10_000,
    unit: "count",
    per: "request",
    what: "Rows of a product or inventory file with more or fewer cells than its header row",
    beyond: "the rows beyond are not read, which the report tells with the code `rows-not-read`",
  },
  productRows: {
    value: 500,
    unit: "count",
    per: "value",
    what: "Rows of one product in a file",
    beyond: "fails the product with the code `too-large`",
  },
  fileRow: {
    value: 2 * 1024 * 1024,
    unit: "bytes",
    per: "value",
    what: "One row of a product or inventory file",
    beyond: "the rows from this one on are not read, which the report tells with the code `rows-not-read`",
  },
  fileCell: {
    value: 200_000,
    unit: "characters",
    per: "value",
    what: "A cell of a product or inventory file, in a column that is imported",
    beyond: "the cell is left out with a warning, or fails its product if that needs it",
  },
  directImport: {
    value: 1024 * 1024,
    unit: "bytes",
    per: "request",
    what: "A file that is imported before the answer",
    beyond: "202: the import runs as a job",
  },
  unfinishedImports: {
    value: 3,
    unit: "count",
    per: "tenant",
    what: "Imports that run as jobs and have not ended, or whose files are not removed yet",
    beyond: "409 `imports-running`",
  },
  endedImports: {
    value: 100,
    unit: "count",
    per: "tenant",
    what: "Imports that ran as jobs and can still be read",
    beyond: "the oldest is removed when another one begins",
  },
  importErrors: {
    value: 1_000,
    unit: "count",
    per: "response",
    what: "Errors in the report of an import",
    beyond: "further errors are left out; the products still count as failed",
  },
  importWarnings: {
    value: 1_000,
    unit: "count",
    per: "response",
    what: "Warnings in the report of an import",
    beyond: "further warnings are left out",
  },
});

/** For a file of one row after the other that each ends a call, which holds at least 100 entries or 256 KiB. */
export const importBudget: Budget = {
  d1: 0,
  objects: 3 + fileLimits.fileRows.value / 100,
  reason: "A file is sent to the object in parts, between which the object serves other requests.",
};
