import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { useRunning } from "../support/e2e/home.ts";
import type { MintedTenant } from "../support/http/minting.ts";
import { useBrowser } from "./support/browser.ts";
import { openSite } from "./support/site.ts";

const running = useRunning();
const open = useBrowser();

let shop: MintedTenant;
let site: string;

beforeAll(async () => {
  const { mintTenant, send } = running();
  shop = await mintTenant();
  site = await openSite();
  const settings = { key: shop.adminKey, body: { corsOrigins: [site] } };
  expect((await send("patch", "/v1/admin/settings", settings)).status).toBe(200);
});

/** Gives the page an authenticator that knows its user, as a phone does. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const kind = { protocol: "ctap2", transport: "internal" } as const;
  const abilities = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...kind, ...abilities, automaticPresenceSimulation: true },
  });
}

interface Journey {
  readonly registered: string;
  readonly added: number;
  readonly signedIn: string;
  readonly again: number;
}

/** Registers with a password, adds a passkey and signs in with it, as the script of a storefront does. */
function useOfPasskey(page: Page, host: string): Promise<Journey> {
  return page.evaluate(async (url) => {
    // The parts of the browser and of the answers that a storefront uses.
    interface Browser {
      readonly navigator: {
        readonly credentials: {
          create(options: { readonly publicKey: object }): Promise<object>;
          get(options: { readonly publicKey: object }): Promise<object>;
        };
      };
      readonly PublicKeyCredential: {
        parseCreationOptionsFromJSON(options: object): object;
        parseRequestOptionsFromJSON(options: object): object;
      };
    }
    interface Answer {
      readonly accessToken: string;
      readonly user: { readonly id: string };
    }
    const { navigator, PublicKeyCredential } = globalThis as unknown as Browser;
    const call = async (path: string, body: unknown, key?: string) => {
      const authorization: Record<string, string> =
        key === undefined ? {} : { Authorization: `Bearer ${key}` };
      const headers = { "Content-Type": "application/json", ...authorization };
      const response = await fetch(url + path, { method: "POST", body: JSON.stringify(body), headers });
      return { status: response.status, body: (await response.json()) as Answer };
    };
    const password = "correct horse battery";
    const email = "ada@shop.example";
    await call("/v1/auth/register", { email, password });
    const { body: account } = await call("/v1/auth/sign-in", { email, password });
    const creation = await call("/v1/auth/passkeys/options", { password }, account.accessToken);
    const created = await navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(creation.body),
    });
    const added = await call(
      "/v1/auth/passkeys",
      { name: "Phone", credential: created },
      account.accessToken,
    );
    const request = await call("/v1/auth/passkeys/sign-in/options", {});
    const credential = await navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(request.body),
    });
    const { body: opened } = await call("/v1/auth/passkeys/sign-in", { credential });
    const { status: again } = await call("/v1/auth/passkeys/sign-in", { credential });
    return { registered: account.user.id, added: added.status, signedIn: opened.user.id, again };
  }, host);
}

it("a browser's own passkey signs a customer in, once for each time it is asked", async () => {
  const { page, complaints } = await open();
  await page.goto(site);
  await addAuthenticator(page);
  const journey = await useOfPasskey(page, `http://${shop.slug}.localhost:${running().platform.port}`);
  expect(journey).toEqual({
    registered: journey.registered,
    added: 201,
    signedIn: journey.registered,
    again: 401,
  });
  expect(complaints.filter((line) => !line.includes("401"))).toEqual([]);
});
