// The first ten notes of cargo shipping, by keyboard alone.
import { expect, test } from '../server.ts';
import { BoardPage, said } from '../pages/board.ts';

test('ten notes by keyboard alone', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await board.storm('u', ['Shipper']);
  await board.storm('c', ['Request booking', 'Book cargo', 'Assign itinerary']);
  await board.storm('a', ['Cargo']);
  await board.storm('e', ['Booking requested', 'Cargo booked', 'Cargo routed']);
  await board.storm('p', ['Whenever a cargo is booked, find routes']);
  await board.storm('r', ['Route candidates']);
  await board.saved();
  const file = await server.file(made);
  expect(said(file)).toEqual([
    'actor: Shipper',
    'aggregate: Cargo',
    'command: Assign itinerary',
    'command: Book cargo',
    'command: Request booking',
    'domain-event: Booking requested',
    'domain-event: Cargo booked',
    'domain-event: Cargo routed',
    'policy: Whenever a cargo is booked, find routes',
    'read-model: Route candidates',
  ]);
  // Enter places the next to the right of the one before.
  const at = (text: string) => file.notes.find((n: any) => n.text === text);
  expect(at('Book cargo').x).toBeGreaterThan(at('Request booking').x);
  expect(at('Book cargo').y).toBe(at('Request booking').y);
  // Nothing lies on anything else.
  const size = (n: any) => ({ w: n.width ?? (['aggregate', 'policy'].includes(n.kind) ? 180 : n.kind === 'actor' ? 84 : 120), h: n.height ?? (n.kind === 'actor' ? 72 : 120) });
  for (const a of file.notes)
    for (const b of file.notes)
      if (a.id < b.id) {
        const apart = a.x + size(a).w <= b.x || b.x + size(b).w <= a.x || a.y + size(a).h <= b.y || b.y + size(b).h <= a.y;
        expect(apart, `${a.text} lies on ${b.text}`).toBe(true);
      }
});

test('Tab goes on along the grammar, linked', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.wall.focus();
  await page.keyboard.press('c');
  await page.keyboard.press('Enter');
  for (const text of ['Book cargo', 'Cargo', 'Cargo booked']) {
    await expect(board.typing).toHaveValue('');
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('Whenever a cargo is booked, find routes');
  await page.keyboard.press('Escape');
  await board.saved();
  const file = await server.file(made);
  expect(said(file)).toEqual([
    'aggregate: Cargo',
    'command: Book cargo',
    'domain-event: Cargo booked',
    'policy: Whenever a cargo is booked, find routes',
  ]);
  expect(file.links).toHaveLength(3);
});

test('pasted lines become notes, and storm notation its flow', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await page.evaluate(() => navigator.clipboard.writeText('Order placed\nOrder paid\nOrder shipped'));
  await board.wall.focus();
  await page.keyboard.press('Control+v');
  await board.saved();
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(3);
  await page.evaluate(() => navigator.clipboard.writeText('actor Customer > command Place order > aggregate Order > event Order rejected'));
  await page.keyboard.press('Control+v');
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(7);
  const file = await server.file(made);
  expect(said(file)).toContain('command: Place order');
  expect(file.links.length).toBe(3);
});

test('the menu of the wall is about what lies under the pointer', async ({ page, server }) => {
  const made = await server.board({ format: 'isobar/board', version: 1, title: 'Orders', notes: [{ id: 'n1', kind: 'domain-event', text: 'Order placed', x: 0, y: 0 }] });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  const menu = page.getByRole('menu', { name: 'What to do here' });
  const box = (await board.wall.boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.click(middle.x, middle.y, { button: 'right' });
  await menu.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(menu).toHaveCount(0);
  await board.saved();
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(2);

  // On paper: the wall's own actions; Escape closes, the wall has the keys again.
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 60, { button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Select all' })).toBeVisible();
  await expect(menu.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await page.keyboard.press('Control+a');

  // By key, for what is selected.
  await page.keyboard.press('ContextMenu');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await menu.getByRole('menuitem', { name: 'Delete' }).press('Enter');
  await board.saved();
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(0);
});

test('the outline says the wall in words, and is worked by keyboard', async ({ page, server }) => {
  const note = (id: string, kind: string, text: string, x: number, y: number) => ({ id, kind, text, x, y });
  const made = await server.board({
    format: 'isobar/board',
    version: 1,
    title: 'Orders',
    notes: [note('e', 'domain-event', 'Order placed', 320, 40), note('c', 'command', 'Place order', 0, 40), note('p', 'policy', 'Whenever placed, bill', 0, 540)],
    links: [{ from: 'c', to: 'e' }],
    frames: [
      { id: 'f1', kind: 'swimlane', title: 'Shop', x: -100, y: 0, width: 900, height: 300 },
      { id: 'f2', kind: 'swimlane', title: 'Billing', x: -100, y: 500, width: 900, height: 300 },
    ],
  });
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  const tree = page.getByRole('tree', { name: 'Notes by lane and flow' });
  await expect(tree).toBeFocused();
  await expect(tree.getByRole('treeitem')).toHaveText([/^Shop/, /^From Place order/, /Place order$/, /Order placed$/, /^Billing/, /^On their own/, /Whenever placed, bill$/]);

  // The active row is selected on the wall, and the other way round.
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
  await expect(board.panel.getByRole('heading', { name: 'Domain event' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Order taken');
  await page.keyboard.press('Enter');
  await board.saved();
  await expect.poll(async () => said(await server.file(made))).toContain('domain-event: Order taken');
  await expect(tree).toBeFocused();
  // Keys that mean nothing in the list are the wall's.
  await page.keyboard.press('Delete');
  await expect(tree.getByRole('treeitem', { name: /Order taken/ })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(tree.getByRole('treeitem', { name: /Order taken/ })).toHaveCount(1);
});
