// People on one board: followed, brought together, pointing, talking, and let in and out.
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, test } from '../server.ts';
import { BoardPage } from '../pages/board.ts';

const wall = {
  format: 'isobar/board',
  version: 1,
  title: 'Orders',
  notes: ['Order placed', 'Order paid', 'Order sent'].map((text, i) => ({ id: `n${i}`, kind: 'domain-event', text, x: i * 200, y: 0 })),
};

/** Somebody with a browser of their own, whose name is known. */
async function person(browser: Browser, name: string, scheme: 'light' | 'dark' = 'light'): Promise<BoardPage> {
  const context = await browser.newContext({ colorScheme: scheme });
  await context.addInitScript((named) => localStorage.setItem('isobar.name', named), name);
  return new BoardPage(await context.newPage());
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([]);
}

const zoom = (board: BoardPage) => board.page.locator('.zoom .percent').innerText();

test('the first visit asks for a name, once', async ({ browser, server }) => {
  const made = await server.board(wall);
  const page = await (await browser.newContext()).newPage();
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  const asked = page.getByRole('region', { name: 'What should others call you?' });
  await expect(asked).toBeVisible();
  await accessible(page);
  await asked.getByRole('textbox').fill('Mira Kaur');
  await asked.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'You: Mira Kaur. Change your name' })).toBeVisible();
  await page.reload();
  await board.saved();
  await expect(asked).toHaveCount(0);

  const shy = new BoardPage(await (await browser.newContext()).newPage());
  await shy.open(made.links.editor);
  await shy.page.getByRole('button', { name: 'Skip' }).click();
  await shy.page.reload();
  await shy.saved();
  await expect(shy.page.getByText('What should others call you?')).toHaveCount(0);
});

test('one follows another until one moves', async ({ browser, server }) => {
  const made = await server.board(wall);
  const [mira, jon] = [await person(browser, 'Mira'), await person(browser, 'Jon')];
  await mira.open(made.links.facilitator);
  await jon.open(made.links.viewer);
  await jon.page.getByRole('button', { name: 'Follow Mira' }).click();
  await expect(jon.page.locator('.following-say')).toBeVisible();
  await accessible(jon.page);
  await mira.wall.focus();
  for (let i = 0; i < 4; i++) await mira.page.keyboard.press('+');
  const there = await zoom(mira);
  await expect.poll(() => zoom(jon)).toBe(there);
  await jon.page.mouse.move(500, 500);
  await jon.page.mouse.wheel(0, 200);
  await expect(jon.page.locator('.following-say')).toHaveCount(0);
  await mira.page.keyboard.press('-');
  await expect.poll(() => zoom(mira)).not.toBe(there);
  expect(await zoom(jon)).toBe(there);
});

test('a facilitator brings everyone here, and they can go back', async ({ browser, server }) => {
  const made = await server.board(wall);
  const [mira, jon] = [await person(browser, 'Mira'), await person(browser, 'Jon')];
  await mira.open(made.links.facilitator);
  await jon.open(made.links.editor);
  await expect(jon.page.getByRole('button', { name: 'Follow Mira' })).toBeVisible();
  await expect(jon.page.getByRole('button', { name: 'Bring everyone here' })).toHaveCount(0);
  const before = await zoom(jon);
  await mira.wall.focus();
  for (let i = 0; i < 4; i++) await mira.page.keyboard.press('-');
  await mira.page.getByRole('button', { name: 'Bring everyone here' }).click();
  await expect(jon.page.getByText('Mira brought you here.')).toBeVisible();
  expect(await zoom(jon)).toBe(await zoom(mira));
  await jon.page.getByRole('button', { name: 'Go back' }).click();
  await expect.poll(() => zoom(jon)).toBe(before);
});

