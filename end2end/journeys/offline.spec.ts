// Work without a network: the page and the board open, changes wait, and all comes together when the server is back.
import { createServer, type Server as HttpServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../server.ts';
import { BoardPage, said } from '../pages/board.ts';

const orders = { format: 'isobar/board', version: 1, title: 'Orders', notes: [{ id: 'n1', kind: 'domain-event', text: 'Order placed', x: 0, y: 0 }] };

/** The names of the caches, and every address in them. */
const cached = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)));
    return { names, addresses: all.flat() };
  });

test('the server is down and the browser was closed: the board opens, takes changes, and all merges', async ({ browser, launchOptions, playwright, server }) => {
  const made = await server.board(orders);
  const profile = mkdtempSync(join(tmpdir(), 'isobar-profile-'));
  const launch = () => playwright.chromium.launchPersistentContext(profile, { ...launchOptions, viewport: { width: 1600, height: 960 } });
  try {
    let context = await launch();
    let board = new BoardPage(await context.newPage());
    await board.open(made.links.editor);
    await board.opensOffline();
    await server.stop('SIGKILL');
    await expect(board.saveState).toHaveText(/^Offline/);
    await board.storm('e', ['Order packed']);
    await expect(board.saveState).toHaveText('Offline, unsaved');
    await context.close();

    context = await launch();
    board = new BoardPage(await context.newPage());
    await board.page.goto(`${server.url}/b/${made.id}`);
    await expect(board.wall).toBeVisible();
    await expect(board.saveState).toHaveText('Offline, unsaved');
    await expect(board.page.locator('.away')).toContainText('your changes are kept in this browser');
    await expect(board.page).toHaveTitle('Orders · Isobar');
    // Also what the page loads late is here: the panel's parts and the analysis.
    expect(said(await board.file())).toEqual(['domain-event: Order packed', 'domain-event: Order placed']);
    await board.storm('c', ['Ship order']);
    // Also the home page opens, and knows the board.
    const home = await context.newPage();
    await home.goto(server.url);
    await expect(home.getByText('Orders').first()).toBeVisible();
    await home.close();

    await server.start();
    const other = new BoardPage(await (await browser.newContext()).newPage());
    await other.open(made.links.editor);
    await other.storm('e', ['Order paid']);
    await other.saved();
    await board.saved();
    const all = ['command: Ship order', 'domain-event: Order packed', 'domain-event: Order paid', 'domain-event: Order placed'];
    await expect.poll(async () => said(await server.file(made))).toEqual(all);
    await expect.poll(async () => said(await board.file())).toEqual(all);
    await expect.poll(() => board.unacknowledged()).toBe(0);

    const { addresses } = await cached(board.page);
    expect(addresses.filter((address) => address.includes('access=') || address.includes('/api/'))).toEqual([]);
    expect(addresses.filter((address) => !address.includes('/assets/')).map((address) => new URL(address).pathname).sort()).toEqual(['/', '/b/offline', '/newest']);
    await context.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

test('the link has ended meanwhile: what was made offline is still here to be downloaded', async ({ page, server }) => {
  const made = await server.board(orders);
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.opensOffline();
  await server.stop('SIGKILL');
  await expect(board.saveState).toHaveText(/^Offline/);
  await board.storm('e', ['Order packed']);
  await expect(board.saveState).toHaveText('Offline, unsaved');
  await page.goto('about:blank');
  await server.start();
  const links = `${server.url}/api/v1/boards/${made.id}/links`;
  const headers = { authorization: `Bearer ${new URL(made.links.facilitator).searchParams.get('access')}` };
  const listed: any[] = (await (await fetch(links, { headers })).json()).links;
  const { name } = listed.find((link) => link.role === 'editor');
  expect((await fetch(`${links}/${name}`, { method: 'DELETE', headers })).ok).toBe(true);

  await page.goto(`${server.url}/b/${made.id}`);
  await expect(page.getByRole('heading', { name: 'Your link to this board has ended' })).toBeVisible();
  const download = await board.download(() => page.getByRole('button', { name: 'Download the board' }).click());
  const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(said(file)).toEqual(['domain-event: Order packed', 'domain-event: Order placed']);
  // Looking does not lose it.
  await page.reload();
  await expect(page.getByRole('button', { name: 'Download the board' })).toBeVisible();
  await page.screenshot({ path: 'out/ended.png' });
});

test('two tabs share while the server is away, and one sends what the closed one made', async ({ context, server }) => {
  const made = await server.board(orders);
  const one = new BoardPage(await context.newPage());
  const two = new BoardPage(await context.newPage());
  await one.open(made.links.editor);
  await two.open(`${server.url}/b/${made.id}`);
  await two.opensOffline();
  await server.stop('SIGKILL');
  await expect(one.saveState).toHaveText(/^Offline/);
  await expect(two.saveState).toHaveText(/^Offline/);
  await one.storm('e', ['Order packed']);
  const both = ['domain-event: Order packed', 'domain-event: Order placed'];
  await expect.poll(async () => said(await two.file())).toEqual(both);
  // The other has it too, and says so.
  await expect(two.saveState).toHaveText('Offline, unsaved');
  await two.storm('c', ['Ship order']);
  const all = ['command: Ship order', ...both];
  await expect.poll(async () => said(await one.file())).toEqual(all);

  // A tab that comes now has all of it.
  const three = new BoardPage(await context.newPage());
  await three.page.goto(`${server.url}/b/${made.id}`);
  await expect(three.wall).toBeVisible();
  await expect.poll(async () => said(await three.file())).toEqual(all);
  await one.page.close();
  await two.page.close();
  await server.start();
  await three.saved();
  await expect.poll(async () => said(await server.file(made))).toEqual(all);
  await expect.poll(() => three.unacknowledged()).toBe(0);
});

test('a link that only looks opens offline too, and changes nothing', async ({ page, server }) => {
  const made = await server.board(orders);
  const board = new BoardPage(page);
  await board.open(made.links.viewer);
  await board.opensOffline();
  await server.stop('SIGKILL');
  await page.reload();
  await expect(board.wall).toBeVisible();
  await expect(board.saveState).toHaveText('Offline');
  expect(said(await board.file())).toEqual(['domain-event: Order placed']);
  await board.wall.focus();
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await expect(board.typing).toHaveCount(0);
  await server.start();
  await expect(board.saveState).toHaveText('View only');
});

test('storage that is full is said', async ({ context, page, server }) => {
  const made = await server.board(orders);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await expect(page.getByText('This board cannot be opened without a connection')).toBeVisible();
  expect(await board.explanation()).toContain('storage is full');
});

test('storage that is off is said, where the work stands and before it is lost', async ({ page, server }) => {
  const made = await server.board(orders);
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    IDBFactory.prototype.open = refuse;
    Storage.prototype.setItem = refuse;
  });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await expect.poll(() => board.explanation()).toContain('lets the page store nothing');
  await server.stop('SIGKILL');
  await expect(board.saveState).toHaveText(/^Offline/);
  await board.storm('e', ['Order packed']);
  await expect(page.locator('.away')).toContainText('storage is full or off. Keep this page open until it says Saved.');
  await server.start();
  await board.saved();
  await expect.poll(async () => said(await server.file(made))).toEqual(['domain-event: Order packed', 'domain-event: Order placed']);
});

test('a change for which there was room in the copy of the board alone is said, and sent', async ({ context, server }) => {
  const made = await server.board(orders);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const full = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...given) {
      return this.name === 'updates' ? full() : put.apply(this, given);
    };
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
      return key.startsWith('isobar.unsaved.') ? full() : setItem.call(this, key, value);
    };
  });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.opensOffline();
  await server.stop('SIGKILL');
  await expect(board.saveState).toHaveText(/^Offline/);
  await board.storm('e', ['Order packed']);
  await expect(page.locator('.away')).toContainText('storage is full or off. Keep this page open until it says Saved.');
  await expect.poll(() => page.evaluate((id) => (globalThis as any).isobarKept.copyIsUnsaved(id), made.id)).toBe(true);
  await page.close();

  const again = new BoardPage(await context.newPage());
  await again.page.goto(`${server.url}/b/${made.id}`);
  await expect(again.wall).toBeVisible();
  await expect(again.saveState).toHaveText('Offline, unsaved');
  await again.page.close();
  await server.start();
  const third = new BoardPage(await context.newPage());
  await third.page.goto(`${server.url}/b/${made.id}`);
  await third.saved();
  const both = ['domain-event: Order packed', 'domain-event: Order placed'];
  await expect.poll(async () => said(await server.file(made))).toEqual(both);
  await expect.poll(() => third.page.evaluate((id) => (globalThis as any).isobarKept.copyIsUnsaved(id), made.id)).toBe(false);
});

