import { mkdir } from "node:fs/promises";
import type { Page } from "playwright-core";
import type { TestContext } from "vitest";

/** Attaches a picture of the page to the test's report. The file is in `.browser/`. */
export async function screenshot(
  { annotate }: Pick<TestContext, "annotate">,
  page: Page,
  name: string,
  { fullPage = false } = {},
): Promise<void> {
  await mkdir(".browser", { recursive: true });
  const path = `.browser/${name.replaceAll(/[^a-z0-9]+/gi, "-")}.png`;
  // What fades in is shown as it is in the end.
  await page.screenshot({ path, fullPage, animations: "disabled" });
  await annotate(name, { contentType: "image/png", path });
}
