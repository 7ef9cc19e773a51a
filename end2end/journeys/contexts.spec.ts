// The pieces of the Boundaries tab: ways to look, wishes, what if, figures, verdict, owners, capacity; in light and dark.
import AxeBuilder from '@axe-core/playwright';
import { join } from 'node:path';
import { expect, root, test } from '../server.ts';
import { BoardPage } from '../pages/board.ts';

/** Two flows of three steps each, and a policy between them; `split`: as two contexts, with a note astray. */
function storm(split = false) {
  const notes: any[] = [];
  const add = (id: string, kind: string, text: string, x: number, y: number) => notes.push({ id, kind, text, x, y, width: 120, height: 120 });
  for (const [row, name] of ['Order', 'Invoice'].entries()) {
    ['Open', 'Change', 'Close'].forEach((act, i) => {
      add(`c${row}${i}`, 'command', `${act} ${name.toLowerCase()}`, 0, row * 900 + i * 200);
      add(`e${row}${i}`, 'domain-event', `${name} ${act.toLowerCase()}d`.replace('opend', 'opened'), 500, row * 900 + i * 200);
    });
    add(`a${row}`, 'aggregate', name, 250, row * 900 + 200);
  }
  add('p', 'policy', 'Whenever an order is closed, open an invoice', 700, 400);
  const links = [0, 1].flatMap((row) =>
    [0, 1, 2].flatMap((i) => [{ from: `c${row}${i}`, to: `a${row}` }, { from: `a${row}`, to: `e${row}${i}` }]));
  links.push({ from: 'e02', to: 'p' }, { from: 'p', to: 'c10' });
  const of = (row: number, without?: string) => notes.map((n) => n.id).filter((id) => id !== without && (id[1] === String(row) || (id === 'p' && row === 1)));
  const contexts = split
    ? [{ id: 'orders', name: 'Orders', members: of(0, 'e01') }, { id: 'invoices', name: 'Invoices', members: [...of(1), 'e01'] }]
    : [];
  const teams = split ? [{ id: 'red', name: 'Red' }, { id: 'blue', name: 'Blue' }] : [];
  return { format: 'isobar/board', version: 1, title: 'Orders', notes, links, contexts, teams };
}

async function accessible(board: BoardPage, theme: 'light' | 'dark', name: string) {
  await board.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page: board.page }).include('.panel').analyze();
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect(serious.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([]);
  await board.page.screenshot({ path: join(root, `end2end/out/contexts-${name}-${theme}.png`) });
}

