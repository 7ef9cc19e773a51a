// Gestures on the wall, by mouse, by finger and by key: each does what it says, and is one step to take back.
import type { Page } from '@playwright/test';
import { expect, test, type Board, type Server } from '../server.ts';
import { axe } from '../pages/axe.ts';
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

test('links, frames, contexts and sizes are made by hand, each in one step', async ({ page, server }) => {
  const { made, board, at } = await opened(page, server);
  const file = async () => server.file(made);
  const pick = (p: Point) => page.mouse.click(p.x, p.y);

  // From the handle at a note's edge to another note.
  await pick(at(900, 200));
  const edge = { x: at(900, 200).x, y: at(900, 200).y + SIZE / 2 + 14 };
  await drag(page, edge, at(900, 600));
  await expect.poll(async () => (await file()).links?.map((l: any) => [l.from, l.to])).toEqual([['out', 'far']]);
  await page.keyboard.press('Escape');

  // A section around two of them, named.
  await page.keyboard.press('f');
  await drag(page, at(800, 100), at(1060, 740));
  await expect(board.typing).toBeFocused();
  await page.keyboard.type('Shipping');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await file()).frames?.map((f: any) => [f.kind, f.title])).toEqual([['section', 'Shipping']]);
  await page.keyboard.press('Escape');

  // The lasso makes a context of what it encloses.
  await page.keyboard.press('g');
  const [left, right] = [at(820, 120), at(1040, 720)];
  await page.mouse.move(left.x, left.y);
  await page.mouse.down();
  for (const [x, y] of [[right.x, left.y], [right.x, right.y], [left.x, right.y], [left.x, left.y]]) await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
  await expect(board.typing).toBeFocused();
  await page.keyboard.type('Delivery');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await file()).contexts.find((c: any) => c.name === 'Delivery')?.members.sort()).toEqual(['far', 'out']);
  await page.keyboard.press('Escape');

  // A corner makes a note larger; a marquee takes two, and Delete takes them away.
  await pick(at(900, 600));
  const corner = { x: at(900, 600).x + SIZE / 2, y: at(900, 600).y + SIZE / 2 };
  await page.keyboard.down('Control');
  await drag(page, corner, { x: corner.x + 40, y: corner.y + 40 });
  await page.keyboard.up('Control');
  await expect.poll(async () => (await file()).notes.find((n: any) => n.id === 'far').width).toBeGreaterThan(SIZE + 30);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await file()).notes.find((n: any) => n.id === 'far').width ?? SIZE).toBe(SIZE);
  await page.keyboard.press('Escape');
  await drag(page, at(60, 20), at(480, 320));
  await page.keyboard.press('Delete');
  await expect.poll(async () => Object.keys(await places(server, made)).sort()).toEqual(['far', 'out']);
});

test('what is typed on a wall seen from afar can be read', async ({ page, server }) => {
  const { made, board } = await opened(page, server);
  for (let i = 0; i < 12; i++) await page.keyboard.press('-');
  const box = (await board.wall.boundingBox())!;
  await page.mouse.dblclick(box.x + 100, box.y + box.height - 20);
  await expect(board.typing).toBeFocused();
  await page.keyboard.type('Order lost');
  const typed = (await board.typing.boundingBox())!;
  expect(typed.width).toBeGreaterThan(90);
  expect(typed.y + typed.height).toBeLessThanOrEqual(box.y + box.height);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Order found');
  await page.keyboard.press('Escape');
  await board.saved();
  await expect.poll(async () => (await server.file(made)).notes.map((n: any) => n.text)).toEqual(expect.arrayContaining(['Order lost', 'Order found']));
});

test('what is dragged snaps to its neighbours, and does not with Ctrl', async ({ page, server }) => {
  const { made, at } = await opened(page, server);
  await drag(page, at(900, 600), at(603, 204));
  await expect.poll(async () => (await places(server, made)).far).toEqual([603, 200]);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await places(server, made)).far).toEqual([900, 600]);
  await page.keyboard.down('Control');
  await drag(page, at(900, 600), at(603, 204));
  await page.keyboard.up('Control');
  await expect.poll(async () => (await places(server, made)).far).toEqual([603, 204]);
});

test('several things have a bar that lines them up, groups them and takes them away', async ({ page, server }) => {
  const { made, board, at } = await opened(page, server);
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await page.getByRole('button', { name: 'Skip' }).click();
  await page.mouse.click(at(900, 200).x, at(900, 200).y);
  await expect(bar).toHaveCount(0);
  await page.keyboard.down('Shift');
  await page.mouse.click(at(900, 600).x, at(900, 600).y);
  await page.mouse.click(at(400, 200).x, at(400, 200).y);
  await page.keyboard.up('Shift');
  await expect(bar).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Align right' }).click();
  await expect.poll(async () => (await places(server, made)).b).toEqual([900, 200]);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await places(server, made)).b).toEqual([400, 200]);
  await bar.getByRole('button', { name: 'Group', exact: true }).click();
  await expect(bar.getByRole('button', { name: 'Ungroup' })).toBeVisible();
  // The rest is in the menu of the wall, a press away.
  await bar.getByRole('button', { name: 'More to do with it' }).click();
  const menu = page.getByRole('menu', { name: 'What to do here' });
  await expect(menu.getByRole('menuitem', { name: 'Bring to front' })).toBeVisible();
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(async () => Object.keys(await places(server, made))).toEqual(['a']);
  await expect(bar).toHaveCount(0);
  await expect(board.wall).toBeFocused();
});

