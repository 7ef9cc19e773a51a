// Two people on one board.
import { expect, test } from '../server.ts';
import { BoardPage, said } from '../pages/board.ts';

test('both see each other, and undo touches only one’s own', async ({ browser, server }) => {
  const made = await server.board();
  const one = new BoardPage(await (await browser.newContext()).newPage());
  const two = new BoardPage(await (await browser.newContext()).newPage());
  await one.open(made.links.facilitator);
  await two.open(made.links.editor);
  await expect(one.page.locator('.faces [title], .people [title]').first()).toBeVisible();
  await one.storm('e', ['Cargo booked']);
  await two.storm('c', ['Book cargo']);
  await one.saved();
  await two.saved();
  const both = ['command: Book cargo', 'domain-event: Cargo booked'];
  expect(said(await one.file())).toEqual(both);
  expect(said(await two.file())).toEqual(both);

  // The second undoes until nothing is left to undo: only the second's own note goes.
  await two.wall.focus();
  for (let i = 0; i < 4; i++) await two.page.keyboard.press('Control+z');
  await two.saved();
  await expect.poll(async () => said(await server.file(made))).toEqual(['domain-event: Cargo booked']);
  await two.page.keyboard.press('Control+Shift+z');
  await two.page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => said(await server.file(made))).toEqual(both);
});

test('one goes offline, edits and returns: both are equal', async ({ browser, server }) => {
  const made = await server.board();
  const away = await browser.newContext();
  const one = new BoardPage(await away.newPage());
  const two = new BoardPage(await (await browser.newContext()).newPage());
  await one.open(made.links.editor);
  await two.open(made.links.editor);
  await one.storm('e', ['Cargo booked']);
  await one.saved();

  await server.stop();
  await expect(one.saveState).toHaveText(/^Offline/);
  await one.storm('e', ['Cargo routed']);
  await expect(one.saveState).toHaveText('Offline, unsaved');
  await two.storm('c', ['Book cargo']);
  await expect(two.saveState).toHaveText('Offline, unsaved');
  await server.start();
  await one.saved();
  await two.saved();
  const all = ['command: Book cargo', 'domain-event: Cargo booked', 'domain-event: Cargo routed'];
  await expect.poll(async () => said(await server.file(made))).toEqual(all);
  expect(said(await one.file())).toEqual(all);
  expect(said(await two.file())).toEqual(all);
});

test('the indicator knows when the network is gone, and what was made meanwhile arrives', async ({ context, page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await context.setOffline(true);
  await expect(board.saveState).toHaveText(/^Offline/, { timeout: 5000 });
  await board.storm('e', ['Cargo booked']);
  await expect(board.saveState).toHaveText('Offline, unsaved');
  await context.setOffline(false);
  await board.saved();
  expect(said(await server.file(made))).toEqual(['domain-event: Cargo booked']);
});

test('what could not be saved outlives the page', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await server.stop('SIGKILL');
  await expect(board.saveState).toHaveText(/^Offline/);
  await board.storm('e', ['Cargo booked', 'Cargo routed']);
  await expect(board.saveState).toHaveText('Offline, unsaved');
  await page.goto('about:blank');
  await server.start();
  await board.open(`${server.url}/b/${made.id}`);
  await board.saved();
  const all = ['domain-event: Cargo booked', 'domain-event: Cargo routed'];
  expect(said(await server.file(made))).toEqual(all);
  await expect.poll(() => board.unacknowledged()).toBe(0);
});

test('two people write on one note at once, on the wall and in the panel', async ({ browser, server }) => {
  const made = await server.board({ format: 'isobar/board', version: 1, title: 'Orders', notes: [{ id: 'n1', kind: 'domain-event', text: 'Order placed', x: 0, y: 0 }] });
  const one = new BoardPage(await (await browser.newContext()).newPage());
  const two = new BoardPage(await (await browser.newContext()).newPage());
  for (const board of [one, two]) {
    await board.open(made.links.editor);
    await board.wall.focus();
    await board.page.keyboard.press('Control+a');
  }
  await one.page.keyboard.press('Enter');
  await expect(one.typing).toHaveValue('Order placed');
  await one.page.keyboard.press('Control+Home');
  await one.page.keyboard.type('First ');
  const field = two.panel.getByRole('textbox', { name: 'Text' });
  await field.fill('Order placed twice');
  await two.tab('Boundaries');
  await expect(one.typing).toHaveValue('First Order placed twice');
  // The caret has stayed where it was.
  await one.page.keyboard.type('big ');
  await expect(one.typing).toHaveValue('First big Order placed twice');
  await one.page.keyboard.press('Escape');
  await one.saved();
  await expect.poll(async () => said(await server.file(made))).toEqual(['domain-event: First big Order placed twice']);

  // The panel does not lose what is being typed in it either.
  await two.tab('Note');
  await expect(field).toHaveValue('First big Order placed twice');
  await field.press('End');
  await field.pressSequentially(' today');
  await one.page.keyboard.press('Enter');
  await one.page.keyboard.press('Control+Home');
  await one.page.keyboard.type('The ');
  await one.page.keyboard.press('Escape');
  await expect(field).toHaveValue('The First big Order placed twice today');
  await field.blur();
  await expect.poll(async () => said(await server.file(made))).toEqual(['domain-event: The First big Order placed twice today']);
});

test('a restart of the server keeps all, even a crash', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.storm('e', ['Cargo booked', 'Cargo routed']);
  await board.saved();
  const before = await server.file(made);
  await server.stop('SIGKILL');
  await server.start();
  expect(await server.file(made)).toEqual(before);
  await board.saved();
  await page.reload();
  await board.saved();
  expect(said(await board.file())).toEqual(said(before));
});

test('a viewer looks and changes nothing', async ({ page, server }) => {
  const made = await server.board({ format: 'isobar/board', version: 1, title: 'Look', notes: [{ id: 'n1', kind: 'domain-event', text: 'Cargo booked', x: 0, y: 0 }] });
  const board = new BoardPage(page);
  await board.open(made.links.viewer);
  await expect(board.saveState).toHaveText('View only');
  await board.wall.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await expect(board.typing).toHaveCount(0);
  expect(said(await server.file(made))).toEqual(['domain-event: Cargo booked']);
});

test('a wrong link says so and leaves nothing behind', async ({ page, server }) => {
  const made = await server.board();
  await page.goto(`${server.url}/b/${made.id}?access=wrong`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('application')).toHaveCount(0);
  await expect(page.getByRole('link', { name: /home|boards/i }).first()).toBeVisible();
});

test('a weaker or broken link takes nobody’s own away', async ({ page, server }) => {
  const made = await server.board();
  const own = `${server.url}/b/${made.id}`;
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await board.saved();
  await board.open(made.links.viewer);
  await expect(board.saveState).toHaveText('View only');
  await page.reload();
  await expect(board.saveState).toHaveText('View only');
  await page.goto(`${server.url}/b/${made.id}?access=wrong`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(server.url);
  await board.open(own);
  await board.saved();
});

test('the secret leaves the address bar', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  expect(page.url()).toBe(`${server.url}/b/${made.id}`);
  await page.reload();
  await board.saved();
});
