// Style elements need the page's nonce. The renderer sets it on one of them only.
const { content: nonce } = document.querySelector('meta[property="csp-nonce"]');
const createElement = document.createElement.bind(document);
document.createElement = (name, options) => {
  const element = createElement(name, options);
  if (name === "style") element.nonce = nonce;
  return element;
};

document.addEventListener("DOMContentLoaded", () => {
  // These settings keep everything on this origin: no fonts, proxy, agent or registry of another host.
  Scalar.createApiReference("#main", {
    url: "/openapi.json",
    theme: "default",
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    showDeveloperTools: "never",
    persistAuth: false,
    authentication: { preferredSecurityScheme: "secretKey" },
    defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
    metaData: { title: "API reference · RusToK Edge" },
  });
});

// What the form to try an operation lacks for screen readers and keyboards.
const fixes = [
  [
    ".code-input-lite__editor[role=combobox]:not([aria-expanded])",
    (field) => field.setAttribute("aria-expanded", "false"),
  ],
  [".cm-content[role=textbox]:not([aria-label])", (editor) => editor.setAttribute("aria-label", "Body")],
  ['.cm-scroller[tabindex="-1"]', (scroller) => scroller.setAttribute("tabindex", "0")],
  ["button[role=none]", (button) => button.removeAttribute("role")],
];
new MutationObserver(() => {
  for (const [selector, fix] of fixes)
    for (const element of document.querySelectorAll(selector)) fix(element);
}).observe(document, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["role", "aria-expanded"],
});
