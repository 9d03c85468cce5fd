import type { Refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideImport, loadImport } from "../import/command.ts";
import { clearedSku, placesOf } from "../import/run/places.ts";
import { decideRows, loadRows } from "../inventory/command.ts";
import { placeOf } from "../inventory/places.ts";
import type { ReadProduct } from "../shopify/read-product.ts";
import type { FileError } from "../shopify/schema.ts";
import { inventoryItem, productItem } from "./items.ts";
import type { Outcome } from "./schema.ts";
import type { JobRow } from "./store.ts";

/** What one item of a job does: events, and what the report says of it. */
export interface Step {
  readonly events: readonly NewEvent[];
  readonly writeState?: (database: TenantDatabase) => void;
  readonly outcomes: readonly { readonly product: string; readonly outcome: Outcome }[];
  readonly errors: readonly FileError[];
  readonly warnings: readonly FileError[];
  readonly endsBatch: boolean;
}

/** Decides what an item does. Null if it can't be read, because another version of the code has stored it. */
export function decideItem(
  database: TenantDatabase,
  job: JobRow,
  item: string,
  context: Context,
): Step | null {
  switch (job.kind) {
    case "products":
      return decideProductItem(database, job, item, context);
    case "inventory":
      return decideInventoryItem(database, job, item, context);
  }
}

function decideProductItem(
  database: TenantDatabase,
  { duplicateSkus, dryRun }: JobRow,
  text: string,
  context: Context,
): Step | null {
  const item = productItem.safeParse(JSON.parse(text));
  if (!item.success) return null;
  const { key, repeatedSkus, endsBatch } = item.data;
  const read: ReadProduct = { ...item.data.read, errors: [], warnings: [] };
  const { product } = read;
  const failed = (refusal: Refusal): Step => ({
    events: [],
    outcomes: [{ product: key, outcome: "failed" }],
    errors: placesOf(refusal, read),
    warnings: [],
    endsBatch,
  });
  const decided = decideImport(
    loadImport(database, { product }, context),
    { product, duplicateSkus, dryRun },
    context,
  );
  if (!decided.ok) return failed(decided.refusal);
  const { answer, ...decision } = decided.value;
  const repeated = dryRun ? repeatedSkus.filter((index) => !answer.clearedSkus.includes(index)) : [];
  if (repeated.length > 0 && duplicateSkus === "refuse") return failed(takenSku(product, repeated));
  return {
    ...decision,
    outcomes: [{ product: key, outcome: answer.outcome }],
    errors: [],
    warnings: [...answer.clearedSkus, ...repeated].map((index) => clearedSku(read, index)),
    endsBatch,
  };
}

function decideInventoryItem(
  database: TenantDatabase,
  { dryRun }: JobRow,
  text: string,
  context: Context,
): Step | null {
  const item = inventoryItem.safeParse(JSON.parse(text));
  if (!item.success) return null;
  const { key, rows, endsBatch } = item.data;
  const counted = rows.map((row) => row.counted);
  const { events, outcomes } = decideRows(loadRows(database, counted, context), counted);
  const noted = rows.map((row, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error("fewer outcomes than rows");
    if (outcome.outcome === "failed")
      return { product: key, outcome: "failed" as const, error: placeOf(row, outcome) };
    const product = row.counted.handle === null ? outcome.product : key;
    return { product, outcome: outcome.outcome, error: null };
  });
  return {
    events: dryRun ? [] : events,
    outcomes: noted.map(({ product, outcome }) => ({ product, outcome })),
    errors: noted.flatMap(({ error }) => error ?? []),
    warnings: [],
    endsBatch,
  };
}

function takenSku({ variants }: ReadProduct["product"], indexes: readonly number[]): Refusal {
  const errors = indexes.map((index) => ({
    pointer: `/variants/${index}/sku`,
    code: "duplicate-sku",
    detail: `${variants[index]?.sku} is already taken`,
  }));
  return { code: "duplicate-sku", detail: "A SKU is unique per tenant.", errors };
}
