// Where one begins.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../server.ts';
import { BoardPage } from '../pages/board.ts';

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
  await page.goto(server.url);
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Orders');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').getByText('Orders')).toBeVisible();
  await page.getByRole('button', { name: 'More for Orders' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await page.getByRole('button', { name: 'More for Orders', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('Trash (1)')).toBeVisible();
  await page.getByText('Trash (1)').click();
  await page.getByRole('button', { name: /Restore|Put back/ }).click();
  await expect(page.getByText(/Trash/)).toHaveCount(0);
  // The copy has the note and is a board of its own.
  await page.getByRole('article').filter({ hasText: /copy/i }).getByRole('link').click();
  await board.saved();
  expect((await board.file()).notes).toHaveLength(1);
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
