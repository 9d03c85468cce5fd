import { refusal } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { FieldContext } from "../execution/field-context.ts";
import { RefusedField } from "../execution/refused-field.ts";
import { noArguments, type SentArguments } from "../fields/arguments.ts";
import { follow, type Watched } from "./follow.ts";
import type { StreamPosition } from "./position.ts";

/** A thing as it is now, and again whenever it has changed. Whoever may not read it is refused, also later. */
export async function* followThing(
  context: FieldContext,
  route: Route,
  sent: SentArguments,
  watched: Watched,
  after: StreamPosition | null,
): AsyncGenerator<unknown> {
  // Nothing is told to a caller who may not read it.
  await existing(context, route, sent);
  for await (const { to } of follow(context, after, [watched])) {
    context.forget();
    const thing = await existing(context, route, sent);
    context.position = to;
    yield thing;
  }
}

async function existing(context: FieldContext, route: Route, sent: SentArguments): Promise<unknown> {
  const thing = await context.readThing(route, sent);
  if (thing === null) throw new RefusedField(refusal("not-found", "There is nothing of this id."));
  return thing;
}

/** What a stream of stock tells of a product. Null if it is not for sale. */
export interface ProductStock {
  readonly handle: string;
  readonly product: unknown;
}

interface StoreProduct {
  readonly id: string;
  readonly variants: readonly { readonly id: string }[];
}

/** Products as they are now, and each again whenever its stock or anything else of it has changed. Variants that come later are not followed. */
export async function* followStock(
  context: FieldContext,
  route: Route,
  handles: readonly string[],
  query: SentArguments["query"],
  after: StreamPosition | null,
): AsyncGenerator<ProductStock> {
  const read = async (handle: string, atLeast: StreamPosition | null) => {
    const sent = { ...noArguments, params: { handle }, query };
    return (await context.readThing(route, sent, atLeast)) as StoreProduct | null;
  };
  const products = await Promise.all(
    handles.map(async (handle) => {
      const product = await read(handle, null);
      return { handle, watched: product === null ? [] : aggregatesOf(product) };
    }),
  );
  const all = products.flatMap(({ watched }) => watched);
  for await (const { to, changed } of follow(context, after, all)) {
    context.forget();
    const ids = changed === null ? null : new Set(changed.map(({ id }) => id));
    const told = products.filter(({ watched }) => ids === null || watched.some(({ id }) => ids.has(id)));
    const now = await Promise.all(told.map(({ handle }) => read(handle, to)));
    for (const [index, { handle }] of told.entries()) {
      // A connection that breaks before the last of them has to be told the others.
      if (index === told.length - 1) context.position = to;
      yield { handle, product: now[index] ?? null };
    }
  }
}

function aggregatesOf({ id, variants }: StoreProduct): readonly Watched[] {
  return [{ type: "product", id }, ...variants.map((variant) => ({ type: "inventory", id: variant.id }))];
}
