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
