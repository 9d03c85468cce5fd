import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import type { LocalStorage } from "../../local/node/object-storage.ts";
import { modules } from "../../src/modules.ts";
import { holds } from "../sim/clients/holds.ts";
import { openShop } from "../support/node/shop.ts";
import { doToModel, isOfHarness } from "./expected.ts";
import { emptyModel, type Model, totalsOf } from "./model.ts";
import { requestOf } from "./requests.ts";
import { type Step, steps, withinMade } from "./steps.ts";

/** A shop, and what the model's names stand for in it. */
type Real = ReturnType<typeof openReal>;

const identified = z.looseObject({
  id: z.string(),
  variants: z.array(z.looseObject({ id: z.string() })).default([]),
});

function openReal() {
  const shop = openShop([...modules, holds]);
  const { id } = identified.parse(
    shop.must("catalogue.createCollection", { translations: [{ locale: "en", title: "All" }] }),
  );
  const idByName = new Map([
    ["l0", shop.tenant.id.replace("ten_", "loc_")],
    ["all", id],
  ]);
  const saved: { storage: LocalStorage | null } = { storage: null };
  return { shop, saved, idByName, idOf: (name: string) => idByName.get(name) ?? `${name}_that_never_was` };
}

/** One step, done to the model and to the shop. */
class Both implements fc.AsyncCommand<Model, Real> {
  readonly step: Step;
  #told: Step;

  constructor(step: Step) {
    this.step = step;
    this.#told = step;
  }

  check({ made }: Readonly<Model>): boolean {
    return this.step.do !== "hold" || made.variant > 0;
  }

  async run(model: Model, real: Real): Promise<void> {
    const { product, variant, place } = model.made;
    const step = withinMade(this.step, model.made);
    this.#told = step;
    const expected = doToModel(model, step);
    // Ids of one millisecond have no order, and places are drawn from by age.
    real.shop.platform.clock.advance(1);
    if (isOfHarness(step)) return travel(real, step.do);
    const result = real.shop.run(...requestOf(step, real.idOf));
    expect(result.ok ? "ok" : result.refusal.code).toBe(expected);
    if (!result.ok) return;
    if (step.do === "open place") real.idByName.set(`l${place}`, identified.parse(result.answer).id);
    if (step.do !== "create") return;
    const created = identified.parse(result.answer);
    real.idByName.set(`p${product}`, created.id);
    for (const [index, { id }] of created.variants.entries()) real.idByName.set(`v${variant + index}`, id);
  }

  toString(): string {
    return JSON.stringify(this.#told);
  }
}

/** Saves the object as it is, or puts it back to how it was saved. Everything is projected before. */
async function travel(real: Real, how: string): Promise<void> {
  const { platform, tenant } = real.shop;
  await platform.deliverAll();
  if (how === "save") real.saved.storage = tenant.storage.copy();
  else if (real.saved.storage !== null) {
    platform.restore(tenant, real.saved.storage.copy());
    tenant.core.adopt({ epoch: platform.clock.now(), floors: {} });
  }
}

/** What anybody can read in the end. */
async function readAll({ shop, idByName }: Real) {
  await shop.platform.deliverAll();
  const nameById = new Map([...idByName].map(([name, id]) => [id, name]));
  const rows = (sql: string) => shop.platform.readModel.rows(sql);
  const name = (id: unknown) => nameById.get(String(id));
  const stocks = rows("SELECT variant_id, stocked, reserved FROM variant_stock");
  return {
    products: rows("SELECT id, status FROM products WHERE deleted_at IS NULL").map(({ id, status }) => [
      name(id),
      status,
    ]),
    handles: rows("SELECT handle, product_id, current FROM product_handles WHERE locale = 'en'").map(
      (row) => [row.handle, name(row.product_id), row.current === 1],
    ),
    options: rows(`SELECT variant.value ->> '$.id' AS id, option.key AS option, option.value AS value
      FROM products, json_each(state, '$.variants') AS variant, json_each(variant.value, '$.options') AS option
      WHERE deleted_at IS NULL`).map(({ id, option, value }) => [name(id), option, value]),
    languages: rows("SELECT product_id, locale FROM product_texts").map(({ product_id, locale }) => [
      name(product_id),
      locale,
    ]),
    spoken: rows("SELECT locale FROM catalogue_locales").map(({ locale }) => locale),
    skus: rows("SELECT term, product_id FROM product_terms WHERE kind = 'sku'").map((row) => [
      row.term,
      name(row.product_id),
    ]),
    stocks: stocks
      .filter(({ stocked, reserved }) => stocked !== 0 || reserved !== 0)
      .map((row) => [name(row.variant_id), row.stocked, row.reserved]),
    collected: rows("SELECT product_id FROM group_members ORDER BY position").map((row) =>
      name(row.product_id),
    ),
    held: shop.tenant.storage
      .rows("SELECT owner, variant_id, location_id, quantity, backordered FROM reservations")
      .map((row) => [row.owner, name(row.variant_id), name(row.location_id), row.quantity, row.backordered]),
  };
}

/** The same, as the model has it. */
function told(model: Model): Awaited<ReturnType<typeof readAll>> {
  const variants = Array.from({ length: model.made.variant }, (_, index) => `v${index}`);
  return {
    products: [...model.products].map(([name, { status }]) => [name, status]),
    handles: [...model.ownerByHandle].map(([handle, owner]) => [
      handle,
      owner,
      model.products.get(owner)?.handle === handle,
    ]),
    options: [...model.variants].map(([name, { product, value }]) => [
      name,
      model.products.get(product)?.option,
      value,
    ]),
    languages: [...model.products].flatMap(([name, { locales }]) =>
      [...locales].map((locale) => [name, locale]),
    ),
    spoken: [...model.locales],
    skus: [...model.variants.values()].flatMap(({ sku, product }) => (sku === null ? [] : [[sku, product]])),
    stocks: variants
      .map((name) => ({ name, ...totalsOf(model, name) }))
      .filter(({ stocked, reserved }) => stocked !== 0 || reserved !== 0)
      .map(({ name, stocked, reserved }) => [name, stocked, reserved]),
    collected: model.collected,
    held: model.held.map(({ owner, variant, place, quantity, backordered }) => [
      owner,
      variant,
      place,
      quantity,
      backordered,
    ]),
  };
}

function inOrder({ collected, ...rest }: Awaited<ReturnType<typeof readAll>>) {
  const sorted = Object.entries(rest).map(([what, rows]) => [
    what,
    rows.map((row) => JSON.stringify(row)).sort(),
  ]);
  return { ...Object.fromEntries(sorted), collected };
}

it("whatever a shop is asked for, it does what a few maps would do", { timeout: 120_000 }, async () => {
  const commands = fc.commands(
    steps.map((step) => step.map((one) => new Both(one))),
    { maxCommands: 80, size: "max" },
  );
  const property = fc.asyncProperty(commands, async (sequence) => {
    const [model, real] = [emptyModel(), openReal()];
    await fc.asyncModelRun(async () => ({ model, real }), sequence);
    expect(inOrder(await readAll(real))).toEqual(inOrder(told(model)));
  });
  await fc.assert(property, { numRuns: 40, seed: 11 });
});
