import { createClient } from "../api/client.ts";
import { openConsole } from "./console.ts";
import { session } from "./session.ts";
import { showSignIn } from "./sign-in.ts";

const credential = session.read();
if (credential === null) showSignIn(openConsole);
else openConsole(createClient(credential));
