import { expect, it } from "vitest";
import { useRunning } from "../support/e2e/home.ts";
import { productBody, publishProduct } from "../support/http/products.ts";
import { useBrowser } from "./support/browser.ts";
import { screenshot } from "./support/screenshot.ts";

const running = useRunning();
const open = useBrowser();

it("GraphiQL runs a query and a subscription, without errors or other hosts", async (test) => {
  const { send, mintTenant, platform } = running();
  const tenant = await mintTenant();
  const { handle } = await publishProduct(send, tenant.adminKey, productBody("Harbour lamp"));
  const { page, complaints, hosts } = await open({ viewport: { width: 1440, height: 900 } });
  const host = `http://${tenant.slug}.localhost:${new URL(platform.url).port}`;
  await page.goto(`${host}/graphql`);
  await page.getByRole("button", { name: /Execute query/ }).click();
  const result = page.locator(".result-window");
  await result.getByText("Harbour lamp").waitFor({ timeout: 20_000 });
  await screenshot(test, page, "graphiql");

  await page.locator(".graphiql-query-editor .CodeMirror").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(
    `subscription { productStock(handles: ["${handle}"]) { handle product { title } } }`,
  );
  await page.getByRole("button", { name: /Execute query/ }).click();
  await result.getByText("productStock").waitFor({ timeout: 20_000 });
  expect(complaints).toEqual([]);
  expect([...hosts]).toEqual([new URL(host).host]);
});

it("without introspection there is no page", async () => {
  const answer = await fetch(`${running().platform.url}/graphql`, {
    headers: { Accept: "application/json" },
  });
  expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
});
