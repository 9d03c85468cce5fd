/** The words of blocks on pages and posts have such names, and are shown to readers. */
const ofBlocks = Object.fromEntries(
  [
    "POST /v1/admin/pages",
    "PATCH /v1/admin/pages/{id}",
    "POST /v1/admin/posts",
    "PATCH /v1/admin/posts/{id}",
  ].flatMap((route) => [
    [`${route} /blocks/-/id`, "names one of its own blocks, which stays the same block"],
    ...["data", "translations/-/data"].flatMap((data) => [
      [`${route} /blocks/-/${data}/items/-/role`, "what somebody does who is quoted: a text"],
      [`${route} /blocks/-/${data}/plans/-/price`, "the price of a plan as a text; nobody pays by it"],
    ]),
  ]),
);

/**
 * Fields of bodies that have the name of a privileged field, and why a caller may send them. The test fails if a schema
 * names one that is not here, and if it no longer names one that is.
 */
export const documented: Readonly<Record<string, string>> = {
  "POST /v1/admin/users /role": "no role with more rights than the caller's, whom the object checks",
  "PATCH /v1/admin/users/{id} /role": "the same, and the user may not have more rights than the caller",
  "POST /v1/admin/invitations /role": "the same as for a new user",
  "POST /v1/admin/api-keys /role": "no key with more rights than the caller's",
  "POST /v1/admin/api-keys /scopes": "they limit the role of the key, and extend nothing",
  "POST /v1/admin/roles /grants": "no role with more rights than the caller's",
  "POST /v1/admin/roles /grants/-/permissions": "the same",
  "PATCH /v1/admin/roles/{id} /grants": "the same, and the role may not have more rights than the caller",
  "PATCH /v1/admin/roles/{id} /grants/-/permissions": "the same",
  "POST /v1/admin/permissions/check /apiKey": "names the key that is asked about; nothing is changed",
  "POST /v1/admin/permissions/check /role": "names the role that is asked about; nothing is changed",
  "PATCH /v1/admin/customers/{id} /status":
    "staff disables customers; a customer's own profile has no status",
  "PATCH /v1/platform/tenants/{id} /status":
    "the operator suspends and resumes; no tenant's role has the permission",
  "PATCH /v1/admin/products/{id} /variants/-/id":
    "names one of the product's own variants; any other is refused",
  "POST /v1/admin/products /variants/-/prices": "the merchant's prices of a variant",
  "POST /v1/admin/products/{id}/variants /prices": "the merchant's prices of a variant",
  "PATCH /v1/admin/variants/{id} /prices": "the merchant's prices of a variant",
  "PUT /v1/admin/variants/{id}/prices /prices": "the merchant's prices of a variant",
  "POST /v1/admin/prices /items/-/prices": "the merchant's prices of a variant",
  "POST /v1/admin/notes /id": "of a module for tests: its notes have the names that callers give them",
  "POST /v1/auth/passkeys /credential/id": "the authenticator's name of the credential, under its signature",
  "POST /v1/auth/passkeys/sign-in /credential/id":
    "the authenticator's name of the credential; the key that is stored under it has to verify the signature",
  "POST /v1/admin/shipping-options /prices": "the merchant's prices of shipping",
  "PATCH /v1/admin/shipping-options/{id} /prices": "the merchant's prices of shipping",
  "POST /v1/admin/shipping-options /rules/-/prices": "the merchant's prices of shipping",
  "PATCH /v1/admin/shipping-options/{id} /rules/-/prices": "the merchant's prices of shipping",
  "POST /v1/admin/customers /taxExempt":
    "staff says who pays no taxes; a customer's own profile says nothing of it",
  "PATCH /v1/admin/customers/{id} /taxExempt": "the same",
  "POST /v1/admin/price-lists /status": "staff says from the start whether the list's prices hold",
  "PATCH /v1/admin/price-lists/{id} /status": "staff activates a list, and makes it a draft again",
  "PUT /v1/admin/price-lists/{id}/prices /prices": "the merchant's prices in a list",
  "PATCH /v1/admin/price-lists/{id}/prices /prices": "the merchant's prices in a list",
  "POST /v1/admin/promotions /status": "staff says from the start whether the promotion applies",
  "PATCH /v1/admin/promotions/{id} /status": "staff activates a promotion, and takes it back",
  "POST /v1/admin/webhooks /status": "staff adds an endpoint that is paused; only they see either state",
  "PATCH /v1/admin/webhooks/{id} /status": "staff pauses and resumes an endpoint",
  "POST /v1/admin/redirects /status": "the status of the response to a former path, 301 or 308",
  "PATCH /v1/admin/redirects/{id} /status": "the same",
  "POST /v1/admin/comments/decisions /items/-/id": "names the comment that is decided about",
  "POST /v1/admin/releases /items/-/id": "names what is released, which the caller could change without it",
  "PATCH /v1/admin/releases/{id} /items/-/id": "the same",
  ...ofBlocks,
};

