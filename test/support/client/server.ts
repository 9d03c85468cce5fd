/** What a fake server answers next: an answer, or a connection that breaks. */
export type Scripted = Response | Error;

/** A server that answers what it is told, in order, and keeps what it was sent. */
export function scripted(...answers: readonly Scripted[]) {
  const requests: Request[] = [];
  return {
    requests,
    fetch: async (request: Request): Promise<Response> => {
      requests.push(request.clone());
      // A request is read where it goes: one that was read before cannot be sent again.
      await request.arrayBuffer();
      const answer = answers[requests.length - 1] ?? new Error("it was not told what to answer");
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

export function problem(code: string, status: number, headers: Record<string, string> = {}): Response {
  const body = { type: `/problems/${code}`, title: "A problem", status, detail: "It was refused.", code };
  return json(body, status, { "Content-Type": "application/problem+json", ...headers });
}

/** A wait that is over at once, and how long each was to be. */
export function waits() {
  const ms: number[] = [];
  const wait = async (one: number): Promise<void> => {
    ms.push(one);
  };
  return { ms, wait };
}
