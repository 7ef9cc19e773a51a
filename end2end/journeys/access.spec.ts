// A storm without a pointer, from an empty wall to accepted boundaries; and what a screen reader is told on the way.
import type { Page } from '@playwright/test';
import { expect, test } from '../server.ts';
import { BoardPage } from '../pages/board.ts';

const FLOWS = [
  ['Order', ['Place order', 'Order', 'Order placed', 'Whenever an order is placed, take the payment']],
  ['Payment', ['Take payment', 'Payment', 'Payment taken', 'Whenever a payment is taken, ship the order']],
  ['Shipment', ['Ship order', 'Shipment', 'Order shipped', 'Whenever an order is shipped, thank the customer']],
] as const;

/** Presses Tab until `name` has the focus, as somebody without a pointer does. */
async function reach(page: Page, name: RegExp): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      return at?.getAttribute('aria-label') ?? at?.innerText ?? '';
    });
  for (let i = 0; i < 80; i++) {
    if (name.test(await focused())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab reaches nothing named ${name}`);
}

test('a storm by keyboard alone, from the empty wall to accepted boundaries', async ({ page, server }) => {
  const made = await server.board();
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  await board.wall.focus();
  for (const [, texts] of FLOWS) {
    // Command, aggregate, event, policy: Tab goes on along the grammar.
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    await page.keyboard.press('Enter');
    for (const [i, text] of texts.entries()) {
      await expect(board.typing).toBeFocused();
      await expect(board.typing).toHaveValue('');
      await page.keyboard.type(text);
      await page.keyboard.press(i + 1 < texts.length ? 'Tab' : 'Escape');
    }
    await expect(board.typing).toHaveCount(0);
  }
  await board.saved();
  await expect.poll(async () => (await server.file(made)).notes.length).toBe(12);
  expect((await server.file(made)).links).toHaveLength(9);

  // The list of actions leads to the boundaries.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Find boundaries');
  await page.keyboard.press('Enter');
  await reach(page, /^Find boundaries/);
  await page.keyboard.press('Enter');
  await expect(board.panel.getByRole('radio').first()).toBeVisible();
  await reach(page, /^Accept all/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await server.file(made)).contexts?.length ?? 0).toBeGreaterThan(0);
  const file = await server.file(made);
  const placed = file.contexts.flatMap((c: any) => c.members);
  expect(new Set(placed).size).toBe(12);
  await board.saved();
});

test('what a screen reader is told', async ({ browser, page, server }) => {
  const made = await server.board({
    format: 'isobar/board',
    version: 1,
    title: 'Orders',
    stage: 'design',
    notes: [
      { id: 'c', kind: 'command', text: 'Place order', x: 0, y: 0 },
      { id: 'a', kind: 'aggregate', text: 'Order', x: 160, y: 0 },
      { id: 'e', kind: 'domain-event', text: 'Order placed', x: 380, y: 0 },
    ],
    links: [{ from: 'c', to: 'a' }, { from: 'a', to: 'e' }],
  });
  const board = new BoardPage(page);
  await board.open(made.links.facilitator);
  const live = page.locator('.board > [aria-live="polite"]');
  await expect(live).toHaveAttribute('role', 'status');

  // Landmarks and the wall have names.
  await expect(page.getByRole('banner')).toBeVisible();
  await expect(page.getByRole('main')).toBeAttached();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeAttached();
  await expect(page.getByRole('application', { name: /^The wall\./ })).toBeVisible();
  await expect(page.getByRole('toolbar', { name: 'Tools' })).toBeVisible();
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll('button, input, select, textarea, a[href]')]
      .filter((e) => (e as HTMLElement).offsetParent !== null)
      .filter((e) => !(e.getAttribute('aria-label') || (e as HTMLElement).innerText.trim() || (e as HTMLInputElement).labels?.length))
      .map((e) => e.outerHTML.slice(0, 80)),
  );
  expect(nameless).toEqual([]);

  // From note to note on the wall: kind and words are said.
  await board.wall.focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(live).toContainText(/: (Place order|Order|Order placed)$/);
  const first = await live.textContent();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(live).not.toHaveText(first!);

  // What an action does is said.
  await page.keyboard.press('Control+a');
  await expect(live).toHaveText('3 notes selected.');
  await page.keyboard.press('Control+g');
  await expect(live).toHaveText('3 notes grouped.');

  // The outline says the wall in words and tells which row is chosen.
  await page.getByRole('button', { name: 'Outline', exact: true }).click();
  const tree = page.getByRole('tree', { name: 'Notes by lane and flow' });
  await expect(tree.getByRole('treeitem', { name: /Order placed/ })).toBeVisible();
  await tree.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const active = await tree.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-level', /^[1-9]$/);

  // What somebody else does is said too, politely, and takes the focus from nobody.
  const other = new BoardPage(await (await browser.newContext()).newPage());
  await other.open(made.links.editor);
  await other.storm('e', ['Order paid']);
  await other.saved();
  await expect(live).toHaveText(/^(Somebody changed a note|Others changed \d+ notes)\.$/, { timeout: 20_000 });
  await expect(tree).toBeFocused();
  await expect(page.locator('[aria-live="assertive"]')).toHaveCount(0);
  await other.page.context().close();
});
