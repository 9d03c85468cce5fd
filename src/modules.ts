import type { Module } from "./kernel/module.ts";
import { access } from "./modules/access/index.ts";
import { audit } from "./modules/audit/index.ts";
import { catalogue } from "./modules/catalogue/index.ts";
import { checkout } from "./modules/checkout/index.ts";
import { comments } from "./modules/comments/index.ts";
import { content, nodesShowing } from "./modules/content/index.ts";
import { customers } from "./modules/customers/index.ts";
import { contentExports } from "./modules/exports/index.ts";
import { forms } from "./modules/forms/index.ts";
import { identity } from "./modules/identity/index.ts";
import { inventory } from "./modules/inventory/index.ts";
import { media } from "./modules/media/index.ts";
import { menus } from "./modules/menus/index.ts";
import { ops } from "./modules/ops/index.ts";
import { orders } from "./modules/orders/index.ts";
import { pricing } from "./modules/pricing/index.ts";
import { privacy } from "./modules/privacy/index.ts";
import { pricedVariants, productsShowing, stockedVariants } from "./modules/products/index.ts";
import { promotions } from "./modules/promotions/index.ts";
import { releases } from "./modules/releases/index.ts";
import { seo } from "./modules/seo/index.ts";
import { shipping } from "./modules/shipping/index.ts";
import { taxes } from "./modules/taxes/index.ts";
import { tenants } from "./modules/tenants/index.ts";
import { transfers } from "./modules/transfers/index.ts";
import { webhooks } from "./modules/webhooks/index.ts";
import { wordpress } from "./modules/wordpress/index.ts";

const withContents: readonly Module[] = [
  tenants,
  access,
  customers,
  identity,
  taxes,
  inventory(stockedVariants),
  pricing(pricedVariants),
  catalogue,
  media([productsShowing, ...nodesShowing]),
  shipping,
  orders,
  promotions,
  checkout,
  content,
  comments,
  menus,
  forms,
  releases,
  wordpress,
  contentExports,
  seo,
  privacy,
  audit,
  webhooks,
  ops,
];

/** The platform's modules. This file is the one place that names them. */
export const modules: readonly Module[] = [...withContents, transfers(withContents)];
