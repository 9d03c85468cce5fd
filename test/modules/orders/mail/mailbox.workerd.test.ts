import { expect, it, vi } from "vitest";
import { z } from "zod";
import { placeOrder } from "../../../support/http/orders.ts";
import { send } from "../../../support/http/request.ts";
import { mintTenant } from "../../../support/http/tenants.ts";

const mailbox = z.object({
  items: z.array(
    z.looseObject({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), times: z.int() }),
  ),
});

it("a shopper gets one mail that confirms the order", async () => {
  const shop = await mintTenant();
  const { number } = await placeOrder(send, shop);
  const mails = await vi.waitUntil(
    async () => {
      const answer = await send("get", "/v1/ops/mailbox", { key: shop.adminKey });
      expect(answer.status, answer.text).toBe(200);
      const { items } = mailbox.parse(answer.body);
      return items.length > 0 && items;
    },
    { timeout: 10_000, interval: 50 },
  );
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ subject: expect.stringContaining(`#${number}`), times: 1 });
  expect(mails[0]?.text).toMatch(/^Total: +\$/m);

  const path = `/v1/ops/mailbox/${encodeURIComponent(mails[0]?.id ?? "")}`;
  const html = await send("get", path, { key: shop.adminKey });
  expect(html.text).toContain(`<html lang="en" dir="ltr">`);
  expect(html.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  expect(html.headers.get("Content-Security-Policy")).toMatch(
    /^default-src 'none'; .*frame-ancestors 'none'; sandbox$/,
  );
  const other = await mintTenant();
  expect((await send("get", path, { key: other.adminKey })).status).toBe(404);
});

it("another tenant's mailbox does not have it", async () => {
  const other = await mintTenant();
  const answer = await send("get", "/v1/ops/mailbox", { key: other.adminKey });
  expect(mailbox.parse(answer.body).items).toEqual([]);
});