/** Objects whose names are the caller's own, and why none of them is privileged. */
export const records: Readonly<Record<string, string>> = {
  "POST /v1/admin/releases /items/-/data": "names must be fields of a patch of the thing",
  "POST /v1/admin/releases /items/-/data/*": "names must be fields of a patch of the thing",
  "PATCH /v1/admin/releases/{id} /items/-/data": "names must be fields of a patch of the thing",
  "PATCH /v1/admin/releases/{id} /items/-/data/*": "names must be fields of a patch of the thing",
  "POST /v1/admin/roles /grants/-/where": "names must be attributes of the resource that is limited",
  "PATCH /v1/admin/roles/{id} /grants/-/where": "names must be attributes of the resource that is limited",
  "POST /v1/admin/products /metadata": "stored as one value, and read by no rule",
  "POST /v1/admin/products /metadata/*": "stored as one value, and read by no rule",
  "PATCH /v1/admin/products/{id} /metadata": "stored as one value, and read by no rule",
  "PATCH /v1/admin/products/{id} /metadata/*": "stored as one value, and read by no rule",
  "POST /v1/store/forms/{pageId}/{blockId} /fields": "names must be fields of the form",
  "POST /v1/admin/posts /metadata": "stored as one value, and read by no rule",
  "POST /v1/admin/posts /metadata/*": "stored as one value, and read by no rule",
  "PATCH /v1/admin/posts/{id} /metadata": "stored as one value, and read by no rule",
  "PATCH /v1/admin/posts/{id} /metadata/*": "stored as one value, and read by no rule",
  "POST /v1/admin/pages /metadata": "stored as one value, and read by no rule",
  "POST /v1/admin/pages /metadata/*": "stored as one value, and read by no rule",
  "PATCH /v1/admin/pages/{id} /metadata": "stored as one value, and read by no rule",
  "PATCH /v1/admin/pages/{id} /metadata/*": "stored as one value, and read by no rule",
  "POST /v1/admin/products /variants/-/options": "names must be those of the product's options",
  "POST /v1/admin/products/{id}/variants /options": "names must be those of the product's options",
  "PATCH /v1/admin/products/{id} /variants/-/options": "names must be those of the product's options",
  "PATCH /v1/admin/variants/{id} /options": "names must be those of the product's options",
  "POST /v1/auth/passkeys /credential/clientExtensionResults": "the browser's, and never read",
  "POST /v1/auth/passkeys /credential/clientExtensionResults/*": "the browser's, and never read",
  "POST /v1/auth/passkeys/sign-in /credential/clientExtensionResults": "the browser's, and never read",
  "POST /v1/auth/passkeys/sign-in /credential/clientExtensionResults/*": "the browser's, and never read",
};

/** Objects to which browsers add fields of their own. What is not documented is dropped. */
export const open: readonly string[] = [
  "POST /v1/auth/passkeys /credential",
  "POST /v1/auth/passkeys /credential/response",
  "POST /v1/auth/passkeys/sign-in /credential",
  "POST /v1/auth/passkeys/sign-in /credential/response",
];
