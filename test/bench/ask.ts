/**
 * Sends a request that must succeed: a POST if there is a body.
 *
 * @throws If it is refused.
 */
export async function ask<Answer>(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  // Whoever asks knows what is answered.
  return (await response.json()) as Answer;
}
