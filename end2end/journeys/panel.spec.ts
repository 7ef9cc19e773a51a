// The panel: keys, forms, the preview of boundaries, and what a narrow window still offers.
import { expect, test } from '../server.ts';
import { BoardPage } from '../pages/board.ts';

const note = (id: string, kind: string, text: string, x: number, y = 0) => ({ id, kind, text, x, y });
const orders = {
  format: 'isobar/board',
  version: 1,
  title: 'Orders',
  notes: [note('c', 'command', 'Place order', 0), note('a', 'aggregate', 'Order', 130), note('e', 'domain-event', 'Order placed', 320)],
  contexts: [{ id: 'sales', name: 'Sales', members: ['c', 'a', 'e'] }],
};

test('the keys of the wall work while the panel has the focus', async ({ page, server }) => {
  const made = await server.board(orders);
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  const before = (await server.file(made)).notes;

  await board.tab('Findings');
  await page.keyboard.press('Control+a');
  await board.tab('Note');
  await expect(board.panel.getByRole('heading', { name: '3 notes' })).toBeVisible();
  // The tabs keep the keys that are theirs.
  await page.keyboard.press('ArrowRight');
  await expect(board.panel.getByRole('tab', { name: 'Boundaries' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'All actions' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await server.file(made)).notes).toEqual(before);

  // In a text field keys are typed.
  await board.tab('Boundaries');
  await board.panel.getByRole('button', { name: 'Name, facts and size' }).click();
  const name = board.panel.getByRole('textbox', { name: 'Name', exact: true });
  await name.press('End');
  await name.pressSequentially('e');
  await name.press('Delete');
  await expect(name).toHaveValue('Salese');
  expect((await server.file(made)).notes).toEqual(before);
});

test('a finding leads to the wall, where the keys then are', async ({ page, server }) => {
  const made = await server.board({ ...orders, notes: [...orders.notes, note('p', 'domain-event', 'Send order', 600)] });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.tab('Findings');
  await board.panel.getByRole('button', { name: /^Show/ }).first().click();
  await expect(board.wall).toBeFocused();
  // What is missing is said in the words of the form, and leads to it.
  const missing = board.panel.locator('.finding', { hasText: 'Owner team' });
  await expect(missing).toContainText('Pipeline');
  await missing.getByRole('button', { name: 'Sales' }).click();
  await expect(board.panel.getByRole('heading', { name: 'Bounded context', exact: true })).toBeVisible();
  await expect(board.panel.getByLabel('Pipeline')).toBeVisible();
});

test('a team is made where an owner is asked for, in one step', async ({ page, server }) => {
  const made = await server.board(orders);
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.tab('Boundaries');
  await board.panel.getByRole('button', { name: 'Name, facts and size' }).click();
  await board.panel.getByLabel('Owner team').selectOption({ label: 'New team …' });
  await expect(board.panel.getByLabel('Name of the team')).toBeFocused();
  await page.keyboard.type('Checkout');
  await board.panel.getByLabel('Kind of team').selectOption('stream-aligned');
  await board.panel.getByRole('button', { name: 'Add' }).click();
  await expect(board.panel.getByLabel('Owner team')).toHaveValue(/./);
  await expect.poll(async () => (await server.file(made)).teams?.map((t: any) => [t.name, t.type])).toEqual([['Checkout', 'stream-aligned']]);
  const file = await server.file(made);
  expect(file.contexts[0].team).toBe(file.teams[0].id);

  await board.panel.getByText('About this team').click();
  const people = board.panel.getByLabel('People in the team');
  await people.fill('lots');
  await people.blur();
  await expect(board.panel.getByRole('alert')).toHaveText('Numbers only, like 1.5.');
  await people.fill('7');
  await people.blur();
  await expect(board.panel.getByRole('alert')).toHaveCount(0);
  await expect.poll(async () => (await server.file(made)).teams[0].people).toBe(7);

  await board.wall.focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await server.file(made)).teams ?? []).toEqual([]);
  expect((await server.file(made)).contexts[0].team).toBeUndefined();
});

