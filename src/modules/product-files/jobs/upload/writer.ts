import type { WorkflowContext } from "../../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../../kernel/values/result.ts";
import type { Header } from "../../shopify/header.ts";
import type { FileError } from "../../shopify/schema.ts";
import type { UploadCommands } from "../upload-commands.ts";

/** What one call of the tenant's object stores, about. */
const mostCharacters = 256 * 1024;
const mostItems = 100;

/** Stores what a file says as the items of a job, a part at a time. */
export function openWriter(
  context: Pick<WorkflowContext, "invokeAll">,
  { store }: UploadCommands,
  id: string,
  { nameOf }: Pick<Header, "nameOf">,
) {
  const rejected = new Set<string>();
  let [stored, characters] = [0, 0];
  let items: string[] = [];
  let outcomes: { readonly product: string; readonly outcome: "unchanged" | "failed" }[] = [];
  let [errors, warnings]: FileError[][] = [[], []];
  const flush = async (): Promise<Result<null>> => {
    const input = { id, from: stored, items, outcomes, errors: errors ?? [], warnings: warnings ?? [] };
    stored += items.length;
    [items, outcomes, errors, warnings, characters] = [[], [], [], [], 0];
    const [result] = await context.invokeAll(store, [input]);
    return result ?? ok(null);
  };
  const isFull = () =>
    characters > mostCharacters || items.length >= mostItems || outcomes.length >= mostItems;
  const named = (found: readonly FileError[]) => found.map((one) => ({ ...one, field: nameOf(one.field) }));
  return {
    async add(item: object): Promise<Result<null>> {
      const text = JSON.stringify(item);
      items.push(text);
      characters += text.length;
      return isFull() ? flush() : ok(null);
    },
    /** Notes a product that is kept out. */
    async fail(product: string, found: readonly FileError[]): Promise<Result<null>> {
      if (!rejected.has(product)) outcomes.push({ product, outcome: "failed" });
      rejected.add(product);
      errors?.push(...named(found));
      return isFull() ? flush() : ok(null);
    },
    /** Notes a product that the file has nothing new for. */
    async skip(product: string): Promise<Result<null>> {
      outcomes.push({ product, outcome: "unchanged" });
      return isFull() ? flush() : ok(null);
    },
    warn(found: readonly FileError[]): void {
      warnings?.push(...named(found));
    },
    flush,
    total: () => stored,
    rejected: () => rejected.size,
  };
}
