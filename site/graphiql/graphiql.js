// Starts GraphiQL. A subscription is a stream of server-sent events, which its own fetcher does not know.

const beginning = `# Products with what belongs to them. Press Ctrl-Enter to run it.
# The staff's queries need a header: {"Authorization": "Bearer sk_…"}.
# Other hosts than a shop's own need {"X-Tenant": "demo"}.

{
  products(first: 3) {
    totalCount
    nodes {
      title
      variants {
        sku
        price {
          amount
          currency
        }
      }
      collections {
        title
      }
    }
  }
}
`;

async function send(request, headers, accept) {
  return fetch("/graphql", {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(request),
  });
}

async function* subscribe(request, headers) {
  const response = await send(request, headers, "text/event-stream");
  if (!response.headers.get("Content-Type").startsWith("text/event-stream")) {
    yield await response.json();
    return;
  }
  let text = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      const blocks = text.split("\n\n");
      text = blocks.pop();
      for (const block of blocks) {
        const data = /^data: (.+)$/m.exec(block);
        if (/^event: next$/m.test(block) && data !== null) yield JSON.parse(data[1]);
      }
    }
  } finally {
    await reader.cancel();
  }
}

function isSubscription({ query, operationName }) {
  const name = operationName == null ? "" : `\\s+${operationName}\\b`;
  return new RegExp(`(?:^|\\n)\\s*subscription${name}`).test(query);
}

function fetcher(request, { headers = {} } = {}) {
  if (isSubscription(request)) return subscribe(request, headers);
  return send(request, headers, "application/json").then((response) => response.json());
}

ReactDOM.createRoot(document.getElementById("main")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: beginning,
    defaultEditorToolsVisibility: "headers",
  }),
);
