import { describe, expect, it } from "vitest";
import { mailPolicy } from "../../src/http/response/security-headers.ts";
import { type MailKind, renderMail } from "../../src/mails/index.ts";
import { samples } from "../mails/given.ts";
import { seriousFindings } from "./support/accessibility.ts";
import { useBrowser } from "./support/browser.ts";
import { screenshot } from "./support/screenshot.ts";

const open = useBrowser();
const kinds = Object.keys(samples) as readonly MailKind[];
/** Scripts are what a sandbox forbids, and axe-core is one. */
const policy = mailPolicy.replace(/; sandbox$/, "");
const address = "http://mail.test/";

describe.each(["en", "ar"])("in %s", (locale) => {
  describe.each([390, 820])("at %d px", (width) => {
    it.for(kinds)("the mail %s can be read by everyone, and asks nobody for anything", async (kind, test) => {
      const { html } = await renderMail(kind, locale, samples[kind]);
      const { page, complaints, hosts } = await open({ viewport: { width, height: 900 } });
      await page.route("**/*", (route) =>
        route.fulfill({
          contentType: "text/html; charset=utf-8",
          headers: { "Content-Security-Policy": policy },
          body: html,
        }),
      );
      await page.goto(address);
      await screenshot(test, page, `mail ${kind} ${locale} ${width}`);
      expect(await seriousFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect([...hosts]).toEqual([new URL(address).host]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await page.context().close();
    });
  });
});
