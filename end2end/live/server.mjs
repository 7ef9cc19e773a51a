// The binary under test, on a free port over a folder of its own.

import { once } from "node:events";
import { createInterface } from "node:readline";

export class Server {
  static async start(binary, data, spawn, listen = "127.0.0.1:0") {
    const child = spawn(binary, ["serve", "--listen", listen, "--data", data], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ISOBAR_LOG: "error" },
    });
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the server ended with ${code}`);
    });
    ended.catch(() => {});
    const [line] = await Promise.race([once(lines, "line"), ended]);
    const server = new Server();
    server.child = child;
    server.address = line.match(/http:\/\/(\S+)/)[1];
    server.again = (signal) => server.stop(signal).then(() => Server.start(binary, data, spawn, server.address));
    return server;
  }

  async stop(signal = "SIGTERM") {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, "exit");
    this.child.kill(signal);
    await exit;
  }

  async call(method, path, token) {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const answer = await fetch(`http://${this.address}${path}`, { method, headers });
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
  }

  /** A new board: its id and the tokens of its links. */
  async board() {
    const { body } = await this.call("POST", "/api/v1/boards");
    const token = (role) => new URL(body.links[role]).searchParams.get("access");
    return { id: body.id, facilitator: token("facilitator"), editor: token("editor"), viewer: token("viewer") };
  }

  live(board, token) {
    return `ws://${this.address}/api/v1/live/${board.id}?access=${token}`;
  }
}
