// Gestures on the wall, by mouse, by finger and by key: each does what it says, and is one step to take back.
import type { Page } from '@playwright/test';
import { expect, test, type Board, type Server } from '../server.ts';
import { BoardPage } from '../pages/board.ts';

interface Point {
  x: number;
  y: number;
}

const SIZE = 120;
const note = (id: string, x: number, y: number, kind = 'domain-event') => ({ id, kind, text: id, x, y });
const file = {
  format: 'isobar/board',
  version: 1,
  title: 'Gestures',
  notes: [note('a', 200, 200), note('b', 400, 200), note('out', 900, 200), note('far', 900, 600)],
  contexts: [{ id: 'k', name: 'Booking', members: ['a', 'b'] }],
};
/** The middle of all notes: the middle of the wall, once all is shown. */
const middle = { x: (200 + 900 + SIZE) / 2, y: (200 + 600 + SIZE) / 2 };

/** Opens the board with all in view at 100 %; gives where the middle of something on the wall is on screen. */
async function opened(page: Page, server: Server): Promise<{ made: Board; board: BoardPage; at: (x: number, y: number) => Point }> {
  const made = await server.board(file);
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await board.wall.focus();
  await page.keyboard.press('Shift+1');
  const box = (await board.wall.boundingBox())!;
  const at = (x: number, y: number) => ({
    x: box.x + box.width / 2 + x + SIZE / 2 - middle.x,
    y: box.y + box.height / 2 + y + SIZE / 2 - middle.y,
  });
  return { made, board, at };
}

const places = async (server: Server, made: Board) =>
  Object.fromEntries((await server.file(made)).notes.map((n: any) => [n.id, [n.x, n.y]]));
const members = async (server: Server, made: Board) => (await server.file(made)).contexts[0].members.sort();

async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

test('a drag across a contour is one step, and so is making room', async ({ page, server }) => {
  const { made, board, at } = await opened(page, server);
  await page.keyboard.down('Control');
  await drag(page, at(900, 200), at(310, 220));
  await page.keyboard.up('Control');
  await expect.poll(() => members(server, made)).toEqual(['a', 'b', 'out']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => members(server, made)).toEqual(['a', 'b']);
  await board.saved();
  expect((await places(server, made)).out).toEqual([900, 200]);

  await page.keyboard.press('m');
  await drag(page, at(600, 50), at(700, 50));
  await expect.poll(async () => (await places(server, made)).out).toEqual([1000, 200]);
  expect((await places(server, made)).far).toEqual([1000, 600]);
  expect((await places(server, made)).b).toEqual([400, 200]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => places(server, made)).toEqual({ a: [200, 200], b: [400, 200], out: [900, 200], far: [900, 600] });
});

test('groups move as one, what is locked stays, Alt copies', async ({ page, server }) => {
  const { made, at } = await opened(page, server);
  const press = (p: Point) => page.mouse.click(p.x, p.y);
  await press(at(900, 200));
  await page.keyboard.down('Shift');
  await press(at(900, 600));
  await page.keyboard.up('Shift');
  await page.keyboard.press('Control+g');
  await page.keyboard.press('Escape');
  await press(at(900, 200));
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await places(server, made)).far).toEqual([910, 600]);
  await page.keyboard.press('Control+Shift+L');
  await expect.poll(async () => (await server.file(made)).notes.filter((n: any) => n.locked).length).toBe(2);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+Shift+L');
  await expect.poll(async () => (await server.file(made)).notes.filter((n: any) => n.locked).length).toBe(0);
  expect((await places(server, made)).out).toEqual([910, 200]);
  await page.keyboard.press('Control+Shift+G');
  await page.keyboard.press('Escape');
  await page.keyboard.down('Alt');
  await drag(page, at(910, 200), at(700, 400));
  await page.keyboard.up('Alt');
  await expect.poll(async () => (await server.file(made)).notes.map((n: any) => n.text).sort()).toEqual(['a', 'b', 'far', 'out', 'out']);
});

test('others see the words before they are done, and one undo takes the note with them', async ({ page, server }) => {
  const { made, board } = await opened(page, server);
  const texts = async () => (await server.file(made)).notes.map((n: any) => n.text).sort();
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await expect(board.typing).toBeFocused();
  await page.keyboard.type('Cargo half');
  await expect.poll(texts).toContain('Cargo half');
  await expect(board.typing).toBeFocused();
  await page.keyboard.type(' booked');
  await page.keyboard.press('Escape');
  await expect.poll(texts).toContain('Cargo half booked');
  await page.keyboard.press('Control+z');
  await expect.poll(texts).toEqual(['a', 'b', 'far', 'out']);
});

test('a finger pans, taps, moves what it has chosen; two zoom; a long press adds', async ({ browser, server }) => {
  const context = await browser.newContext({ hasTouch: true });
  const page = await context.newPage();
  const { made, at } = await opened(page, server);
  const fingers = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints.map((p, id) => ({ ...p, id })) });
  const swipe = async (from: Point, to: Point) => {
    await touch('touchStart', [from]);
    for (let i = 1; i <= 6; i++) {
      await touch('touchMove', [{ x: from.x + ((to.x - from.x) * i) / 6, y: from.y + ((to.y - from.y) * i) / 6 }]);
    }
    await touch('touchEnd', []);
  };
  const tap = async (p: Point) => {
    await touch('touchStart', [p]);
    await touch('touchEnd', []);
  };
  const zoom = page.getByRole('button', { name: /%/ });
  // What a finger has not chosen it does not move.
  await swipe(at(900, 600), at(900, 640));
  expect((await places(server, made)).far).toEqual([900, 600]);
  await page.keyboard.press('Shift+1');
  await tap(at(900, 600));
  await swipe(at(900, 600), at(900, 700));
  await expect.poll(async () => (await places(server, made)).far[1]).toBeGreaterThan(650);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await places(server, made)).far[1]).toBe(600);
  // A long press on another takes it along.
  await touch('touchStart', [at(900, 200)]);
  await page.waitForTimeout(700);
  await touch('touchEnd', []);
  await page.keyboard.press('Delete');
  await expect.poll(async () => Object.keys(await places(server, made)).sort()).toEqual(['a', 'b']);
  await expect(zoom).toHaveText('100 %');
  const [one, other] = [at(300, 400), at(500, 400)];
  await touch('touchStart', [one]);
  await touch('touchStart', [one, other]);
  for (let i = 1; i <= 5; i++) {
    await touch('touchMove', [{ x: one.x - 20 * i, y: one.y }, { x: other.x + 20 * i, y: other.y }]);
  }
  await touch('touchEnd', []);
  await expect(zoom).toHaveText('200 %');
  await context.close();
});
