// The product as an operator runs it: the release binary, on a free port, with a data folder of its own.
import { test as base } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, '..');
export const binary = process.env.ISOBAR ? resolve(process.env.ISOBAR) : join(root, 'target/release/isobar');

export class Server {
  private process?: ChildProcess;
  readonly data = mkdtempSync(join(tmpdir(), 'isobar-journey-'));
  url = '';

  /** Starts, on the same port as before if there was one. */
  async start(): Promise<void> {
    const listen = this.url ? new URL(this.url).host : '127.0.0.1:0';
    const child = spawn(binary, ['serve', '--listen', listen, '--data', this.data], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    this.url = await new Promise<string>((ready, failed) => {
      let said = '';
      const read = (chunk: Buffer) => {
        said += chunk.toString();
        const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
        if (address) ready(address[0]);
      };
      child.stdout!.on('data', read);
      child.stderr!.on('data', read);
      child.on('exit', (code) => failed(new Error(`isobar serve ended with ${code}: ${said}`)));
    });
  }

  /** Stops the process: politely (SIGTERM), or as a crash does (SIGKILL). */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  async dispose(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Makes a board over HTTP: empty, or from a board file. */
  async board(file?: object): Promise<Board> {
    const answer = await fetch(`${this.url}/api/v1/boards`, {
      method: 'POST',
      headers: file ? { 'content-type': 'application/json' } : {},
      body: file ? JSON.stringify(file) : undefined,
    });
    if (answer.status !== 201) throw new Error(`POST /api/v1/boards: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Board;
  }

  /** The board file as the server has it. */
  async file(board: Board): Promise<any> {
    const token = new URL(board.links.viewer).searchParams.get('access');
    const answer = await fetch(`${this.url}/api/v1/boards/${board.id}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`GET board: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

export interface Board {
  id: string;
  links: { facilitator: string; editor: string; viewer: string };
}

/** A test that has a server of its own. */
export const test = base.extend<{ server: Server }>({
  server: async ({}, use) => {
    const server = new Server();
    await server.start();
    await use(server);
    await server.dispose();
  },
});
export { expect } from '@playwright/test';
