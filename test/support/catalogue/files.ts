import type { Services, Tenant } from "../../../src/kernel/api/route.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { exportRoute } from "../../../src/modules/product-files/export/route.ts";
import { runImport } from "../../../src/modules/product-files/import/run/run.ts";
import { settingsOf } from "../../../src/modules/tenants/index.ts";
import type { Shop } from "../node/shop.ts";

/** What the import and export of files need of the edge, over the shop's own core and read model. */
export function fileServices(shop: Shop): Pick<Services, "tenant" | "executeAll" | "read"> {
  const settings = settingsOf(shop.tenant.storage.database, shop.tenant.id);
  const tenant: Tenant = {
    ...settings,
    id: shop.tenant.id,
    slug: "harbour",
    domains: [],
    status: "active",
    epoch: { epoch: 1, floors: {} },
  };
  return {
    tenant: async () => ok(tenant),
    async executeAll(command, inputs) {
      return inputs.map((input) => {
        // What crosses to the object is plain data.
        const result = shop.run(command.name, structuredClone(input));
        // The object answers what the command's own `answer` made.
        return result.ok ? ok(result.answer as never) : result;
      });
    },
    read: (query, input) => query(shop.platform.readModel, shop.tenant.id, input),
  };
}

/** Takes a file in, in pieces that end where they like. */
export async function importFile(shop: Shop, csv: string, pieceLength = 1_000) {
  const bytes = new TextEncoder().encode(csv);
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + pieceLength));
      at += pieceLength;
    },
  });
  const result = await runImport(fileServices(shop), stream);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** Brings the read model up to date and writes the shop's catalogue as a file. */
export async function exportFile(shop: Shop): Promise<string> {
  await shop.platform.deliverAll();
  // The route asks for nothing else.
  const request = { services: fileServices(shop) } as unknown as Parameters<typeof exportRoute.handle>[0];
  const reply = await exportRoute.handle(request);
  if (!reply.ok) throw new Error(JSON.stringify(reply.refusal));
  return (await Array.fromAsync(reply.value.stream ?? [])).join("");
}
