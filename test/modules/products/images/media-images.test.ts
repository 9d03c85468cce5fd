import { describe, expect, it } from "vitest";
import { decideUpdate } from "../../../../src/modules/products/rules.ts";
import { productPatch } from "../../../../src/modules/products/schema.ts";
import { decisionContext, eventsOf, product, refusalOf } from "../given.ts";

const id = "med_01J00000000000000000000000";
const url = `/media/ten_01J00000000000000000000000/${id}/lamp.jpg`;
const file = { mediaId: id, url, alt: "A lamp", width: 800, height: 600 };
const context = decisionContext({ imageOf: (asked) => (asked === id ? file : undefined) });
const change = (images: unknown, current = product()) =>
  decideUpdate(current, productPatch.parse({ images }), context);

describe("an image of a product that is a file of the shop", () => {
  it("has the file's address, size and alt text", () => {
    const stored = { ...file, position: 0 };
    for (const named of [{ mediaId: id }, { mediaId: id.toLowerCase() }, { url }, { url, mediaId: id }])
      expect(eventsOf(change([named]))).toMatchObject([{ data: { images: [stored] } }]);
  });

  it("can have an alt text of its own", () => {
    expect(eventsOf(change([{ mediaId: id, alt: "On the desk", width: 1 }]))).toMatchObject([
      { data: { images: [{ ...file, alt: "On the desk" }] } },
    ]);
  });

  it("has to be one", () => {
    const other = id.replace("med_01J0", "med_01J1");
    expect(refusalOf(change([{ mediaId: id }, { mediaId: other }]))).toEqual({
      code: "unknown-reference",
      pointers: ["/images/1/mediaId"],
    });
    expect(refusalOf(change([{ url: url.replace(id, other) }]))).toMatchObject({
      pointers: ["/images/0/url"],
    });
    expect(productPatch.safeParse({ images: [{ alt: "nothing" }] }).success).toBe(false);
    expect(productPatch.safeParse({ images: [{ url: "/media/x" }] }).success).toBe(false);
  });

  it("stays where it is if the file was deleted in spite of it", () => {
    const current = product({ images: [{ ...file, position: 0 }] });
    const gone = decisionContext();
    const images = [{ url, alt: "Gone" }];
    expect(eventsOf(decideUpdate(current, productPatch.parse({ images }), gone))).toMatchObject([
      { data: { images: [{ url, alt: "Gone", mediaId: id }] } },
    ]);
  });
});