test('a field is named at once, and keeps what is wrong with it', async ({ page, server }) => {
  const made = await server.board({ ...orders, notes: [note('c', 'command', 'Place order', 0)], contexts: [] });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.wall.focus();
  await page.keyboard.press('Control+a');
  await expect(board.panel.getByRole('heading', { name: 'Command' })).toBeVisible();
  await board.panel.getByRole('button', { name: 'Add a field' }).click();
  await page.keyboard.type('order id');
  await page.keyboard.press('Tab');
  const names = board.panel.getByLabel('Name', { exact: true });
  const types = board.panel.getByLabel('Type', { exact: true });
  await expect(names.first()).toHaveValue('orderId');
  await board.panel.getByRole('button', { name: 'Add a field' }).click();
  await page.keyboard.type('1st');
  await page.keyboard.press('Tab');
  await expect(board.panel.getByRole('alert')).toContainText('starts with a letter');
  await page.keyboard.type('Parcel');
  await page.keyboard.press('Tab');
  // The name that is not taken stays, with what is wrong with it.
  await expect(names.nth(1)).toHaveValue('1st');
  await expect(board.panel.getByRole('alert')).toBeVisible();
  await expect(types.nth(1)).toHaveValue('Parcel');
  await expect(board.panel.getByText('No aggregate here is called “Parcel”')).toBeVisible();
});

test('what is not ticked is not previewed', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  const storm = [
    'command Place order > aggregate Order > event! Order placed',
    'policy Whenever an order is placed, ship > command Pack parcel > aggregate Parcel > event! Parcel packed > readmodel Parcels',
    'event Order placed > policy Whenever an order is placed, ship',
  ];
  await page.evaluate((text) => navigator.clipboard.writeText(text), storm.join('\n'));
  await board.wall.focus();
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+1');
  await board.tab('Boundaries');
  await board.panel.getByRole('button', { name: 'Find boundaries' }).click();
  await expect(page.getByText('Preview: nothing changes until you accept.')).toBeVisible();
  const ticks = board.panel.getByRole('checkbox');
  await expect(ticks.first()).toBeChecked();
  const wall = async () => (await board.wall.screenshot()).toString('base64');
  // The picture, once it rests.
  let whole = '';
  await expect.poll(async () => whole === (whole = await wall()), { intervals: [500] }).toBe(true);
  await ticks.first().uncheck();
  await expect.poll(wall).not.toBe(whole);
  await ticks.first().check();
  await expect.poll(wall).toBe(whole);
  await board.tab('Note');
  await expect(page.getByText('Preview: nothing changes until you accept.')).toHaveCount(0);
});

test('a narrow window keeps undo, and the rest of the bar in a menu', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const made = await server.board(orders);
  const board = new BoardPage(page);
  await page.goto(made.links.editor);
  await expect(page.locator('.saved.good')).toBeVisible();
  await board.wall.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  const notes = async () => (await server.file(made)).notes.length;
  await expect.poll(notes).toBe(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(notes).toBe(3);
  const more = page.getByRole('button', { name: 'More', exact: true });
  await more.click();
  await page.getByRole('menuitem', { name: 'Redo' }).click();
  await expect.poll(notes).toBe(0);
  await more.click();
  await page.getByRole('menuitemradio', { name: 'Process' }).click();
  await expect.poll(async () => (await server.file(made)).stage).toBe('process');
  await more.click();
  await page.getByRole('menuitem', { name: 'Dark theme' }).click();
  await expect(page.locator(':root')).toHaveAttribute('data-theme', 'dark');
});

test('the commands of the wall are offered where one is about to be chosen', async ({ page, server }) => {
  const note = (id: string, kind: string, text: string, x: number) => ({ id, kind, text, x, y: 0 });
  const made = await server.board({
    format: 'isobar/board',
    version: 1,
    title: 'Orders',
    stage: 'design',
    notes: [note('p', 'policy', 'Whenever paid, send', 300), note('c1', 'command', 'Send order', 60), note('c2', 'command', 'Call order back', 600)],
  });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.wall.focus();
  await page.keyboard.press('Shift+1');
  const box = (await board.wall.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const undone = board.panel.getByLabel('Undone by');
  await expect(board.panel.getByRole('heading', { name: 'Policy' })).toBeVisible();
  await expect(undone.getByRole('option')).toHaveText(['Unknown']);
  await undone.focus();
  await expect(undone.getByRole('option')).toHaveText(['Unknown', 'Send order', 'Call order back']);
  await undone.selectOption('Call order back');
  await board.saved();
  await expect.poll(async () => (await server.file(made)).notes.find((n: any) => n.id === 'p').facts?.undoneBy).toBe('c2');
  // What was chosen stands there, also when nobody chooses.
  await board.wall.focus();
  await expect(undone.getByRole('option')).toHaveText(['Unknown', 'Call order back']);
  await expect(undone).toHaveValue('c2');
});
