// From coarse to fine: every cut is a stop; ways to look by keyboard; what people decided stays when a proposal is accepted.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, expect, root, test } from '../server.ts';
import { BoardPage } from '../pages/board.ts';

/** A board of ours, as a board file. */
function ours(name: string): any {
  const out = join(mkdtempSync(join(tmpdir(), 'isobar-board-')), 'board.json');
  execFileSync(binary, ['convert', join(root, 'boards', `${name}.storm`), '-o', out]);
  return JSON.parse(readFileSync(out, 'utf8'));
}

async function look(board: BoardPage) {
  await board.tab('Boundaries');
  await board.panel.getByRole('button', { name: 'Find boundaries' }).click();
  await expect(board.panel.getByRole('radio', { checked: true })).toBeVisible();
}

test('every cut between coarse and fine is a stop that says how steady it is', async ({ page, server }) => {
  const made = await server.board(ours('cargo-shipping'));
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  const before = await server.file(made);
  await look(board);
  const slider = board.panel.getByRole('slider', { name: 'Coarse to fine' });
  const cards = board.panel.locator('.contexts > .card', { has: page.getByRole('button', { name: 'Why each note is here' }) });
  const says = async () => (await slider.getAttribute('aria-valuetext'))!.match(/^(\d+) contexts?, (steady|fairly steady|shaky|made, not found)$/)!;
  const last = Number(await slider.getAttribute('max'));
  expect(last).toBeGreaterThan(2);
  await expect(board.panel.getByRole('radio')).toHaveCount(3);

  await slider.focus();
  await page.keyboard.press('Home');
  let counted = 0;
  const recommended: number[] = [];
  for (let at = 0; at <= last; at++) {
    await expect(slider).toHaveValue(String(at));
    await expect(slider).toBeFocused();
    const contexts = Number((await says())[1]);
    expect(contexts).toBeGreaterThanOrEqual(counted);
    counted = contexts;
    await expect(cards).toHaveCount(contexts);
    await expect(cards.first().locator('.why li').first()).not.toBeEmpty();
    await expect(board.panel.locator('.measure').first()).toBeVisible();
    if (await board.panel.getByRole('radio', { checked: true }).count()) recommended.push(at);
    if (at === 1) await page.screenshot({ path: join(root, 'end2end/out/slider-light.png') });
    await page.keyboard.press('ArrowRight');
  }
  // The three side by side are stops too, and lead back to theirs; arrow keys go from one to the next.
  expect(recommended).toHaveLength(3);
  await board.panel.getByRole('radio').nth(1).click();
  await expect(slider).toHaveValue(String(recommended[1]));
  await page.keyboard.press('ArrowLeft');
  await expect(board.panel.getByRole('radio').first()).toBeFocused();
  await expect(slider).toHaveValue(String(recommended[0]));
  // Looking has changed nothing.
  const after = await server.file(made);
  expect([after.notes, after.contexts]).toEqual([before.notes, before.contexts]);
});

test('a weight moves by keyboard, and no note does', async ({ page, server }) => {
  const made = await server.board(ours('cargo-shipping'));
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  const before = await server.file(made);
  await look(board);
  await board.panel.getByText('Strategy, wishes and weights').click();
  const weight = board.panel.getByRole('slider', { name: /^Consistency/ });
  await weight.focus();
  const from = Number(await weight.inputValue());
  for (let i = 1; i <= 12; i++) {
    await page.keyboard.press('ArrowLeft');
    await expect(weight).toHaveValue(String(from - i));
  }
  await expect(board.panel.getByRole('button', { name: 'Keep for this board' })).toBeVisible();
  await expect(weight).toBeFocused();
  // The alternatives stay in sight above what is moved.
  await board.panel.getByRole('slider', { name: /^Vocabulary/ }).scrollIntoViewIfNeeded();
  await expect(board.panel.getByRole('radio').first()).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeDisabled();
  expect((await server.file(made)).notes).toEqual(before.notes);

  // What cannot be had is told: a number, and what is locked.
  await board.panel.getByLabel('Contexts wished').fill('90');
  await board.panel.getByLabel('Contexts wished').press('Enter');
  await expect(board.panel.locator('.notice')).toContainText('90 contexts were wished');
  await board.panel.getByLabel('Contexts wished').fill('1');
  await board.panel.getByLabel('Contexts wished').press('Enter');
  await expect(board.panel.locator('.notice')).toHaveCount(0);
  for (const name of ['Handling', 'Booking']) await board.panel.getByRole('checkbox', { name, exact: true }).check();
  await expect(board.panel.locator('.notice')).toContainText('beside the locked ones, which stay as they are');
});

test('accepting keeps what goes on: ids, names, owners and patterns', async ({ page, server }) => {
  const file = ours('cargo-shipping');
  file.teams = [{ id: 'red', name: 'Red' }];
  for (const context of file.contexts) context.team = 'red';
  const made = await server.board(file);
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  const before = await server.file(made);

  // Whom one asks is upstream, though the flow goes there.
  await board.tab('Boundaries');
  const border = board.panel.locator('.card', { hasText: 'Whenever cargo is misdirected, reroute it → Assign itinerary' });
  await expect(border).toContainText('Customer/supplier would fit, with Booking upstream');
  await border.getByRole('button', { name: 'Say so' }).click();
  await expect(border.getByRole('combobox')).toHaveValue('customer-supplier');
  const id = (name: string) => before.contexts.find((c: any) => c.name === name).id;
  await expect
    .poll(async () => (await server.file(made)).relations?.map((r: any) => [r.upstream, r.downstream, r.pattern]))
    .toEqual([[id('Booking'), id('Tracking'), 'customer-supplier']]);
  await expect(board.panel.locator('.typed', { hasText: 'Most is decided here' }).first()).toBeVisible();

  await board.panel.getByRole('button', { name: 'Find boundaries' }).click();
  await expect(board.panel.getByText('One note moves from Tracking to Booking')).toBeVisible();
  await expect(board.panel.getByText(/is called/)).toHaveCount(0);
  await board.panel.getByRole('button', { name: /^Accept all/ }).click();
  const facts = (f: any) => f.contexts.map(({ members, ...facts }: any) => facts);
  const members = (f: any) => f.contexts.map((c: any) => [...c.members].sort());
  await expect.poll(async () => members(await server.file(made))).not.toEqual(members(before));
  const after = await server.file(made);
  expect(facts(after)).toEqual(facts(before));
  expect(after.relations).toHaveLength(1);

  // Looked for again, there is nothing left to take over; and one step takes it all back.
  await board.panel.getByRole('button', { name: 'Find boundaries' }).click();
  await expect(board.panel.getByRole('button', { name: 'The wall is so already' })).toBeDisabled();
  await board.wall.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => members(await server.file(made))).toEqual(members(before));
  await expect(board.panel.getByText('The wall has changed since.')).toBeVisible();
});

test('on a phone the panel lies over the outline', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const made = await server.board(ours('cargo-shipping'));
  const board = new BoardPage(page);
  await board.open(made.links.editor);
  await expect(page.getByRole('navigation', { name: 'Outline' })).toBeVisible();
  await page.getByRole('button', { name: 'Panel', exact: true }).click();
  await look(board);
  await expect(board.panel.getByRole('slider', { name: 'Coarse to fine' })).toBeInViewport();
  // What is previewed is seen: the outline makes room for the wall.
  await expect(page.getByRole('navigation', { name: 'Outline' })).toBeHidden();
  await page.screenshot({ path: join(root, 'end2end/out/slider-phone.png') });
});
