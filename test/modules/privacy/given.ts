import { z } from "zod";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { orderShape } from "../../../src/modules/orders/index.ts";
import { erasure } from "../../../src/modules/privacy/erasing/schema.ts";
import { readMailbox } from "../../../src/platform/mail/mailbox.ts";
import { openInvoker } from "../../support/invoker.ts";
import { storedTexts, tablesWith } from "../../support/stored-texts.ts";
import { openCustomerShop } from "../customers/shop.ts";

/** Where Ada calls from. */
export const address = "203.0.113.77";

/** What can be recognised as Ada's. */
export const texts = ["adalovelace", "Augusta-Zoë", "Countess", "St-James-Square", "7946-0001", address];

const home = {
  ...{ firstName: "Augusta-Zoë", lastName: "Countess", company: null, address1: "12 St-James-Square" },
  ...{ address2: null, city: "London", province: null, postalCode: "SW1Y 4JH", country: "GB" },
  phone: "+44 20 7946-0001",
};

export const email = "adalovelace@shop.example";

/** A shop with a lamp, and what Ada does in it. */
export function openErasureShop() {
  const shop = openCustomerShop();
  const made = shop.must("catalogue.createProduct", {
    translations: [{ locale: "en", title: "Lamp" }],
    variants: [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 100_000 }],
  });
  const { variants } = z.object({ variants: z.array(z.object({ id: z.string() })) }).parse(made);
  /** Somebody orders a lamp from Ada's address, as a guest or as a customer. */
  const order = (more: object = {}, actor: Parameters<typeof shop.as>[0] = anonymous) => {
    shop.platform.clock.advance(1_000);
    const items = [{ variantId: variants[0]?.id, quantity: 1 }];
    const input = { items, email, shippingAddress: home, ...more };
    const placed = shop.run("till.place", input, { actor, address });
    if (!placed.ok) throw new Error(placed.refusal.detail);
    return orderShape.parse(placed.answer);
  };
  const cancel = ({ id }: { readonly id: string }) =>
    shop.must("orders.cancelOrder", { id, reason: "Countess called" });
  const settle = () => shop.platform.passTime(shop.tenant, 120_000);
  return {
    ...shop,
    variantId: variants[0]?.id ?? "",
    order,
    cancel,
    settle,
    /** Ada has an account with a verified address, a name and an address book. */
    register(isVerified = true) {
      const ada = shop.register(email, isVerified);
      const profile = { firstName: "Augusta-Zoë", lastName: "Countess", phone: "+44 20 7946-0001" };
      shop.must("customers.updateCustomer", { id: ada.id, patch: profile });
      shop.must("accounts.giveAddress", { customerId: ada.id, address: home });
      return ada;
    },
    /** Invokes an operation that reads stored mail. */
    export: openInvoker(shop.platform, shop.tenant, {
      mailbox: {
        read: (tenantId, page) => readMailbox(shop.platform.readModel, tenantId, page),
        readTo: (tenantId, to, page) => readMailbox(shop.platform.readModel, tenantId, page, to),
        readHtml: async () => null,
      },
    }),
    /** Erases a customer. Answers how far it is, or the refusal. */
    erase(id: string) {
      const result = shop.run("privacy.eraseCustomer", { id });
      return result.ok ? erasure.parse(result.answer) : result.refusal;
    },
    readOrder({ id }: { readonly id: string }) {
      return orderShape.parse(shop.must("orders.updateOrder", { id }));
    },
    /** The tables of the object and of the read model in which there is something of Ada. */
    traces(of: readonly string[] = texts) {
      const { tenant, platform } = shop;
      return {
        object: tablesWith(storedTexts(tenant.storage.rows), of),
        readModel: tablesWith(storedTexts(platform.readModel.rows), of),
      };
    },
  };
}

export type ErasureShop = ReturnType<typeof openErasureShop>;

export const nothing = { object: [], readModel: [] };
