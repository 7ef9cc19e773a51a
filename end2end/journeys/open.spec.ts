// Whatever is open: readable for everyone in light and dark, and nobody's keys go astray while it comes.
import { expect, test } from '../server.ts';
import { axe } from '../pages/axe.ts';
import { BoardPage } from '../pages/board.ts';

const note = (id: string, kind: string, text: string, x: number, y = 0) => ({ id, kind, text, x, y });
const wall = {
  format: 'isobar/board',
  version: 1,
  title: 'Orders',
  stage: 'design',
  notes: [
    note('u', 'actor', 'Customer', -60, 40),
    note('c', 'command', 'Place order', 0),
    note('a', 'aggregate', 'Order', 130),
    note('e', 'domain-event', 'Order placed', 320),
    note('h', 'hotspot', 'Who may cancel?', 600),
  ],
  contexts: [{ id: 'sales', name: 'Sales', members: ['c', 'a', 'e'] }],
  frames: [{ id: 'f', kind: 'swimlane', title: 'Shop', x: -200, y: -200, width: 1200, height: 500 }],
};

test('dialogs, menus, the outline, find, legend and votes', async ({ page, server }) => {
  const made = await server.board(wall);
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  const clean = async (what: string) => expect(await axe(page), what).toEqual([]);

  await page.getByRole('region', { name: 'What should others call you?' }).getByRole('button', { name: 'Skip' }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts and gestures' }).getByText('Select many')).toBeVisible();
  await clean('help');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('listbox', { name: 'Actions' }).getByRole('option').first()).toBeVisible();
  await clean('all actions');
  await page.keyboard.press('Escape');

  await board.wall.focus();
  await page.keyboard.press('ContextMenu');
  await expect(page.getByRole('menu', { name: 'What to do here' })).toBeVisible();
  await clean('menu of the wall');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+f');
  await page.keyboard.type('Order');
  await expect(page.getByText('1 of 3')).toBeVisible();
  await clean('find');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Legend' }).click();
  await expect(page.getByRole('region', { name: 'Legend' }).getByRole('listitem').first()).toBeVisible();
  await clean('legend');
  await page.getByRole('button', { name: 'Legend', exact: true }).click();

  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await clean('outline');
  await page.getByRole('button', { name: 'Close the outline' }).click();

  await board.saveState.click();
  await expect(page.getByRole('dialog', { name: 'Is this board safe?' })).toBeVisible();
  await clean('save state');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog', { name: 'Share this board' }).getByRole('listitem').first()).toBeVisible();
  await clean('share');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Votes' }).click();
  await board.panel.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Voting' })).toBeVisible();
  await clean('votes');
  await page.getByRole('button', { name: 'End the vote' }).click();
  await clean('results');

  await page.getByRole('button', { name: /^You: / }).click();
  await expect(page.getByRole('dialog', { name: 'Your name' })).toBeVisible();
  await clean('name');
  await page.keyboard.press('Escape');

  // What a link that was read from the wall says, with its buttons.
  await board.wall.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+1');
  const box = (await board.wall.boundingBox())!;
  // Between command and aggregate, which nearly touch; the frame is what is fitted.
  const zoom = Number((await page.locator('.zoom .percent').innerText()).replace(/[^\d.]/g, '')) / 100;
  await page.mouse.move(box.x + box.width / 2 + (125 - 400) * zoom, box.y + box.height / 2 + (60 - 50) * zoom);
  await expect(page.getByRole('button', { name: 'Confirm' })).toBeVisible();
  await clean('link tip');
});

test('with the network gone', async ({ context, page, server }) => {
  const made = await server.board(wall);
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await context.setOffline(true);
  await expect(board.saveState).toHaveText(/^Offline/);
  await page.getByRole('button', { name: 'History' }).click();
  await expect(board.panel.getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test('what is typed right after Ctrl+K is meant for the list, however late it comes', async ({ browser, server }) => {
  // Without the service worker, so that the list can be held up.
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  const made = await server.board(wall);
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await page.getByRole('button', { name: 'Skip' }).click();
  let go = () => {};
  const gate = new Promise<void>((open) => (go = open));
  await page.route('**/*.wasm', async (route) => {
    await gate;
    await route.continue();
  });
  await board.wall.focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('select all');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'All actions' })).toContainText('Opening');
  go();
  await expect(page.getByRole('dialog', { name: 'All actions' })).toBeHidden();
  await expect(board.panel.getByRole('heading', { name: '5 notes' })).toBeVisible();
  expect((await server.file(made)).notes.length).toBe(5);
  await page.context().close();
});
