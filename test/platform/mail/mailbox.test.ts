import { describe, expect, it } from "vitest";
import type { StoredMail } from "../../../src/kernel/operation/ports.ts";
import type { Keyset } from "../../../src/kernel/read/page.ts";
import type { ReadModel } from "../../../src/kernel/storage/storage.ts";
import { readMailbox, readMailHtml } from "../../../src/platform/mail/mailbox.ts";
import { createMailer, type MailMode, mailModeOf } from "../../../src/platform/mail/mailer.ts";
import { openReadModel } from "../../support/node/read-model.ts";

const mail = (key: string) => ({
  to: "ada@example.com",
  subject: `About ${key}`,
  text: "Hello",
  html: "<p>Hello</p>",
  locale: "en",
  idempotencyKey: key,
});

function mailerOf(mode: MailMode, readModel: ReadModel, tenantId: string, now: () => number) {
  const provider = { url: "", token: "", from: "" };
  const fetch = () => Promise.reject(new Error("nothing is sent"));
  return createMailer(mode, tenantId, "ord_1", { readModel, now, provider, fetch });
}

function openMailbox() {
  const readModel = openReadModel();
  let now = Date.UTC(2026, 0, 1);
  return {
    readModel,
    advance(ms: number) {
      now += ms;
    },
    send: (key: string, tenantId = "ten_a") =>
      mailerOf("mailbox", readModel, tenantId, () => now).send(mail(key)),
  };
}

/** Reads all pages. */
async function readAll(readModel: ReadModel, tenantId: string): Promise<readonly StoredMail[]> {
  const mails: StoredMail[] = [];
  let after: Keyset | null = null;
  do {
    const page: Awaited<ReturnType<typeof readMailbox>> = await readMailbox(readModel, tenantId, {
      limit: 60,
      after,
    });
    mails.push(...page.items);
    after = page.next;
  } while (after !== null);
  return mails;
}

describe("the mailbox", () => {
  it("shows a tenant its mails, the newest first", async () => {
    const box = openMailbox();
    await box.send("one");
    box.advance(1_000);
    await box.send("two");
    await box.send("other", "ten_b");
    const shown = await readAll(box.readModel, "ten_a");
    expect(shown.map(({ id, times }) => [id, times])).toEqual([
      ["two", 1],
      ["one", 1],
    ]);
    expect(shown[1]).toMatchObject({ to: "ada@example.com", subject: "About one", text: "Hello" });
  });

  it("shows a mail as HTML to its own tenant", async () => {
    const box = openMailbox();
    await box.send("one");
    expect(await readMailHtml(box.readModel, "ten_a", "one")).toBe("<p>Hello</p>");
    expect(await readMailHtml(box.readModel, "ten_b", "one")).toBeNull();
    expect(await readMailHtml(box.readModel, "ten_a", "two")).toBeNull();
  });

  it("keeps a mail once, however often it is sent under one key", async () => {
    const box = openMailbox();
    await box.send("one");
    await box.send("one");
    expect(await readAll(box.readModel, "ten_a")).toMatchObject([{ id: "one", times: 2 }]);
  });

  it("keeps the newest 200 mails of a tenant", async () => {
    const box = openMailbox();
    for (let index = 0; index < 205; index += 1) {
      await box.send(`mail ${index}`);
      box.advance(1);
    }
    const shown = await readAll(box.readModel, "ten_a");
    expect(shown).toHaveLength(200);
    expect(shown.at(-1)?.id).toBe("mail 5");
  });

  it("forgets mails after a week", async () => {
    const box = openMailbox();
    await box.send("one");
    box.advance(8 * 24 * 60 * 60 * 1000);
    await box.send("two");
    expect((await readAll(box.readModel, "ten_a")).map(({ id }) => id)).toEqual(["two"]);
  });
});

it("without a provider nothing is sent or stored", async () => {
  const readModel = openReadModel();
  await mailerOf(mailModeOf("none"), readModel, "ten_a", () => 0).send(mail("one"));
  expect(await readAll(readModel, "ten_a")).toEqual([]);
});

it("an unknown setting is no provider", () => {
  const modes = ["mailbox", "http", "smtp", ""].map(mailModeOf);
  expect(modes).toEqual(["mailbox", "http", "none", "none"]);
});
