// What a facilitator brings to a workshop: templates, canvases, duplicates, slides, the replay, the wall on paper.
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, test } from '../server.ts';
import { axe } from '../pages/axe.ts';
import { BoardPage } from '../pages/board.ts';
import { HomePage } from '../pages/home.ts';

async function run(page: Page, action: string): Promise<void> {
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find an action' }).fill(action);
  await expect(page.getByRole('listbox', { name: 'Actions' }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
}

const note = (id: string, kind: string, text: string, x: number, y = 0) => ({ id, kind, text, x, y });
const file = (more: object) => ({ format: 'isobar/board', version: 1, title: 'Orders', stage: 'design', ...more });

test('a template begins a board, and goes on a wall', async ({ page, server }) => {
  const home = new HomePage(page);
  await home.open(server.url);
  await page.getByRole('button', { name: 'From a template' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveCount(6);
  // Each shows its layout: notes, frames, and the context map its contexts.
  const shown = async (title: RegExp) => {
    const picture = dialog.getByRole('button', { name: title }).locator('.template-picture');
    const count = (of: string) => picture.locator(of).count();
    return [await count('.note'), await count('.frame'), await count('.isobar')];
  };
  expect(await shown(/^Process storm/)).toEqual([7, 4, 0]);
  expect(await shown(/^Context map/)).toEqual([8, 4, 3]);
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Process storm/ }).click();
  const board = new BoardPage(page);
  await board.saved();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Process storm');
  await expect(page.getByRole('radio', { name: 'Process', checked: true })).toBeVisible();

  const made = await server.board();
  await board.open(made.links.facilitator);
  await run(page, 'Insert a template');
  await dialog.getByRole('button', { name: /^Context map/ }).click();
  await expect.poll(async () => (await server.file(made)).contexts?.length).toBe(3);
  const inserted = await server.file(made);
  expect(inserted.frames.length).toBe(4);
  // One step.
  await board.wall.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(0);
});

test('templates that cannot be fetched are said so, and asked for again', async ({ page, server }) => {
  const home = new HomePage(page);
  await home.open(server.url);
  await page.route('**/api/v1/templates', (route) => route.abort());
  await page.getByRole('button', { name: 'From a template' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('cannot be reached');
  await page.unroute('**/api/v1/templates');
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(6);
});

test('the canvases of a context and of an aggregate', async ({ page, server }) => {
  const made = await server.board(
    file({
      notes: [
        note('u', 'actor', 'Customer', 0, 20),
        note('c', 'command', 'Place order', 160),
        note('a', 'aggregate', 'Order', 320),
        note('e', 'domain-event', 'Order placed', 540),
      ],
      links: [{ from: 'u', to: 'c' }, { from: 'c', to: 'a' }, { from: 'a', to: 'e' }],
      contexts: [{ id: 'sales', name: 'Sales', members: ['c', 'a', 'e'] }],
    }),
  );
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('Order');
  await page.keyboard.press('Escape');
  await board.tab('Note');

  // By the outline: the aggregate.
  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  await page.getByRole('treeitem', { name: /aggregate.*Order|Order.*aggregate/i }).first().click();
  const panel = board.panel;
  await panel.getByRole('button', { name: 'Aggregate Canvas' }).click();
  await expect(panel.getByRole('group', { name: 'Handled commands' })).toContainText('Place order');
  await expect(panel.getByRole('group', { name: 'Created events' })).toContainText('Order placed');
  await panel.getByRole('textbox', { name: 'State transitions' }).fill('Draft → Placed');
  await panel.getByRole('textbox', { name: 'Clients of one instance' }).click();
  await board.saved();
  const kept = (f: any, id: string) => f.notes.find((n: any) => n.id === id)?.extensions?.['isobar.canvas'];
  await expect.poll(async () => kept(await server.file(made), 'a')?.states).toBe('Draft → Placed');

  // The context, from the list of boundaries.
  await board.tab('Boundaries');
  await panel.getByRole('button', { name: 'Name, facts and size' }).click();
  await expect(panel.getByRole('heading', { name: 'Bounded context', exact: true })).toBeVisible();
  await expect(panel.getByRole('group', { name: 'Inbound communication' })).toContainText('Command Place order, from the actor Customer');
  await panel.getByRole('checkbox', { name: /^Gateway: / }).check();
  await panel.getByRole('combobox', { name: 'Evolution' }).selectOption('product');
  await panel.getByRole('textbox', { name: 'Assumptions' }).fill('Nobody orders twice');
  await panel.getByRole('textbox', { name: 'Verification metrics' }).click();
  expect(await axe(page)).toEqual([]);
  await expect
    .poll(async () => (await server.file(made)).contexts[0].extensions?.['isobar.canvas'])
    .toEqual({ domainRoles: ['gateway'], evolution: 'product', assumptions: 'Nobody orders twice' });

  await board.tab('Contracts');
  await panel.getByRole('button', { name: /^Canvases/ }).click();
  await expect(panel.locator('pre')).toContainText('Nobody orders twice');
});

test('duplicates are merged, or kept apart for good', async ({ page, server }) => {
  const made = await server.board(
    file({
      notes: [
        note('a', 'domain-event', 'Order placed', 0),
        note('b', 'domain-event', 'The order was placed', 400),
        note('c', 'domain-event', 'Invoice sent', 0, 400),
        note('d', 'domain-event', 'Invioce sent', 400, 400),
        note('e', 'command', 'Send invoice', 800, 400),
      ],
    }),
  );
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await board.tab('Findings');
  const finding = (words: string) => board.panel.locator('.finding').filter({ hasText: words }).filter({ has: page.getByRole('button', { name: 'They differ' }) });
  await finding('The order was placed').getByRole('button', { name: 'Merge into one' }).click();
  await expect.poll(async () => (await server.file(made)).notes.map((n: any) => n.id).sort()).toEqual(['a', 'c', 'd', 'e']);
  await expect(finding('The order was placed')).toHaveCount(0);
  await finding('Invioce').getByRole('button', { name: 'They differ' }).click();
  await expect(finding('Invioce')).toHaveCount(0);
  await board.saved();
  await page.reload();
  await board.saved();
  await board.tab('Findings');
  await expect(board.panel.locator('.finding').first()).toBeVisible();
  await expect(finding('Invioce')).toHaveCount(0);
});

test('frames are slides', async ({ page, server }) => {
  const frame = (id: string, title: string, x: number, y: number) => ({ id, kind: 'section', title, x, y, width: 600, height: 400 });
  const made = await server.board(
    file({
      notes: [note('a', 'domain-event', 'Order placed', 100, 100)],
      frames: [frame('1', 'Second', 800, 10), frame('2', 'First', 0, 0), frame('3', 'Third', 0, 600)],
    }),
  );
  const board = new BoardPage(page);
  await board.open(made.links.viewer);
  await run(page, 'Present the frames');
  const bar = page.getByRole('toolbar', { name: 'Slides' });
  await expect(bar.getByRole('status')).toHaveText('1 of 3: First');
  await expect(page.getByRole('banner')).toBeHidden();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect(bar.getByRole('status')).toHaveText('2 of 3: Second');
  await page.keyboard.press('End');
  await expect(bar.getByRole('status')).toHaveText('3 of 3: Third');
  await expect(bar.getByRole('button', { name: 'Next slide' })).toBeDisabled();
  await bar.getByRole('button', { name: 'Previous slide' }).click();
  await expect(bar.getByRole('status')).toHaveText('2 of 3: Second');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole('banner')).toBeVisible();
});

test('the storm is replayed, and the present goes on', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await board.storm('e', ['Order placed', 'Order paid', 'Order shipped']);
  await board.saved();
  await run(page, 'Replay the storm');
  const bar = page.getByRole('toolbar', { name: 'Replay of the storm' });
  const moment = bar.getByRole('slider', { name: 'Moment' });
  await expect(bar.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 30_000 });
  const last = Number(await moment.getAttribute('max'));
  expect(last).toBeGreaterThan(2);
  expect(await moment.inputValue()).toBe(String(last));
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Home');
  expect(await moment.inputValue()).toBe('0');
  await page.keyboard.press('ArrowRight');
  expect(await moment.inputValue()).toBe('1');
  await expect(bar.getByText(`1 of ${last}`)).toBeVisible();
  // Nothing can be changed in the past.
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await board.storm('e', ['Order returned']);
  await board.saved();
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(4);
});

test('the wall goes on paper', async ({ page, server }) => {
  const made = await server.board(
    file({
      notes: [note('a', 'domain-event', 'Order placed', 100, 100)],
      frames: [{ id: 'f', kind: 'section', title: 'Sales', x: 0, y: 0, width: 600, height: 400 }],
    }),
  );
  const board = new BoardPage(page);
  // Before there is a design the pictures of the wall come first, after it the contracts do.
  const first = board.panel.locator('.format').first();
  await board.open(made.links.facilitator);
  await board.tab('Contracts');
  await expect(first).toHaveText(/^OpenAPI/);
  await page.getByRole('radio', { name: 'Big picture' }).click();
  await expect(first).toHaveText(/^Wall/);
  await board.open(made.links.viewer);
  await board.tab('Contracts');
  await board.panel.getByRole('button', { name: /^Wall \(PDF\)/ }).click();
  await board.panel.getByRole('combobox', { name: 'Paper' }).selectOption('a4');
  await board.panel.getByRole('combobox', { name: 'Shows' }).selectOption('frames');
  expect(await axe(page)).toEqual([]);
  const download = await board.download(() => board.panel.getByRole('button', { name: 'Download', exact: true }).click());
  const pdf = readFileSync(await download.path()).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  // A4, lying.
  expect(pdf).toMatch(/\/MediaBox ?\[0 0 841\.\d+ 595\.\d+\]/);
});