test('what does not come about is said, and messages lie under menus', async ({ page, server }) => {
  const locked = { ...file, notes: file.notes.map((n) => ({ ...n, locked: n.id === 'far' })) };
  const made = await server.board(locked);
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await board.wall.focus();
  await page.keyboard.press('Shift+1');
  const box = (await board.wall.boundingBox())!;
  const far = { x: box.x + box.width / 2 + 900 + SIZE / 2 - middle.x, y: box.y + box.height / 2 + 600 + SIZE / 2 - middle.y };
  await drag(page, far, { x: far.x - 200, y: far.y });
  const message = page.locator('.toast');
  await expect(message).toHaveText(/What is locked stays where it is\./);
  expect((await places(server, made)).far).toEqual([900, 600]);
  const toast = (await message.boundingBox())!;
  const spot = { x: toast.x + 30, y: toast.y + toast.height / 2 };
  await page.mouse.click(spot.x - 20, spot.y - 120, { button: 'right' });
  await expect(page.getByRole('menu', { name: 'What to do here' })).toBeVisible();
  const onTop = await page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest('.wall-menu, .toast')?.className, spot);
  expect(onTop).toContain('wall-menu');
});

test('a phone: the bar has what keys do, the sheet leaves the chosen note in sight, news are marked', async ({ browser, server }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const column = { ...file, contexts: [], notes: [note('top', 0, 0), note('low', 0, 480)] };
  const made = await server.board(column);
  const board = new BoardPage(page);
  await page.goto(made.links.editor);
  await expect(page.locator('.saved.good')).toBeVisible();
  // The outline comes first; others want a name to see here too.
  const outline = page.getByRole('navigation', { name: 'Outline' });
  await expect(outline).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Skip' }).tap();

  // What can be done with a row stands below it; the outline gives way to what is written on the wall.
  await outline.getByText('low', { exact: true }).tap();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Write on it' }).tap();
  await expect(board.typing).toBeFocused();
  await expect(outline).toBeHidden();
  await page.keyboard.type('lower');
  await page.keyboard.press('Escape');
  await expect(outline.getByText('lower', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Command', exact: true }).tap();
  await expect(outline).toBeHidden();
  await page.touchscreen.tap(195, 200);
  await page.keyboard.type('Act');
  await page.keyboard.press('Escape');
  await expect(outline.getByText('Act', { exact: true })).toBeVisible();
  for (let i = 0; i < 2; i++) await page.getByRole('button', { name: 'Undo' }).tap();
  await expect(outline.getByText('Act', { exact: true })).toHaveCount(0);
  await expect(outline.getByText('low', { exact: true })).toBeVisible();
  await outline.getByRole('button', { name: 'Close the outline' }).tap();
  const box = (await board.wall.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.touchscreen.tap(x, y + 240);
  await expect(bar).toBeVisible();
  expect(await axe(page)).toEqual([]);

  // The sheet covers the lower part: the note that was chosen there comes up.
  await page.getByRole('button', { name: 'Panel', exact: true }).tap();
  await expect(board.panel.getByRole('textbox', { name: 'Text' })).toHaveValue('low');
  const sheet = (await board.panel.boundingBox())!;
  await expect.poll(async () => (await board.wall.boundingBox())!.height).toBeLessThan(sheet.y);
  const wall = (await board.wall.boundingBox())!;
  expect(wall.y + wall.height).toBeLessThanOrEqual(sheet.y + 1);
  expect(await axe(page)).toEqual([]);
  await board.panel.getByRole('button', { name: 'Close the panel' }).tap();

  await bar.getByRole('button', { name: 'Delete' }).tap();
  await expect.poll(async () => Object.keys(await places(server, made))).toEqual(['top']);

  // What somebody else says is marked at the menu that leads there.
  const other = new BoardPage(await (await browser.newContext()).newPage());
  await other.open((made.links as any).commenter);
  await other.wall.focus();
  await other.page.keyboard.press('Control+a');
  await other.page.keyboard.press('Shift+C');
  await other.panel.getByRole('textbox', { name: 'Comment on the note' }).fill('Why?');
  await other.page.keyboard.press('Control+Enter');
  const more = page.getByRole('button', { name: 'More: Comments, 1 unread' });
  await expect(more.locator('.unread-mark')).toBeVisible();
  await more.tap();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'All actions' }).tap();
  await expect(page.getByRole('listbox', { name: 'Actions' }).getByRole('option').first()).toBeVisible();
  await other.page.context().close();
  await context.close();
});
