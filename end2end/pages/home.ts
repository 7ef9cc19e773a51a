// The home page as a person uses it.
import { expect, type Locator, type Page } from '@playwright/test';

export class HomePage {
  constructor(readonly page: Page) {}

  /** Boards on the shelf, without the trash. */
  get boards(): Locator {
    return this.page.getByRole('region', { name: 'Your boards' }).getByRole('article');
  }
  get trash(): Locator {
    return this.page.getByRole('region', { name: 'Trash' });
  }

  board(title: string): Locator {
    return this.boards.filter({ has: this.page.getByText(title, { exact: true }) });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.getByRole('button', { name: 'New board' })).toBeEnabled();
  }

  async menu(title: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${title}`, exact: true }).click();
  }

  /** Picks from the menu of a board. */
  async act(title: string, name: string): Promise<void> {
    await this.menu(title);
    await this.page.getByRole('menuitem', { name }).click();
  }
}
