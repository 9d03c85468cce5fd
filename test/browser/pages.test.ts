import { describe, expect, it } from "vitest";
import { readGuides } from "../../site/read-guides.ts";
import { useRunning } from "../support/e2e/home.ts";
import { seriousFindings } from "./support/accessibility.ts";
import { useBrowser } from "./support/browser.ts";
import { screenshot } from "./support/screenshot.ts";

const running = useRunning();
const open = useBrowser();

const { guides } = readGuides("docs/guides");
const paths = [
  "/",
  "/docs/guides",
  "/problems",
  "/problems/validation-failed",
  ...guides.map(({ name }) => `/docs/guides/${name}`),
];

describe.each([
  { width: 390, colorScheme: "dark" },
  { width: 820, colorScheme: "light" },
  { width: 1440, colorScheme: "light" },
] as const)("the pages at $width px, $colorScheme", ({ width, colorScheme }) => {
  it.for(paths)("%s can be read by everyone", async (path, test) => {
    const { page, complaints, hosts } = await open({ viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${running().platform.url}${path}`);
    await screenshot(test, page, `page ${path} ${width}`);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(running().platform.url).host]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await page.context().close();
  });
});

it("every link of the first page leads somewhere", async () => {
  const { page } = await open();
  const { url } = running().platform;
  await page.goto(url);
  const links = await page.evaluate("[...document.links].map(({ href }) => href)");
  expect(links).toContain(`${url}/docs`);
  for (const link of links as readonly string[]) expect((await fetch(link)).status, link).toBe(200);
});
