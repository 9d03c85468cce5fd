import { defineLimits } from "../../kernel/limit.ts";

export const customerLimits = defineLimits({
  addresses: {
    value: 50,
    unit: "count",
    per: "value",
    what: "Addresses in the address book of a customer",
    beyond: "422 `too-large`",
  },
  groups: {
    value: 1_000,
    unit: "count",
    per: "tenant",
    what: "Customer groups",
    beyond: "422 `too-large`",
  },
  groupsOfCustomer: {
    value: 50,
    unit: "count",
    per: "value",
    what: "Groups of a customer",
    beyond: "422 `too-large`",
  },
  membersAtOnce: {
    value: 100,
    unit: "count",
    per: "request",
    what: "Customers to add to a group, and customers to remove from it",
    beyond: "400 `validation-failed`",
  },
});
