import { describe, expect, it } from "vitest";
import { differencesOf } from "../../../durable-objects/audit/differences.ts";

const most = 10_000;
const price = (currency: string, amount: number) => ({ currency, amount, compareAtAmount: null });

describe("what an audit entry says of a change", () => {
  it("lists only the fields that differ", () => {
    expect(differencesOf({ a: 1, b: 2 }, { a: 1, b: 3 }, most)).toEqual({
      before: { b: 2 },
      after: { b: 3 },
    });
  });

  it("says which variant, which price, and from what to what", () => {
    const product = (amount: number) => ({
      title: "Lamp",
      variants: [
        { id: "var_1", sku: "S", prices: [price("USD", 1_000), price("EUR", 900)] },
        { id: "var_2", sku: "M", prices: [price("USD", 1_000), price("EUR", amount)] },
      ],
    });
    expect(differencesOf(product(900), product(950), most)).toEqual({
      before: { variants: [{ id: "var_2", prices: [{ currency: "EUR", amount: 900 }] }] },
      after: { variants: [{ id: "var_2", prices: [{ currency: "EUR", amount: 950 }] }] },
    });
  });

  it("lists an item that came or went on one side only", () => {
    const [one, two] = [
      { id: "a", n: 1 },
      { id: "b", n: 2 },
    ];
    expect(differencesOf({ items: [one] }, { items: [one, two] }, most)).toEqual({
      before: { items: [] },
      after: { items: [two] },
    });
  });

  it("says of a new order of items what it was and is", () => {
    const [one, two] = [{ id: "a" }, { id: "b" }];
    expect(differencesOf({ items: [one, two] }, { items: [two, one] }, most)).toEqual({
      before: { items: ["a", "b"] },
      after: { items: ["b", "a"] },
    });
  });

  it("has everything of what is new or gone", () => {
    expect(differencesOf(null, { a: 1 }, most)).toEqual({ before: null, after: { a: 1 } });
    expect(differencesOf({ a: 1 }, null, most)).toEqual({ before: { a: 1 }, after: null });
  });

  it("cuts a long text, and says how long it was", () => {
    const { after } = differencesOf({ text: "" }, { text: "x".repeat(5_000) }, most);
    expect(after?.text).toMatch(/^x{1024}… \(5000 characters\)$/);
  });

  it("cuts a long list, and says how many there are", () => {
    const items = Array.from({ length: 1_000 }, (_, index) => ({ id: `item ${index}` }));
    const { after } = differencesOf({ items: [] }, { items, note: "short" }, 500);
    expect(after).toMatchObject({ note: "short", items: expect.arrayContaining([{ id: "item 0" }]) });
    expect(Object(after).items.at(-1)).toMatch(/^… \(\d+ more\)$/);
    expect(JSON.stringify(after).length).toBeLessThan(700);
  });

  it("never splits a character", () => {
    const { after } = differencesOf({ text: "" }, { text: `${"x".repeat(1_023)}😀😀` }, most);
    expect(String(after?.text).isWellFormed()).toBe(true);
  });
});