test('ways to look: strategy, number, weights and wishes change the alternatives at once', async ({ page, server }) => {
  const made = await server.board(storm());
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.tab('Boundaries');
  await board.panel.getByRole('button', { name: 'Find boundaries' }).click();
  const cards = board.panel.locator('.contexts .card header .name');
  await expect(cards).toHaveCount(2);
  await board.panel.getByText('Strategy, wishes and weights').click();
  await board.panel.getByLabel('Contexts wished').fill('1');
  await board.panel.getByLabel('Contexts wished').press('Enter');
  await expect(cards).toHaveCount(1);
  await board.panel.getByLabel('Contexts wished').fill('');
  await board.panel.getByLabel('Contexts wished').press('Enter');
  await expect(cards).toHaveCount(2);
  await board.panel.getByLabel('Cut').selectOption('aggregate');
  await expect(board.panel.getByRole('radio', { checked: true })).toContainText('By aggregate');
  await board.panel.getByLabel('Cut').selectOption('team');
  await expect(board.panel.locator('.notice')).toContainText('team');
  await board.panel.getByLabel('Cut').selectOption('balanced');

  // A wish by the menu of the wall: two that would part stay together.
  await board.wall.focus();
  await page.keyboard.press('Shift+1');
  await page.keyboard.press('Control+a');
  const at = await placesOf(board, ['c00']);
  await page.mouse.click(at.c00.x, at.c00.y, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Keep in one context' }).click();
  await expect(cards).toHaveCount(1);
  await page.keyboard.press('Escape');
  const wish = board.panel.locator('.wishes li');
  await expect(wish).toHaveCount(1);
  await expect.poll(async () => Object.keys((await server.file(made)).settings ?? {}).length).toBe(1);
  await accessible(board, 'light', 'ways');
  await accessible(board, 'dark', 'ways');
  await wish.getByRole('button', { name: /^Remove the wish/ }).click();
  await expect(wish).toHaveCount(0);
  await expect(cards).toHaveCount(2);

  // A weight: what is kept is the board's.
  const slider = board.panel.getByLabel(/^Published contract/);
  await slider.fill('100');
  await expect(board.panel.getByRole('button', { name: 'Keep for this board' })).toBeVisible();
  await board.panel.getByRole('button', { name: 'Keep for this board' }).click();
  await expect.poll(async () => (await server.file(made)).settings?.['criterion.published-contract']).toBe(20);
});

test('what if: a note lives elsewhere in a proposal, and every figure says what it was', async ({ page, server }) => {
  const made = await server.board(storm());
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.tab('Boundaries');
  await board.panel.getByRole('button', { name: 'Find boundaries' }).click();
  const crossing = board.panel.locator('.measure', { hasText: 'Flow across borders' });
  await expect(crossing).toBeVisible();
  await expect(board.panel.getByText('What crosses')).toBeVisible();
  await crossing.locator('summary').click();
  await expect(crossing).toContainText('Lower is better');
  await accessible(board, 'light', 'proposal');
  await accessible(board, 'dark', 'proposal');
  const before = await crossing.locator('summary b').textContent();
  const more = board.panel.getByRole('button', { name: 'Why each note is here' }).first();
  await more.click();
  const home = board.panel.locator('.members select').first();
  await home.selectOption('1');
  await expect(board.panel.locator('.what-if')).toContainText('1 note lives elsewhere');
  await expect(crossing.locator('.tag')).toContainText(`was ${before}`);
  await accessible(board, 'light', 'what-if');
  await board.panel.getByRole('button', { name: 'Back to what was found' }).click();
  await expect(crossing.locator('.tag')).toHaveCount(0);
  expect((await server.file(made)).contexts ?? []).toEqual([]);

  // On the wall, by dragging the note into the other contour.
  await board.wall.focus();
  await page.keyboard.press('Shift+1');
  const at = await placesOf(board, ['c00', 'a1']);
  await page.mouse.move(at.c00.x, at.c00.y);
  await page.mouse.down();
  await page.mouse.move(at.a1.x, at.a1.y - 20, { steps: 8 });
  await page.mouse.up();
  await expect(board.panel.locator('.what-if')).toContainText('1 note lives elsewhere');
  await expect(board.panel.locator('.chosen')).toBeVisible();
  expect((await server.file(made)).contexts ?? []).toEqual([]);
});

test('contexts as they are: figures move while a note is dragged, improvements, verdict, owners, capacity', async ({ page, server }) => {
  const made = await server.board(storm(true));
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await board.tab('Boundaries');
  const crossing = board.panel.locator('.measure', { hasText: 'Flow across borders' });
  await expect(crossing).toBeVisible();
  // While the note is in hand, before it is let go.
  await board.wall.focus();
  await page.keyboard.press('Shift+1');
  const at = await placesOf(board, ['c01', 'a1']);
  await page.mouse.move(at.c01.x, at.c01.y);
  await page.mouse.down();
  await page.mouse.move(at.a1.x, at.a1.y - 20, { steps: 8 });
  await expect(crossing.locator('.tag')).toContainText('was');
  await page.screenshot({ path: join(root, 'end2end/out/contexts-drag-light.png') });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(crossing.locator('.tag')).toHaveCount(0);

  const advice = board.panel.locator('.improvement', { hasText: 'Order changed' });
  await expect(advice).toContainText('to Orders');
  await accessible(board, 'light', 'judged');
  await accessible(board, 'dark', 'judged');
  await advice.getByRole('button', { name: 'Move' }).click();
  await expect(advice).toHaveCount(0);

  const split = board.panel.locator('.split');
  await expect(split.locator('.tag')).toHaveText('not decided');
  await split.getByText('The questions behind it').click();
  for (const question of ['Do parts need to scale independently?', 'May one part fail while the others go on?', 'Do parts need different technologies?'])
    await split.getByLabel(question).selectOption('no');
  await expect(split.locator('.tag')).toHaveText('modular monolith first');
  await expect.poll(async () => (await server.file(made)).answers?.length).toBe(3);

  await board.panel.getByRole('button', { name: 'Take these owners over' }).click();
  await expect.poll(async () => (await server.file(made)).contexts.every((c: any) => c.team)).toBe(true);
  await expect(board.panel.getByText('No other owners would save a hand-over.')).toBeVisible();

  await board.panel.getByRole('button', { name: 'Name, facts and size' }).first().click();
  const capacity = board.panel.locator('.capacity');
  await expect(capacity.locator('dd').first()).toHaveText('2');
  await capacity.getByText('Assumptions and arithmetic').click();
  const peak = capacity.getByLabel(/^Requests at peak/);
  await peak.fill('1000');
  await peak.press('Enter');
  await expect(capacity.locator('dd').first()).toHaveText('10');
  await expect(capacity).toContainText('In work (Little): 1000/s × 0.05 s = 50.00.');
  await accessible(board, 'light', 'capacity');
  await accessible(board, 'dark', 'capacity');

  await board.tab('Findings');
  await expect(board.panel.getByText('F-SIZE-OWNER').or(board.panel.getByText(/^F-/)).first()).toBeVisible();
  await board.panel.getByLabel('Language of the notes').selectOption('de');
  await expect.poll(async () => (await server.file(made)).language).toBe('de');
  await accessible(board, 'light', 'findings');
  await accessible(board, 'dark', 'findings');
});

/** Where the middles of notes are in the window when the whole wall is shown. */
async function placesOf(board: BoardPage, ids: string[]): Promise<Record<string, { x: number; y: number }>> {
  const file = storm();
  const notes = file.notes;
  const wall = (await board.wall.boundingBox())!;
  const [left, top] = [Math.min(...notes.map((n) => n.x)), Math.min(...notes.map((n) => n.y))];
  const [right, bottom] = [Math.max(...notes.map((n) => n.x + n.width)), Math.max(...notes.map((n) => n.y + n.height))];
  const zoom = await board.page.locator('.zoom').getByRole('button').filter({ hasText: '%' }).textContent();
  const scale = Number(zoom!.replace(/[^\d.]/g, '')) / 100;
  const middle = { x: wall.x + wall.width / 2, y: wall.y + wall.height / 2 };
  return Object.fromEntries(ids.map((id) => {
    const note = notes.find((n) => n.id === id)!;
    return [id, {
      x: middle.x + (note.x + note.width / 2 - (left + right) / 2) * scale,
      y: middle.y + (note.y + note.height / 2 - (top + bottom) / 2) * scale,
    }];
  }));
}
