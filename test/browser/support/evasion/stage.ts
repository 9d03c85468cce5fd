import { readFileSync } from "node:fs";
import type { Page, Route } from "playwright-core";
import { expect } from "vitest";
import type { useBrowser } from "../browser.ts";
import { grouped } from "./shown.ts";

/** What others' words did in the browser, beyond being shown. */
export interface Deeds {
  /** Calls of `alert` and its like, in any frame. */
  readonly ran: readonly string[];
  /** Requests to other origins, apart from pictures, films and sounds, which everybody may embed. */
  readonly asked: readonly string[];
  /** Where the page or a frame in it was led without a click on a link. */
  readonly led: readonly string[];
}

export const nothing: Deeds = { ran: [], asked: [], led: [] };

/** A page of a storefront that shows what others have written. */
export interface Stage {
  readonly page: Page;
  /** Shows HTML twice: inserted into the page by its script, and as the page of a server. Then does what readers do. */
  show(html: readonly string[]): Promise<void>;
  /** Opens an address by itself, and does what readers do. */
  visit(url: string): Promise<void>;
  deeds(): Deeds;
  close(): Promise<void>;
}

const together = 60;
/** Scripts of links, and answers to what was asked for, come a moment after a click. */
const settling = 100;

/** `site` is the storefront's own origin, and `platform` that of the API. */
export async function openStage(
  open: ReturnType<typeof useBrowser>,
  site: string,
  platform: string,
): Promise<Stage> {
  const { page } = await open();
  const isOwn = ({ host }: URL) => host === new URL(site).host || host.endsWith(new URL(platform).host);
  const deeds = { ran: new Set<string>(), asked: new Set<string>(), led: new Set<string>() };
  page.on("console", (message) => {
    if (message.text().startsWith(mark)) deeds.ran.add(message.text().slice(mark.length));
  });
  page.on("dialog", (dialog) => {
    deeds.ran.add(dialog.message());
    void dialog.dismiss();
  });
  page.on("popup", (popup) => deeds.led.add(popup.url()));
  page.on("framenavigated", (frame) => {
    const url = new URL(frame.url());
    // A frame that may not be shown has a page of the browser's own.
    if (!["about:", "chrome-error:"].includes(url.protocol) && !isOwn(url)) deeds.led.add(url.href);
  });
  await page.addInitScript({ content: inPage("watch", mark) });
  await page.route(
    (url) => /^https?:$/.test(url.protocol) && !isOwn(url),
    (route) => answerElsewhere(route, deeds.asked),
  );
  return {
    page,
    async show(html) {
      const pieces = grouped(html);
      for (let at = 0; at < pieces.length; at += together) {
        await page.goto(site);
        await page.evaluate(inPage("render", pieces.slice(at, at + together)));
        await page.evaluate(inPage("poke"));
        await page.waitForTimeout(settling);
        expect(new URL(page.url()).origin, "the page is still there").toBe(site);
      }
    },
    async visit(url) {
      // What is a download opens no page.
      const answer = await page.goto(url).catch((error: Error) => error);
      if (answer instanceof Error && !/ERR_ABORTED|Download/.test(answer.message)) throw answer;
      await page.evaluate(inPage("poke"));
      await page.waitForTimeout(settling);
    },
    deeds: () => ({ ran: [...deeds.ran], asked: [...deeds.asked], led: [...deeds.led] }),
    close: () => page.context().close(),
  };
}

const mark = "it ran: ";

const functions = readFileSync("test/browser/support/evasion/in-page.js", "utf8");

/** A call of a function of `in-page.js`, as a script. */
export function inPage(name: "render" | "poke" | "watch" | "htmlOfFeed", argument: unknown = null): string {
  return `(() => { ${functions}\nreturn ${name}(${JSON.stringify(argument)}); })()`;
}

const embedded: readonly string[] = ["image", "media"];

/** Whoever asks somebody else for a script gets one. */
async function answerElsewhere(route: Route, asked: Set<string>): Promise<void> {
  const request = route.request();
  const type = request.resourceType();
  if (!embedded.includes(type)) asked.add(`${type} ${request.url().slice(0, 200)}`);
  const isScript = type === "script";
  await route.fulfill({
    contentType: isScript ? "text/javascript" : "text/html",
    headers: { "Access-Control-Allow-Origin": "*" },
    body: isScript ? "alert('from elsewhere')" : "",
  });
}
