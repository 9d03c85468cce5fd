import { problemShape } from "../../support/http/documented.ts";
import { entitled } from "../../support/http/entitled.ts";
import { exampleOf } from "../../support/http/examples.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import type { Send } from "../../support/http/sender.ts";
import type { Operation, Plan } from "../plan/document.ts";
import { type Place, pointerOf, put } from "../plan/schema.ts";
import type { Marks, Owner } from "./marks.ts";

const mostTries = 4;

/** Has a tenant's operations store marks in every field that takes any text, without those that are refused. */
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
  /** Which places were refused; null if it was stored. */
  const store = async (places: readonly Place[]): Promise<readonly string[] | null> => {
    const example = await exampleOf(send, route, tenant);
    const sent = places.reduce(
      (value, { steps }) => put(value, body.schema, resolve, steps, marks.plant(owner)),
      example.body,
    );
    const answer = await send(route.method, example.path, { ...entitled(route, tenant), body: sent });
    if (answer.status < 300) return null;
    return (problemShape.safeParse(answer.body).data?.errors ?? []).map(({ pointer }) => pointer);
  };
  let left = free;
  for (let tries = 0; left.length > 0 && tries < mostTries; tries += 1) {
    const refused = await store(left);
    if (refused === null) return left.length;
    const fit = left.filter(({ steps }) => !refused.some((pointer) => pointerOf(steps).startsWith(pointer)));
    if (fit.length === left.length) break;
    left = fit;
  }
  return 0;
}