test('on a phone one list has everyone, to follow and to bring together', async ({ browser, server }) => {
  const made = await server.board(wall);
  const onPhone = async (name: string) => {
    const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
    await context.addInitScript((named) => localStorage.setItem('isobar.name', named), name);
    return new BoardPage(await context.newPage());
  };
  const [mira, jon] = [await person(browser, 'Mira'), await onPhone('Jon')];
  await mira.open(made.links.facilitator);
  await jon.page.goto(made.links.editor);
  const outline = jon.page.getByRole('navigation', { name: 'Outline' });
  await expect(outline).toBeVisible();
  const others = jon.page.getByRole('button', { name: 'Others here: 1' });
  await others.tap();
  const list = jon.page.getByRole('menu');
  await expect(list.getByRole('menuitem')).toHaveText([/Follow Mira$/]);
  await accessible(jon.page);
  await list.getByRole('menuitem', { name: 'Follow Mira' }).tap();
  // The words give way to the wall that is followed.
  await expect(outline).toHaveCount(0);
  await jon.page.getByRole('button', { name: 'Stop' }).tap();
  await expect(jon.page.locator('.following-say')).toHaveCount(0);

  await jon.page.getByRole('button', { name: 'Outline', exact: true }).tap();
  await expect(outline).toBeVisible();
  await mira.page.getByRole('button', { name: 'Bring everyone here' }).click();
  const brought = jon.page.locator('.toast', { hasText: 'Mira brought you here.' });
  await expect(brought).toBeVisible();
  await expect(outline).toHaveCount(0);
  // In one line.
  expect((await brought.boundingBox())!.height).toBeLessThan(60);

  // Who only comments finds that below the outline, and sees that a vote is on.
  const kim = await onPhone('Kim');
  await kim.page.goto((made.links as any).commenter);
  await kim.page.getByRole('navigation', { name: 'Outline' }).getByText('Order paid').tap();
  const bar = kim.page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar.getByRole('button', { name: 'Write on it' })).toHaveCount(0);
  await expect(bar.getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await bar.getByRole('button', { name: 'Comments' }).tap();
  await expect(kim.panel.getByRole('textbox', { name: 'Comment on the note' })).toBeVisible();
  const row = kim.page.getByRole('treeitem', { name: /Order paid/ });
  const above = async (of: typeof row) => (await of.boundingBox())!.y + 30 <= (await kim.panel.boundingBox())!.y;
  await expect.poll(() => above(row)).toBe(true);
  await accessible(kim.page);
  await kim.panel.getByRole('button', { name: 'Close the panel' }).tap();
  await mira.page.getByRole('button', { name: 'Votes' }).click();
  await mira.panel.getByRole('button', { name: 'Start' }).click();
  await expect(kim.page.getByText('A vote is on')).toBeInViewport();
  await kim.page.context().close();

  const ada = await onPhone('Ada');
  await ada.page.goto(made.links.facilitator);
  await ada.page.getByRole('button', { name: 'Others here: 2' }).tap();
  await ada.page.getByRole('menuitem', { name: 'Bring everyone here' }).tap();
  await expect(mira.page.getByText('Ada brought you here.')).toBeVisible();
});

test('a commenter talks about a note, others answer and resolve, and nothing of it is on the wall', async ({ browser, server }) => {
  const made = await server.board(wall);
  const [ann, bo] = [await person(browser, 'Ann'), await person(browser, 'Bo', 'dark')];
  await ann.open((made.links as any).commenter);
  await bo.open(made.links.editor);
  await ann.wall.focus();
  await ann.page.keyboard.press('Control+f');
  await ann.page.keyboard.type('Order paid');
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.press('Escape');
  await ann.wall.focus();
  await ann.page.keyboard.press('Shift+C');
  const field = ann.panel.getByRole('textbox', { name: 'Comment on the note' });
  await expect(field).toBeVisible();
  await field.fill('Paid by whom?');
  await field.press('Control+Enter');
  await expect(ann.panel.getByText('Paid by whom?')).toBeVisible();
  await accessible(ann.page);

  await expect(bo.page.getByRole('button', { name: 'Comments, 1 unread' })).toBeVisible();
  await bo.page.getByRole('button', { name: 'Comments, 1 unread' }).click();
  await bo.panel.getByRole('button', { name: 'Order paid' }).click();
  await expect(bo.page.getByRole('button', { name: 'Comments', exact: true })).toBeVisible();
  await bo.panel.getByRole('button', { name: 'Reply' }).click();
  await bo.panel.getByRole('textbox', { name: 'Answer' }).fill('By the customer.');
  await bo.panel.getByRole('button', { name: 'Reply' }).click();
  await expect(ann.panel.getByText('By the customer.')).toBeVisible();
  await expect(bo.panel.getByRole('button', { name: 'Edit your comment' })).toHaveCount(1);
  await accessible(bo.page);
  await bo.panel.getByRole('button', { name: 'Resolve' }).click();
  await expect(ann.panel.getByText('Paid by whom?')).toHaveCount(0);
  await ann.panel.getByRole('checkbox', { name: 'Show resolved (1)' }).check();
  await expect(ann.panel.getByText(/^Resolved by Bo/)).toBeVisible();
  await expect(ann.saveState).toHaveText('View only');
  expect(JSON.stringify(await server.file(made))).not.toContain('Paid by whom');
});

