import * as z from "zod";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";

const identified = z.looseObject({ id: z.string(), location: z.string() });
const path = "/v1/admin/menus";

/** A menu. A location has one, so a tenant may have all that it can have: then one of those. */
async function makeMenu(send: Send, { adminKey: key }: MintedTenant) {
  for (const location of ["footer", "sidebar", "mobile", "header"]) {
    const body = {
      name: "Help",
      location,
      items: [{ translations: [{ locale: "en", title: "Home" }], url: "/" }],
    };
    const made = await send("post", path, { key, body });
    if (made.status === 201) return identified.parse(made.body);
  }
  const { body } = await send("get", path, { key });
  const [menu] = z.object({ items: z.array(identified) }).parse(body).items;
  if (menu === undefined) throw new Error("there is no menu, and none can be made");
  return menu;
}

/** What the paths of menus name. */
export const menuThings = {
  [path]: async (send: Send, tenant: MintedTenant) => (await makeMenu(send, tenant)).id,
  "/v1/store/menus": async (send: Send, tenant: MintedTenant) => (await makeMenu(send, tenant)).location,
};

const home = { translations: [{ locale: "en", title: "Home" }], url: "/" };

const mainMenu = {
  name: "Main menu",
  location: "header",
  items: [
    home,
    {
      translations: [{ locale: "en", title: "Help" }],
      icon: "question",
      children: [
        { translations: [{ locale: "en", title: "Write to us" }], url: "mailto:help@harbour.example" },
      ],
    },
  ],
};

/** Deletes the menu that an earlier request has made. */
async function freeHeader(send: Send, { adminKey: key }: MintedTenant): Promise<void> {
  const { body } = await send("get", path, { key });
  const { items } = z.object({ items: z.array(identified) }).parse(body);
  for (const { id, location } of items)
    if (location === "header") await send("delete", `${path}/${id}`, { key });
}

/** Valid bodies of the routes of menus. */
export const menuExamples = {
  "post /v1/admin/menus": async (_member: unknown, tenant: MintedTenant, send: Send) => {
    await freeHeader(send, tenant);
    return { body: mainMenu };
  },
  "patch /v1/admin/menus/{id}": () => ({ body: { name: "Footer", items: [home] } }),
};
