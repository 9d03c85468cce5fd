import { describe, expect, it } from "vitest";
import type { Envelope } from "../../src/kernel/write/event.ts";
import { faultsInMails } from "./proof/mails.ts";

const placed = (id: string, number: number): Envelope => ({
  envelope: 2,
  id,
  tenantId: "ten_a",
  epoch: 1,
  seq: number,
  type: "order.placed",
  version: 1,
  aggregate: { type: "order", id: `ord_${number}`, version: 1 },
  occurredAt: "2026-01-01T00:00:00Z",
  actor: { kind: "system" },
  correlationId: "c",
  data: { number },
});
const mail = (eventId: string, number: number, tenantId = "ten_a") => ({
  tenantId,
  id: `orders.confirmation:${eventId}`,
  subject: `Your order #${number} is confirmed – A shop`,
});
const log = [placed("E1", 1001), placed("E2", 1002)];
const faults = (mails: Parameters<typeof faultsInMails>[2]) =>
  faultsInMails({ tenantId: "ten_a" }, log, mails);

describe("confirmations", () => {
  it("hold where every order has its own", () => {
    expect(faults([mail("E1", 1001), mail("E2", 1002), mail("E3", 7, "ten_b")])).toEqual([]);
  });

  it("hold where a mail says that an order was shipped", () => {
    const shipped = { ...placed("E3", 1001), type: "order.fulfillment.shipped" };
    const mails = [mail("E1", 1001), mail("E2", 1002), mail("E3", 1001)];
    expect(faultsInMails({ tenantId: "ten_a" }, [...log, shipped], mails)).toEqual([]);
  });

  it.each([
    ["is missing", [mail("E1", 1001)]],
    ["is of another tenant", [mail("E1", 1001), mail("E2", 1002, "ten_b")]],
    ["says another number", [mail("E1", 1001), mail("E2", 10020)]],
    ["belongs to no event", [mail("E1", 1001), mail("E2", 1002), mail("E9", 1009)]],
  ])("do not hold where one %s", (_, mails) => {
    expect(faults(mails)).toHaveLength(1);
  });
});
