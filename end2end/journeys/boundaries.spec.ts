// From the sample storm to accepted boundaries, findings and a zip that validators accept.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, root, test, type Board } from '../server.ts';
import { BoardPage } from '../pages/board.ts';

test('find boundaries, accept, see sizes and findings, take everything away', async ({ page, server }) => {
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Open the cargo shipping sample' }).click();
  const board = new BoardPage(page);
  await board.saved();
  await page.getByRole('button', { name: 'Skip' }).click();
  const id = new URL(page.url()).pathname.split('/')[2];
  const stored = await page.evaluate(() => JSON.stringify(localStorage));
  const token = stored.match(/token[\\":]+([A-Za-z0-9_-]{20,})/)![1];
  const made: Board = { id, links: { facilitator: '', editor: '', viewer: `${server.url}/b/${id}?access=${token}` } };
  const before = await server.file(made);

  await board.tab('Boundaries');
  await board.panel.getByRole('button', { name: 'Find boundaries' }).click();
  const cards = board.panel.getByRole('radio');
  await expect(cards.nth(2)).toBeVisible();
  await expect(board.panel.getByRole('radio', { checked: true })).toHaveCount(1);
  // Every context says why.
  const contexts = board.panel.locator('.card', { has: page.getByRole('button', { name: 'Why each note is here' }) });
  const count = await contexts.count();
  expect(count).toBeGreaterThan(1);
  for (let i = 0; i < count; i++) await expect(contexts.nth(i).locator('.why li').first()).not.toBeEmpty();
  await board.panel.getByRole('button', { name: 'Why each note is here' }).first().click();
  await expect(board.panel.locator('.members li p').first()).not.toBeEmpty();
  await page.screenshot({ path: join(root, 'docs/pictures/board.png') });

  await board.panel.getByRole('button', { name: /^Accept all/ }).click();
  await board.saved();
  await expect.poll(async () => (await server.file(made)).contexts?.length).toBe(count);
  const placed = (file: any) => file.contexts.flatMap((c: any) => c.members).length;
  expect(placed(await server.file(made))).toBe(
    before.notes.filter((n: any) => !['actor', 'external-system', 'hotspot', 'opportunity', 'definition', 'text'].includes(n.kind)).length,
  );

  // One undoable change.
  await board.wall.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await server.file(made)).contexts).toEqual(before.contexts);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await server.file(made)).contexts?.length).toBe(count);

  // Sizes, and the context map.
  await expect(board.panel.locator('.figures').first()).toBeVisible();
  await expect(board.panel.getByText('Context map')).toBeVisible();

  // Findings lead to their notes; what cannot be judged is said to be unknown.
  await board.tab('Findings');
  await expect(board.panel.getByText('Not known')).toBeVisible();
  await board.panel.getByRole('button', { name: /^(Show|Open)/ }).first().click();

  // The archive's files pass their validators.
  await board.tab('Contracts');
  const download = await board.download(() => board.panel.getByRole('button', { name: 'Download all as .zip' }).click());
  const files = unzipSync(new Uint8Array(readFileSync(await download.path())));
  // Left for the validators, which run next (tools/validate.sh): they are slow to start.
  const tree = join(root, 'end2end/out/download');
  rmSync(tree, { recursive: true, force: true });
  for (const [path, bytes] of Object.entries(files)) {
    if (path.endsWith('/')) continue;
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), bytes);
  }
  for (const format of ['openapi', 'proto', 'asyncapi', 'mermaid', 'svg', 'png', 'pdf', 'canvas', 'board', 'storm'])
    expect(Object.keys(files).some((path) => path.startsWith(`${format}/`)), format).toBe(true);
});

test('a preview has colours and can be copied', async ({ page, server }) => {
  const made = await server.board({
    format: 'isobar/board',
    version: 1,
    title: 'Orders',
    notes: [
      { id: 'c', kind: 'command', text: 'Place order', x: 0, y: 0 },
      { id: 'a', kind: 'aggregate', text: 'Order', x: 130, y: 0 },
      { id: 'e', kind: 'domain-event', text: 'Order placed', x: 320, y: 0 },
    ],
  });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.tab('Contracts');
  await board.panel.getByRole('button', { name: /^OpenAPI/ }).click();
  await expect(board.panel.locator('.code .hljs-attr').first()).toBeVisible();
  await board.panel.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/openapi: "?3\.1/);
});

test('formats whose code does not come are said and can be asked for again', async ({ page, server }) => {
  const made = await server.board({ format: 'isobar/board', version: 1, title: 'Orders', notes: [{ id: 'c', kind: 'command', text: 'Place order', x: 0, y: 0 }] });
  const board = new BoardPage(page);
  await page.context().route(/split_contracts/, (route) => route.abort());
  await board.open(made.links.editor);
  await board.tab('Contracts');
  await expect(board.panel.getByText('This part of the analysis did not load')).toBeVisible();
  await page.context().unroute(/split_contracts/);
  await board.panel.getByRole('button', { name: 'Try again' }).click();
  await expect(board.panel.getByRole('button', { name: /^OpenAPI/ })).toBeVisible();
});
