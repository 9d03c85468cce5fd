import { defineLimits } from "../../kernel/limit.ts";

const beyond = "400 `validation-failed`";
const tooLarge = "422 `too-large`";

export const accessLimits = defineLimits({
  roles: {
    value: 100,
    unit: "count",
    per: "tenant",
    what: "Roles that a tenant has made",
    beyond: tooLarge,
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
  registeredQueries: {
    value: 1_000,
    unit: "count",
    per: "tenant",
    what: "Registered GraphQL queries of all publishable keys",
    beyond: tooLarge,
  },
  queriesAtOnce: {
    value: 100,
    unit: "count",
    per: "request",
    what: "Queries that are registered at once",
    beyond,
  },
  queryText: {
    value: 64 * 1024,
    unit: "characters",
    per: "value",
    what: "The text of a registered GraphQL query",
    beyond,
  },
});
