export { shippingProfile, standardCategory, taxCategory } from "./category.ts";
