import type { RulesetDefinition } from "@stoplight/spectral-core";
import spectralFunctions from "@stoplight/spectral-functions";
import spectralRulesets from "@stoplight/spectral-rulesets";

const { pattern, schema, truthy } = spectralFunctions;

const operations = "$.paths[*][get,post,put,patch,delete]";
const bodies = [
  "$.paths[*][*].requestBody.content[*]",
  "$.paths[*][*].responses[*].content[*]",
  "$.components.responses[*].content[*]",
];

/** What Spectral has no rule for: names, texts and examples that every program and every reader of the document relies on. */
const own = {
  "operation-id-is-a-verb-and-its-subject": {
    given: `${operations}.operationId`,
    check: { function: pattern, functionOptions: { match: "^[a-z]+([A-Z][a-z0-9]*)+$" } },
  },
  "operation-has-one-tag": {
    given: `${operations}.tags`,
    check: { function: schema, functionOptions: { schema: { type: "array", minItems: 1, maxItems: 1 } } },
  },
  "operation-is-described": {
    given: operations,
    check: [
      { field: "summary", function: pattern, functionOptions: { match: "^[A-Z].+[^.]$" } },
      { field: "description", function: pattern, functionOptions: { match: ".{40}" } },
    ],
  },
  "tag-is-described": {
    given: "$.tags[*]",
    check: { field: "description", function: pattern, functionOptions: { match: ".{20}" } },
  },
  "parameter-is-described": {
    given: ["$.paths[*][*].parameters[*]", "$.components.parameters[*]"],
    resolved: false,
    check: {
      function: schema,
      functionOptions: {
        schema: {
          anyOf: [
            { required: ["$ref"] },
            { required: ["description"] },
            { properties: { schema: { type: "object", required: ["description"] } } },
          ],
        },
      },
    },
  },
  "header-is-described": {
    given: "$.components.headers[*]",
    check: { field: "description", function: truthy },
  },
  "body-has-an-example": { given: bodies, check: { field: "examples", function: truthy } },
  "body-has-a-named-schema": {
    given: [
      "$.paths[*][*].requestBody.content[application/json]",
      "$.paths[*][*].responses[*].content[application/json]",
    ],
    resolved: false,
    check: { field: "schema", function: schema, functionOptions: { schema: { required: ["$ref"] } } },
  },
  // The probes say with 503 what is wrong in their own shape: who asks is a machine that looks at the status.
  "refusal-is-a-problem": {
    given: "$.paths[?(!@property.startsWith('/health'))][*].responses[?(@property.match(/^[45]/))]",
    resolved: false,
    check: {
      function: schema,
      functionOptions: {
        schema: { properties: { $ref: { const: "#/components/responses/Problem" } }, required: ["$ref"] },
      },
    },
  },
};

/** What Spectral says of this document that is meant to be so. */
const meant = {
  "contact-properties": "off",
  "license-url": "off",
  "openapi-tags-alphabetical": "off",
  // A parameter is described in its schema: our own rule looks there.
  "oas3-parameter-description": "off",
};

/** Spectral's own rules, all but those, and ours. Each finding is an error. */
export const strictRules = {
  extends: [[spectralRulesets.oas, "all"]],
  rules: { ...meant, ...Object.fromEntries(Object.entries(own).map(([name, rule]) => [name, ruleOf(rule)])) },
  // The package's type of a ruleset lacks what its own ruleset has.
} as unknown as RulesetDefinition;

/** A rule as Spectral reads it. An object that has a `then` itself would pass for a promise. */
function ruleOf({ check, ...rule }: { readonly check: object }): object {
  const severity = { severity: "error", message: "{{property}}: {{error}}" };
  return Object.fromEntries(
    Object.entries({ ...severity, ...rule, check }).map(([key, value]) => [
      key === "check" ? "then" : key,
      value,
    ]),
  );
}

/** Redocly's rules that say how an API should be made, not how it is described, or that this document meets in another way. */
export const notOurs = {
  // The tags are in the order of the reference, the operations in that of their module.
  "tags-alphabetical": "off",
  "path-http-verbs-order": "off",
  // A parameter is described in its schema: generated types would repeat it otherwise. Our own rule looks there.
  "parameter-description": "off",
  // Every body has a whole example that a test recorded.
  "scalar-property-missing-example": "off",
  "required-string-property-missing-min-length": "off",
  // Names of the API.
  "boolean-parameter-prefixes": "off",
  "path-segment-plural": "off",
  "no-http-verbs-in-paths": "off",
  // Files, problems, and lists in the way that is the default.
  "request-mime-type": "off",
  "response-mime-type": "off",
  "array-parameter-serialization": "off",
} as const;
