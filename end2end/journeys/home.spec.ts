// Where one begins.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../server.ts';
import { BoardPage, said } from '../pages/board.ts';
import { HomePage } from '../pages/home.ts';

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

test('home is readable without scripts', async ({ browser, server }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(server.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New board' })).toBeVisible();
});

test('nothing on home or board breaks the page’s own policy', async ({ page, server }) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(server.url);
  await page.getByRole('button', { name: 'New board' }).click();
  const board = new BoardPage(page);
  await board.saved();
  await board.storm('e', ['Order placed']);
  for (const tab of ['Boundaries', 'Findings', 'Contracts', 'Note'] as const) await board.tab(tab);
  await board.saved();
  expect(complaints).toEqual([]);
});

test('new, rename, duplicate, delete, restore', async ({ page, server }) => {
  await page.goto(server.url);
  await page.getByRole('button', { name: 'New board' }).click();
  const board = new BoardPage(page);
  await board.saved();
  await board.storm('e', ['Order placed']);
  await board.saved();
  const home = new HomePage(page);
  await home.open(server.url);
  await expect(home.boards).toHaveCount(1);
  await home.act('Untitled board', 'Rename');
  await page.getByRole('dialog').getByRole('textbox').fill('Orders');
  await page.keyboard.press('Enter');
  await expect(home.board('Orders')).toBeVisible();
  await home.act('Orders', 'Duplicate');
  await expect(home.boards).toHaveCount(2);
  await expect(home.board('Orders (copy)')).toBeVisible();

  // Deleting is the server's: the link opens nothing, and the trash is there after a reload.
  await home.act('Orders', 'Delete');
  await expect(home.trash.getByText('30 days left')).toBeVisible();
  await page.reload();
  await expect(home.trash.getByRole('article')).toHaveCount(1);
  await home.trash.getByRole('button', { name: 'Restore Orders' }).click();
  await expect(home.trash).toHaveCount(0);
  await home.board('Orders').getByRole('link').click();
  await board.saved();
  expect(said(await board.file())).toEqual(['domain-event: Order placed']);

  // The copy has the note and is a board of its own.
  await home.open(server.url);
  await home.board('Orders (copy)').getByRole('link').click();
  await board.saved();
  expect(said(await board.file())).toEqual(['domain-event: Order placed']);
});

test('a board that is deleted is gone for everyone, until it is restored', async ({ page, browser, server }) => {
  const made = await server.board({ format: 'isobar/board', version: 1, title: 'Orders', notes: [] });
  const facilitator = new BoardPage(page);
  await facilitator.open(made.links.facilitator);
  const other = await (await browser.newContext()).newPage();
  const editor = new BoardPage(other);
  await editor.open(made.links.editor);

  // An editor takes a board off the list only.
  const elsewhere = new HomePage(await other.context().newPage());
  await elsewhere.open(server.url);
  await elsewhere.menu('Orders');
  await expect(elsewhere.page.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0);
  await elsewhere.page.getByRole('menuitem', { name: 'Remove from this list' }).click();
  await expect(elsewhere.boards).toHaveCount(0);
  await expect(elsewhere.page.getByText(/The board stays/)).toBeVisible();
  await elsewhere.page.getByRole('button', { name: 'Undo' }).click();
  await expect(elsewhere.boards).toHaveCount(1);
  expect((await server.file(made)).title).toBe('Orders');

  // Two tabs of the facilitator agree.
  const [one, two] = [new HomePage(await page.context().newPage()), new HomePage(await page.context().newPage())];
  await one.open(server.url);
  await two.open(server.url);
  await one.act('Orders', 'Delete');
  await expect(two.trash.getByText('Orders')).toBeVisible();
  await expect(other.getByRole('heading', { name: 'This board is in the trash' })).toBeVisible();
  await expect(other.getByRole('button', { name: /Restore/ })).toHaveCount(0);
  await elsewhere.page.reload();
  await expect(elsewhere.trash.getByText('A facilitator can restore it.')).toBeVisible();

  // Restored where it was open.
  await page.getByRole('button', { name: 'Restore the board' }).click();
  await facilitator.saved();
  // Whoever waits on the other page finds it again without doing anything.
  await editor.saved();
});

test('a title is one, wherever it is changed', async ({ page, browser, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  const other = new BoardPage(await (await browser.newContext()).newPage());
  await other.open(made.links.editor);
  const home = new HomePage(await page.context().newPage());
  await home.open(server.url);
  await home.act('Untitled board', 'Rename');
  await home.page.getByRole('dialog').getByRole('textbox').fill('Orders');
  await home.page.keyboard.press('Enter');
  for (const one of [board, other]) await expect(one.page.getByRole('heading', { level: 1, name: 'Orders' })).toBeAttached();
  await page.getByRole('button', { name: 'Orders', exact: true }).click();
  await page.getByRole('textbox', { name: 'Title of the board' }).fill('Cargo');
  await page.keyboard.press('Enter');
  await board.saved();
  await expect(other.page.getByRole('heading', { level: 1, name: 'Cargo' })).toBeAttached();
  await page.goto(server.url);
  await expect(new HomePage(page).board('Cargo')).toBeVisible();
  expect((await server.file(made)).title).toBe('Cargo');
});

test('a file is imported, and a bad one is refused by the place', async ({ page, server }) => {
  await page.goto(server.url);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file' }).click();
  await (await chooser).setFiles({ name: 'bad.storm', mimeType: 'text/plain', buffer: Buffer.from('# A\ncommand Do > nonsense X\n') });
  await expect(page.getByText(/line 2/i)).toBeVisible();
  const again = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file' }).click();
  await (await again).setFiles({ name: 'good.storm', mimeType: 'text/plain', buffer: Buffer.from('#! Good\n# A\ncommand Do it > aggregate It > event It done\n') });
  const board = new BoardPage(page);
  await board.saved();
  await expect(page.getByRole('heading', { level: 1, name: 'Good' })).toBeAttached();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in ${scheme}`, async ({ browser, server }) => {
    const page = await (await browser.newContext({ colorScheme: scheme, viewport: { width: 1600, height: 960 } })).newPage();
    await page.goto(server.url);
    await expect(page.getByRole('button', { name: 'New board' })).toBeEnabled();
    expect(await serious(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open the cargo shipping sample' }).click();
    const board = new BoardPage(page);
    await board.saved();
    expect(await serious(page)).toEqual([]);
    for (const tab of ['Boundaries', 'Findings', 'Contracts'] as const) {
      await board.tab(tab);
      expect(await serious(page), tab).toEqual([]);
    }
    await board.tab('Note');
    await board.storm('c', ['Book cargo now']);
    await expect(board.panel.getByRole('heading', { name: 'Command' })).toBeVisible();
    expect(await serious(page)).toEqual([]);
  });
}
