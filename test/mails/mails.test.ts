import { describe, expect, it } from "vitest";
import { type MailKind, mailLocale, renderMail } from "../../src/mails/index.ts";
import { confirmation, samples, token, usd } from "./given.ts";

const kinds = Object.keys(samples) as readonly MailKind[];
const locales = ["en", "de", "ru", "ar"];

describe.each(kinds)("a mail of the kind %s", (kind) => {
  it.each(locales)("is written in %s, as text and as HTML", async (locale) => {
    const { subject, text, html, ...rest } = await renderMail(kind, locale, samples[kind]);
    expect(rest).toEqual({ locale });
    expect(html).toContain(`<html lang="${locale}" dir="${locale === "ar" ? "rtl" : "ltr"}">`);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/undefined|null|\[object|NaN/);
    const shown = textIn(html);
    for (const line of linesOf(text)) expect(shown).toContain(line);
  });

  it("says something else in every language", async () => {
    const mails = await Promise.all(locales.map((locale) => renderMail(kind, locale, samples[kind])));
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(locales.length);
  });

  it("loads nothing: no image, script, style sheet or form", async () => {
    const { html } = await renderMail(kind, "en", samples[kind]);
    expect(html).not.toMatch(/<(?:img|script|style|link|form|iframe)\b|\bsrc=|url\(/i);
  });
});

describe("an order confirmation", () => {
  const text = async (more: Partial<typeof confirmation> = {}, locale = "en") =>
    (await renderMail("orderConfirmation", locale, { ...confirmation, ...more })).text;

  it("lists items, totals and addresses", async () => {
    expect(await renderMail("orderConfirmation", "en", confirmation)).toMatchObject({
      subject: "Your order #1001 is confirmed – Harbour",
      text: `Hello Ada,

Thank you for your order. It is confirmed, and we will let you know when it ships.

Order #1001 · 3 items
Placed on March 1, 2026

2 × Lamp (Small): $20.00 ($10.00 each)
1 × Lamp (Small): $1,234.56

Subtotal: $1,254.56
Shipping: $5.00
Tax: $250.91
Total: $1,510.47

Ship to
Ada Lovelace
12 St James's Square
SW1Y 4JH London
United Kingdom

Shipping method
Post

Bill to
Ada Lovelace
12 St James's Square
SW1Y 4JH London
United Kingdom

Harbour
`,
    });
  });

  it("says so where something is on backorder", async () => {
    const mail = await renderMail("orderConfirmation", "en", { ...confirmation, isPending: true });
    expect(mail.subject).toBe("We have received your order #1001 – Harbour");
    expect(mail.text).toContain("Some items are on backorder.");
  });

  it("names a product without options by its title alone", async () => {
    const items = confirmation.items.map((item) => ({ ...item, variantTitle: "Default", options: {} }));
    expect(await text({ items })).toContain("2 × Lamp: $20.00");
  });

  it("shows tax below the total where prices include it, and a discount only where there is one", async () => {
    expect(await text({ pricesIncludeTax: true })).toMatch(/Total: \$1,510.47\nIncluding tax: \$250\.91\n/);
    expect(await text()).not.toContain("Discount");
    const totals = { ...confirmation.totals, discount: usd(250) };
    expect(await text({ totals })).toContain("Discount: -$2.50");
  });

  it("omits the name and the addresses of whom nothing is known", async () => {
    const anonymous = await text({
      name: null,
      shippingAddress: null,
      billingAddress: null,
      shippingMethod: null,
    });
    expect(anonymous).toMatch(/^Hello,\n/);
    expect(anonymous).not.toMatch(/Ship to|Shipping|Bill to/);
  });

  it("writes money, dates and countries as the reader's language does", async () => {
    expect(await text({}, "de")).toMatch(/Zwischensumme: 1\.254,56\s\$/);
    expect(await text({}, "de")).toContain("Bestellt am 1. März 2026");
    expect(await text({}, "ru")).toContain("Великобритания");
    expect(await text({}, "de-CH")).toMatch(/\$\s?1['’]254[.]56/);
  });

  it.each([
    ["ru", [1, 2, 5, 21, 22], ["1 товар", "2 товара", "5 товаров", "21 товар", "22 товара"]],
    ["ar", [1, 2, 3, 11, 100], ["منتج واحد", "منتجان", "3 منتجات", "11 منتجًا", "100 منتج"]],
    ["de", [1, 2], ["1 Artikel", "2 Artikel"]],
    ["en", [1, 2], ["1 item", "2 items"]],
  ])("counts items in the plurals of %s", async (locale, counts, words) => {
    const [item] = confirmation.items;
    if (item === undefined) throw new Error("the sample has items");
    const texts = await Promise.all(
      counts.map((quantity) => text({ items: [{ ...item, quantity }] }, locale)),
    );
    expect(texts.map((one) => /· (.*)\n/.exec(one)?.[1])).toEqual(words);
  });
});

describe("markup in a product, a shop or a name", () => {
  const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
  it.each(kinds)("is text in a mail of the kind %s", async (kind) => {
    const data = JSON.parse(JSON.stringify(samples[kind]), (key, value: unknown) =>
      typeof value === "string" && !keptAsTheyAre.has(key) ? hostile : value,
    );
    const { html, subject } = await renderMail(kind, "en", data);
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain("&lt;script&gt;");
    expect(subject).toContain("<script>");
  });

  it("can't add a line to the subject", async () => {
    const shop = "Harbour\r\nBcc: eve@example.com\u2028";
    const { subject } = await renderMail("passwordChanged", "en", { ...samples.passwordChanged, shop });
    expect(subject).toBe("Your password was changed – Harbour Bcc: eve@example.com");
  });

  it("is no link if it isn't the address of a page", async () => {
    const { html, text } = await renderMail("verifyEmail", "en", { ...token, link: "javascript:alert(1)" });
    expect(html + text).not.toContain("javascript:");
    expect(text).toContain("Your code:\ntok_0123456789");
  });
});

describe("the language of a mail", () => {
  it.each([
    ["de-AT", "en", "de-AT"],
    ["fr", "de", "de"],
    ["fr-CA", "pt", "en"],
    [null, "ru", "ru"],
    ["ar-EG", "en", "ar-EG"],
  ])("of a reader of %s in a shop in %s is %s", (reader, shop, locale) => {
    expect(mailLocale(reader, shop)).toBe(locale);
  });

  it("of a right-to-left mail keeps Latin names apart from what surrounds them", async () => {
    const { text, html } = await renderMail("orderConfirmation", "ar", confirmation);
    expect(text).toContain("\u2068Ada Lovelace\u2069");
    expect(html).toContain("<bdi>Ada Lovelace</bdi>");
  });
});

/** Values that are no text of somebody. */
const keptAsTheyAre = new Set(["currency", "placedAt", "changedAt", "country", "1"]);

/** What a browser shows of HTML, in one line. */
function textIn(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

/** The lines of a text, and the parts of rows. */
function linesOf(text: string): readonly string[] {
  return text
    .replace(/[\u2068\u2069]/g, "")
    .split(/\n|: | \(/)
    .map((line) => line.replace(/[:)]$/, "").replace(/\s+/g, " ").trim())
    .filter((line) => line.length > 3 && !line.includes("Small"));
}
