import { z } from "zod";
import type { Fire, Heard, Shot } from "../driver/request.ts";
import { jsonOf } from "../driver/request.ts";
import { faultsInCsv } from "../oracles/csv.ts";
import type { Town } from "../town/town.ts";

const csv = "text/csv";
const products = "/v1/admin/exports/shopify-products";
const report = z.looseObject({ created: z.int(), updated: z.int(), unchanged: z.int(), failed: z.int() });

/** Exports what the attack has stored: no cell may run, and an import of the file must change nothing. */
export async function checkFiles(
  fire: Fire,
  { mine }: Town,
  blame: (what: string, fault: string, shot: Shot | null) => void,
): Promise<number> {
  const ask = (
    method: string,
    path: string,
    more: Readonly<Record<string, string>>,
    body: string | null = null,
  ) => {
    const headers = Object.entries({ Host: "localhost", Authorization: `Bearer ${mine.adminKey}`, ...more });
    const shot: Shot = { method, path, headers, body };
    return fire(shot).then((heard) => ({ shot, heard }));
  };
  const exported = await ask("GET", products, {});
  const orders = await ask("GET", "/v1/admin/orders?format=csv", { Accept: csv });
  for (const { shot, heard } of [exported, orders]) {
    if (!isFile(heard)) blame("an export", `${heard.status} ${heard.text.slice(0, 200)}`, shot);
    else for (const fault of faultsInCsv(heard.text)) blame("an export", fault, shot);
  }
  const back = await ask(
    "POST",
    "/v1/admin/imports/shopify-products",
    { "Content-Type": csv },
    exported.heard.text,
  );
  const job = await finished(back.heard, (path) => ask("GET", path, {}));
  const counts = report.safeParse(job).data;
  if (counts === undefined)
    blame("an export brought back", `is answered ${JSON.stringify(job)?.slice(0, 300)}`, null);
  else if (counts.created + counts.updated + counts.failed > 0)
    blame("an export brought back", `changes what is there: ${JSON.stringify(job).slice(0, 600)}`, null);
  const again = await ask("GET", products, {});
  if (again.heard.text !== exported.heard.text)
    blame("an export brought back", "is another file afterwards", null);
  return (exported.heard.text + orders.heard.text).split("\n").length;
}

function isFile({ status, headers }: Heard): boolean {
  return status === 200 && headers.get("Content-Type")?.startsWith(csv) === true;
}

/** A large file is imported by a job. */
async function finished(
  first: Heard,
  get: (path: string) => Promise<{ readonly heard: Heard }>,
): Promise<unknown> {
  if (first.status !== 202) return jsonOf(first);
  const { id } = z.object({ id: z.string() }).parse(jsonOf(first));
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const { heard } = await get(`/v1/admin/imports/${id}`);
    const job = z.looseObject({ state: z.string(), report: z.unknown() }).parse(jsonOf(heard));
    if (!/^(?:queued|running)$/.test(job.state)) return job.report ?? job;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return "a job that never ends";
}
