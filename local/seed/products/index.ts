import type { DemoProduct } from "../types.ts";
import { camp } from "./camp.ts";
import { carry } from "./carry.ts";
import { home } from "./home.ts";
import { kitchen } from "./kitchen.ts";
import { wear } from "./wear.ts";

/** The newest comes last, as it does in a shop that grew. */
export const products: DemoProduct[] = [...home, ...kitchen, ...carry, ...wear, ...camp];
