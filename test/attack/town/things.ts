import { z } from "zod";
import { entitled } from "../../support/http/entitled.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import type { Send } from "../../support/http/sender.ts";
import { isFleeting, makeThing } from "../../support/http/things.ts";
import type { Operation } from "../plan/document.ts";
import type { Things } from "./customer.ts";

const listed = z.object({ items: z.array(z.looseObject({})) });

/** What a tenant has: whatever its lists show, and one of everything that has a path. */
export async function thingsOf(
  send: Send,
  tenant: MintedTenant,
  operations: readonly Operation[],
): Promise<Things> {
  const idsByFolder = new Map<string, Set<string>>();
  const add = (folder: string, ...ids: readonly string[]) => {
    const known = idsByFolder.get(folder) ?? new Set();
    idsByFolder.set(folder, known);
    for (const id of ids) known.add(id);
  };
  for (const { route } of operations) {
    if (route.method !== "get" || route.tenancy === "none" || isFleeting(route)) continue;
    if (route.path.includes("{")) {
      const made = (await makeThing(send, route, tenant)) ?? "";
      add(folderOf(route.path), made.split(" ")[0] ?? "");
      continue;
    }
    const { body } = await send("get", route.path, entitled(route, tenant));
    const names = (listed.safeParse(body).data?.items ?? []).flatMap(({ id, handle }) =>
      [id, handle].filter((name) => typeof name === "string"),
    );
    add(route.path, ...names);
  }
  return Object.fromEntries([...idsByFolder].map(([folder, ids]) => [folder, [...ids]]));
}

/** What precedes the first parameter of a path. */
export function folderOf(path: string): string {
  const end = path.indexOf("/{");
  return end === -1 ? path : path.slice(0, end);
}
