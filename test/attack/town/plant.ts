import { entitled } from "../../support/http/entitled.ts";
import { exampleOf } from "../../support/http/examples.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import type { Send } from "../../support/http/sender.ts";
import type { Operation, Plan } from "../plan/document.ts";
import { type Place, put } from "../plan/schema.ts";
import type { Marks, Owner } from "./marks.ts";

/** Has a tenant's operations store marks in every field that takes any text: all at once or, if that is refused, one by one. */
export async function plantWith(
  send: Send,
  tenant: MintedTenant,
  { resolve }: Plan,
  operation: Operation,
  marks: Marks,
  owner: Owner,
): Promise<number> {
  const { route, body } = operation;
  if (body === null) return 0;
  const free = body.places.filter(({ takes }) => takes === "free text");
  const store = async (places: readonly Place[]): Promise<boolean> => {
    const example = await exampleOf(send, route, tenant);
    const sent = places.reduce(
      (value, { steps }) => put(value, body.schema, resolve, steps, marks.plant(owner)),
      example.body,
    );
    const { status } = await send(route.method, example.path, { ...entitled(route, tenant), body: sent });
    return status < 300;
  };
  if (free.length === 0) return 0;
  if (await store(free)) return free.length;
  let stored = 0;
  for (const place of free) if (await store([place])) stored += 1;
  return stored;
}
