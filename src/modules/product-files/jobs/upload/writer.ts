import type { WorkflowContext } from "../../../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../../../kernel/values/result.ts";
import { fileLimits } from "../../limits.ts";
import type { Header } from "../../shopify/header.ts";
import type { FileError } from "../../shopify/schema.ts";
import type { UploadCommands } from "../upload-commands.ts";

/** What one call of the tenant's object stores, about. */
const mostCharacters = 256 * 1024;
const mostEntries = 100;

/** Stores what a file says as the items of a job, a part at a time. */
export function openWriter(
  context: Pick<WorkflowContext, "invokeAll">,
  { store }: UploadCommands,
  id: string,
  { nameOf }: Pick<Header, "nameOf">,
) {
  const rejected = new Set<string>();
  let [parts, characters] = [0, 0];
  let items: string[] = [];
  let outcomes: { readonly product: string; readonly outcome: "unchanged" | "failed" }[] = [];
  const errors = openList(nameOf, fileLimits.importErrors.value);
  const warnings = openList(nameOf, fileLimits.importWarnings.value);
  const flush = async (): Promise<Result<null>> => {
    const part = parts;
    const input = { id, part, items, outcomes, errors: errors.take(), warnings: warnings.take() };
    parts += 1;
    [items, outcomes, characters] = [[], [], 0];
    const [result] = await context.invokeAll(store, [input]);
    return result ?? ok(null);
  };
  const isFull = () =>
    characters > mostCharacters || items.length >= mostEntries || outcomes.length >= mostEntries;
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
      errors.add(found);
      return isFull() ? flush() : ok(null);
    },
    /** Notes a product that the file has nothing new for. */
    async skip(product: string): Promise<Result<null>> {
      outcomes.push({ product, outcome: "unchanged" });
      return isFull() ? flush() : ok(null);
    },
    warn: warnings.add,
    flush,
    parts: () => parts,
    rejected: () => rejected.size,
  };
}

/** Collects errors or warnings for a part, as far as the report has room. */
function openList(nameOf: Header["nameOf"], most: number) {
  let room = most;
  let waiting: FileError[] = [];
  return {
    add(found: readonly FileError[]): void {
      const listed = found.filter(({ code }, index) => index < room || code === "rows-not-read");
      waiting.push(...listed.map((one) => ({ ...one, field: nameOf(one.field) })));
      room = Math.max(0, room - found.length);
    },
    take(): FileError[] {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
