import { describe, expect, it } from "vitest";
import { packNotifications } from "../../../durable-objects/delivery/notification.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";

const notify = { tenantId: "ten_01J00000000000000000000000", subscription: "read-model" };
const kibibyte = 1024;

/** An event whose JSON is about so many bytes. */
function eventOf(seq: number, bytes: number, deadLetter = "x"): Envelope {
  const event: Envelope = {
    envelope: 2,
    id: "01J00000000000000000000000",
    tenantId: notify.tenantId,
    epoch: 1,
    seq,
    type: "notes.note.written",
    version: 1,
    aggregate: { type: "note", id: "a", version: 1 },
    occurredAt: "2026-03-01T12:00:00.000Z",
    actor: { kind: "system" },
    correlationId: "01J00000000000000000000000",
    data: "",
  };
  const room = Math.max(0, bytes - bytesOf(event));
  return {
    ...event,
    data: deadLetter.repeat(Math.floor(room / new TextEncoder().encode(deadLetter).length)),
  };
}

function run(count: number, bytes: number, deadLetter?: string): readonly Envelope[] {
  return Array.from({ length: count }, (_, index) => eventOf(index + 1, bytes, deadLetter));
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

const counts = (packed: readonly { readonly events: readonly unknown[] }[]) =>
  packed.map(({ events }) => events.length);

describe("packing events into messages", () => {
  it("puts a few small ones into one", () => {
    expect(counts(packNotifications(notify, run(3, 500)))).toEqual([3]);
  });

  it("puts at most 100 into one", () => {
    expect(counts(packNotifications(notify, run(250, 400)))).toEqual([100, 100, 50]);
  });

  it("keeps a message within 96 KiB", () => {
    const packed = packNotifications(notify, run(10, 20 * kibibyte));
    expect(counts(packed)).toEqual([4, 4, 2]);
    for (const message of packed) expect(bytesOf(message)).toBeLessThanOrEqual(96 * kibibyte);
  });

  it("keeps a send within 256 KiB and 100 messages, and leaves out the rest", () => {
    for (const packed of [
      packNotifications(notify, run(100, 20 * kibibyte)),
      packNotifications(notify, run(20_000, 400)),
    ]) {
      const sum = packed.reduce((bytes, message) => bytes + bytesOf(message), 0);
      expect(sum).toBeLessThanOrEqual(256 * kibibyte);
      expect(packed.length).toBeLessThanOrEqual(100);
      expect(packed.length).toBeGreaterThan(1);
    }
  });

  it("counts bytes, not characters", () => {
    const packed = packNotifications(notify, run(20, 20 * kibibyte, "€"));
    for (const message of packed) expect(bytesOf(message)).toBeLessThanOrEqual(96 * kibibyte);
  });

  it("sends a bare message for an event above 64 KiB: the projector pulls it", () => {
    expect(packNotifications(notify, run(1, 65 * kibibyte))).toEqual([{ ...notify, events: [] }]);
  });

  it("ends the run before an event above 64 KiB, so that it stays contiguous", () => {
    const packed = packNotifications(notify, [eventOf(1, 500), eventOf(2, 70 * kibibyte), eventOf(3, 500)]);
    expect(packed.map(({ events }) => events.map(({ seq }) => seq))).toEqual([[1]]);
  });

  it("sends a message even without events", () => {
    expect(packNotifications(notify, [])).toEqual([{ ...notify, events: [] }]);
  });

  it("keeps the order and leaves no gap", () => {
    const seqs = packNotifications(notify, run(500, 900)).flatMap(({ events }) =>
      events.map(({ seq }) => seq),
    );
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });
});
