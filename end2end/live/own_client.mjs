// Our own client (server/examples/peer.rs): a line in, a line of JSON out.

import { createInterface } from "node:readline";
import { until } from "./until.mjs";

export class OwnClient {
  constructor(binary, url, spawn) {
    this.child = spawn(binary, [url], { stdio: ["pipe", "pipe", "inherit"] });
    this.waiting = [];
    const lines = createInterface({ input: this.child.stdout });
    lines.on("line", (line) => this.waiting.shift()?.resolve(JSON.parse(line)));
    lines.on("close", () => this.waiting.forEach((w) => w.reject(new Error("our client has ended"))));
  }

  /** Obeys, and says how the board stands. */
  say(line) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.child.stdin.write(`${line}\n`);
    });
  }

  until(what, condition) {
    return until(what, async () => {
      const state = await this.say("state");
      return condition(state) && state;
    });
  }

  end() {
    this.child.stdin.end();
    this.child.kill();
  }
}