test('plain http from elsewhere: work outlives the page, and that it does not start offline is said', async ({ launchOptions, playwright, server }) => {
  const made = await server.board(orders);
  const elsewhere = await playwright.chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP storm.example 127.0.0.1'] });
  try {
    const board = new BoardPage(await elsewhere.newPage());
    const link = new URL(made.links.editor);
    link.hostname = 'storm.example';
    await board.open(link.href);
    expect(await board.page.evaluate(() => isSecureContext)).toBe(false);
    await expect.poll(() => board.explanation()).toContain('plain http');
    await server.stop('SIGKILL');
    await board.storm('e', ['Order packed']);
    await expect(board.page.locator('.away')).toContainText('only over https');
    await board.page.goto('about:blank');
    await server.start();
    await board.open(`${link.origin}/b/${made.id}`);
    await board.saved();
    await expect.poll(async () => said(await server.file(made))).toEqual(['domain-event: Order packed', 'domain-event: Order placed']);
  } finally {
    await elsewhere.close();
  }
});

test('another release comes with the next load, whole, and the old one goes', async ({ page, server }) => {
  // What an operator's next release would serve: other pages, another list of what it is made of.
  let release = 1;
  let mixed = false;
  let held = Promise.resolve();
  const proxy: HttpServer = createServer(async (request, answer) => {
    const given = await fetch(server.url + request.url);
    const type = given.headers.get('content-type') ?? '';
    if (request.url === '/b/offline') await held;
    let body = Buffer.from(await given.arrayBuffer());
    if (type.startsWith('text/html')) {
      const head = `<meta name="release" content="${release}">${mixed ? '<link href="/assets/of-another-release.css">' : ''}</head>`;
      body = Buffer.from(body.toString().replace('</head>', head));
    }
    if (request.url === '/service-worker.js') body = Buffer.from(body.toString().replace(/RELEASE = "\w+"/, `RELEASE = "release-${release}"`));
    answer.writeHead(given.status, { 'content-type': type, 'cache-control': given.headers.get('cache-control') ?? '' }).end(body);
  });
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
  const { port } = proxy.address() as { port: number };
  const close = () =>
    new Promise((done) => {
      proxy.close(done);
      proxy.closeAllConnections();
    });
  const shown = () => page.locator('meta[name=release]').getAttribute('content');
  const kept = async () => (await cached(page)).names.filter((name) => name !== 'isobar');
  try {
    await page.goto(`http://127.0.0.1:${port}/`);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)).toBe('activated');
    expect(await kept()).toEqual(['isobar release-1']);

    release = 2;
    await page.reload();
    expect(await shown()).toBe('2');
    await expect.poll(kept).toContain('isobar release-2');
    await page.reload();
    await expect.poll(kept).toEqual(['isobar release-2']);

    // A page and a list that do not belong together are not kept.
    [release, mixed] = [3, true];
    await page.evaluate(async () => {
      const registration = (await navigator.serviceWorker.getRegistration())!;
      await registration.update();
      const coming = registration.installing;
      if (coming) await new Promise<void>((done) => (coming.onstatechange = () => coming.state === 'redundant' && done()));
    });
    expect(await kept()).toEqual(['isobar release-2']);

    // Back to the first one: while it is being fetched the second one works on, and takes nothing of it away.
    [release, mixed] = [1, false];
    let go = () => {};
    held = new Promise((resolve) => (go = resolve));
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
    await expect.poll(kept).toEqual(['isobar release-2', 'isobar release-1']);
    for (const _ of [1, 2]) await page.reload();
    go();
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.installing === null)).toBe(true);
    await page.reload();
    await expect.poll(kept).toEqual(['isobar release-1']);
    await close();
    await page.reload();
    expect(await shown()).toBe('1');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  } finally {
    if (proxy.listening) await close();
  }
});
