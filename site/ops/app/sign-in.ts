import { type Client, createClient } from "../api/client.ts";
import { signInProblem } from "../models/caller.ts";
import { byId } from "./dom.ts";
import { session } from "./session.ts";

/** Shows the form until a credential is accepted. */
export function showSignIn(accepted: (client: Client) => void): void {
  const form = byId("sign-in", HTMLFormElement);
  const input = byId("credential", HTMLInputElement);
  const problem = byId("sign-in-problem", HTMLElement);
  const button = form.querySelector("button");
  problem.textContent = session.takeMessage();
  form.hidden = false;
  const check = async () => {
    problem.textContent = "";
    const credential = input.value.trim();
    // A header takes no others, and neither a key nor a token has them.
    if (!/^[\x21-\x7e]+$/.test(credential)) {
      problem.textContent = "This is no key or token: it has characters that neither has.";
      return;
    }
    const client = createClient(credential);
    const answer = await client.subscriptions();
    if (!answer.ok) {
      problem.textContent = signInProblem(answer.failure.status, answer.failure.detail);
      input.select();
      input.focus();
      return;
    }
    session.keep(credential);
    input.value = "";
    form.hidden = true;
    accepted(client);
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button?.disabled === true) return;
    if (button !== null) button.disabled = true;
    await check();
    if (button !== null) button.disabled = false;
  });
  input.focus();
}
