import { setTimeout as sleep } from "node:timers/promises";

/** Imports a product file, and waits until its job has ended if it is large. Returns the report. */
export async function uploadProducts(url: string, key: string, csv: string): Promise<object> {
  const authorization = { Authorization: `Bearer ${key}` };
  const sent = await fetch(`${url}/v1/admin/imports/shopify-products`, {
    method: "POST",
    headers: { ...authorization, "Content-Type": "text/csv" },
    body: csv,
  });
  const answer = (await sent.json()) as object;
  if (sent.status === 200) return answer;
  const path = sent.headers.get("Location");
  if (sent.status !== 202 || path === null) throw new Error(JSON.stringify(answer));
  for (;;) {
    const read = await fetch(`${url}${path}`, { headers: authorization });
    const { state, report } = (await read.json()) as { state: string; report: object | null };
    if (report !== null && state !== "completed") throw new Error(`the import is ${state}`);
    if (report !== null) return report;
    await sleep(50);
  }
}
