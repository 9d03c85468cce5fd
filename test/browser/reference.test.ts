import { describe, expect, it } from "vitest";
import { useRunning } from "../support/e2e/home.ts";
import { seriousFindings } from "./support/accessibility.ts";
import { useBrowser } from "./support/browser.ts";
import { shownOperation } from "./support/operation.ts";
import { screenshot } from "./support/screenshot.ts";

const running = useRunning();
const open = useBrowser();

const widths = [390, 820, 1440] as const;
const schemes = ["light", "dark"] as const;
const screens = widths.flatMap((width) => schemes.map((colorScheme) => ({ width, colorScheme })));

async function openReference(width: number, colorScheme: "light" | "dark") {
  const opened = await open({ viewport: { width, height: 900 }, colorScheme });
  await opened.page.goto(`${running().platform.url}/docs`);
  await opened.page.getByRole("heading", { name: "RusToK Edge" }).waitFor();
  return opened;
}

async function openCreateProduct(width: number, colorScheme: "light" | "dark") {
  const { url } = running().platform;
  const { hash, summary } = await shownOperation(url, "post", "/v1/admin/products");
  const opened = await open({ viewport: { width, height: 900 }, colorScheme });
  await opened.page.goto(`${url}/docs${hash}`);
  await opened.page.getByRole("heading", { name: summary }).first().waitFor();
  await opened.page.getByText("translations", { exact: true }).first().waitFor();
  return opened;
}

describe.each(screens)("the reference at $width px, $colorScheme", ({ width, colorScheme }) => {
  it("shows an operation by its link, without errors, other hosts or anything that keeps people out", async (test) => {
    const { page, complaints, hosts } = await openCreateProduct(width, colorScheme);
    await screenshot(test, page, `operation ${width} ${colorScheme}`);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(running().platform.url).host]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  });

  it("shows its start in the same way", async (test) => {
    const { page, complaints } = await openReference(width, colorScheme);
    await screenshot(test, page, `start ${width} ${colorScheme}`);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("shows the form to try an operation in the same way", async (test) => {
    const { page, complaints } = await openCreateProduct(width, colorScheme);
    await page
      .getByRole("button", { name: /^Test Request/ })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    await screenshot(test, page, `try ${width} ${colorScheme}`);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe("someone who reads the reference", () => {
  it("tries an operation with a key, and it creates a product", async (test) => {
    const { adminKey } = await running().mintTenant();
    const { page, complaints } = await openCreateProduct(1440, "light");
    await page.getByRole("button", { name: /^Test Request.*post \/v1\/admin\/products\)/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByPlaceholder("Token").fill(adminKey);
    const body = {
      translations: [{ locale: "en", title: "Tried mug" }],
      variants: [{ sku: "TRIED-1", prices: [] }],
    };
    const editor = dialog.locator(".cm-content").first();
    await editor.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(JSON.stringify(body));
    await dialog.getByRole("button", { name: /^Send/ }).first().click();
    await dialog.getByText("201").first().waitFor();
    await screenshot(test, page, "tried");
    expect(complaints).toEqual([]);
    const created = await running().send("get", "/v1/admin/variants?sku=TRIED-1", { key: adminKey });
    expect(created.body).toMatchObject({ items: [{ sku: "TRIED-1" }] });
  });

  it("finds an operation by keyboard alone, and gets a link to it", async (test) => {
    const { page } = await openReference(1440, "dark");
    const { summary } = await shownOperation(
      running().platform.url,
      "post",
      "/v1/admin/products/{id}/publish",
    );
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Enter search query" }).waitFor();
    await page.keyboard.type("publish product");
    await page.getByRole("option", { name: summary }).first().waitFor();
    await screenshot(test, page, "search");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/#.*publish/);
  });

  it("skips the navigation by keyboard", async () => {
    const { page } = await openReference(1440, "light");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
  });

  it("copies a call as curl or as fetch", async () => {
    const { page } = await openCreateProduct(1440, "light");
    await page
      .getByRole("button", { name: /Shell Curl/ })
      .first()
      .click();
    await page
      .getByRole("option", { name: /^Fetch/ })
      .first()
      .click();
    await page.getByText("fetch(", { exact: false }).first().waitFor();
  });
});
