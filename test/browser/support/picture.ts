import type { Page } from "playwright-core";
import type { TestContext } from "vitest";

/** Attaches a picture of the page to the test's report. The files are in `.browser/`. */
export async function picture(
  { annotate }: Pick<TestContext, "annotate">,
  page: Page,
  name: string,
): Promise<void> {
  const body = await page.screenshot();
  await annotate(name, { contentType: "image/png", body: new Uint8Array(body) });
}