test('links are made, listed and taken back, and what was not sent can be saved', async ({ browser, server }) => {
  const made = await server.board(wall);
  const [mira, jon] = [await person(browser, 'Mira'), await person(browser, 'Jon')];
  await mira.open(made.links.facilitator);
  await mira.page.getByRole('button', { name: 'Share' }).click();
  const dialog = mira.page.getByRole('dialog', { name: 'Share this board' });
  await dialog.getByRole('textbox', { name: 'For whom' }).fill('Guests of Tuesday');
  await dialog.getByRole('combobox', { name: 'How long' }).selectOption('week');
  await dialog.getByRole('button', { name: 'Create a link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Editor link' }).inputValue();
  await accessible(mira.page);
  await jon.open(link);
  await jon.page.context().setOffline(true);
  await expect(jon.saveState).toHaveText(/^Offline/);
  await jon.storm('e', ['Order lost']);
  const row = dialog.getByRole('listitem').filter({ hasText: 'Guests of Tuesday' });
  await row.getByRole('button', { name: /^Take back/ }).click();
  await row.getByRole('button', { name: /^Take back/ }).click();
  await expect(row).toHaveCount(0);
  await jon.page.context().setOffline(false);
  await expect(jon.page.getByRole('heading', { name: 'Your link to this board has ended' })).toBeVisible();
  const download = await jon.download(() => jon.page.getByRole('button', { name: 'Download the board' }).click());
  const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(file.notes.map((n: any) => n.text)).toContain('Order lost');
});

test('the wall of any moment is shown, compared and brought back', async ({ browser, server }) => {
  const made = await server.board(wall);
  const mira = await person(browser, 'Mira');
  await mira.open(made.links.facilitator);
  await mira.storm('e', ['Order returned']);
  await mira.saved();
  await mira.page.getByRole('button', { name: 'History' }).click();
  const slider = mira.panel.getByRole('slider', { name: 'The wall as of' });
  await slider.focus();
  await accessible(mira.page);
  await mira.page.keyboard.press('Home');
  await mira.page.keyboard.press('ArrowRight');
  const banner = mira.page.locator('.earlier');
  await expect(banner).toContainText('The wall as it was');
  await expect.poll(() => mira.page.locator('.outline-open, h1').count()).toBeGreaterThan(0);
  await mira.panel.getByRole('textbox', { name: 'Name of this moment' }).fill('As imported');
  await mira.panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(mira.panel.getByRole('button', { name: 'As imported' })).toBeVisible();
  await mira.panel.getByRole('combobox', { name: 'From' }).selectOption('1');
  await mira.panel.getByRole('combobox', { name: 'To' }).selectOption({ label: 'Now' });
  await mira.panel.getByRole('button', { name: 'Show differences' }).click();
  await expect(mira.panel.locator('.differences')).toContainText('Order returned');
  await expect(banner).toHaveCount(0);
  await accessible(mira.page);
  await mira.panel.getByRole('button', { name: 'As imported' }).click();
  await expect(banner).toBeVisible();
  await banner.getByRole('button', { name: 'Restore …' }).click();
  await banner.getByRole('button', { name: 'Restore for everyone' }).click();
  await expect(banner).toHaveCount(0);
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(3);
});

test('no address with a secret is printed when a connection fails', async ({ browser, server }) => {
  const made = await server.board(wall);
  const jon = await person(browser, 'Jon');
  const said: string[] = [];
  jon.page.on('console', (message) => said.push(message.text()));
  await jon.open(made.links.editor);
  await server.stop('SIGKILL');
  await expect(jon.saveState).toHaveText(/^Offline/);
  await expect.poll(() => said.some((text) => text.includes('/api/v1/live/'))).toBe(true);
  const token = new URL(made.links.editor).searchParams.get('access')!;
  expect(said.filter((text) => text.includes(token))).toEqual([]);
});
