import { defineLimits } from "../../kernel/limit.ts";

const beyond = "400 `validation-failed`";

export const accessLimits = defineLimits({
  roles: {
    value: 100,
    unit: "count",
    per: "tenant",
    what: "Roles that a tenant has made",
    beyond: "422 `too-large`",
  },
  grantsOfRole: { value: 20, unit: "count", per: "value", what: "Grants of a role", beyond },
  permissionsOfGrant: { value: 100, unit: "count", per: "value", what: "Permissions of a grant", beyond },
  conditionValues: {
    value: 50,
    unit: "count",
    per: "value",
    what: "Values of an attribute in the conditions of a grant",
    beyond,
  },
});
