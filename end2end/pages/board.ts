// The board page as a person uses it.
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

export class BoardPage {
  constructor(readonly page: Page) {}

  get wall(): Locator {
    return this.page.getByRole('application');
  }
  get saveState(): Locator {
    return this.page.locator('.saved');
  }
  get typing(): Locator {
    return this.page.locator('textarea.typing');
  }
  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Panel' });
  }

  /** Opens a capability link, or an address of this browser. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.wall).toBeVisible();
    await expect(this.saveState).toHaveText(/^(Saved|View only)$/);
  }

  async saved(): Promise<void> {
    await expect(this.saveState).toHaveText('Saved');
  }

  /** What the indicator says when it is asked: is the work safe, does the board open without a connection. */
  async explanation(): Promise<string> {
    await this.saveState.click();
    const dialog = this.page.getByRole('dialog', { name: 'Is this board safe?' });
    const said = await dialog.locator('.dialog-body').innerText();
    await dialog.getByRole('button', { name: 'Close' }).click();
    return said;
  }

  /** Waits until the browser has all it needs to open the board without a network. */
  async opensOffline(): Promise<void> {
    await this.saveState.click();
    const dialog = this.page.getByRole('dialog', { name: 'Is this board safe?' });
    await expect(dialog).toContainText('the board opens without a connection too');
    await dialog.getByRole('button', { name: 'Close' }).click();
  }

  /** How many changes the browser keeps for the server. */
  async unacknowledged(): Promise<number> {
    return this.page.evaluate(
      () =>
        new Promise<number>((found, failed) => {
          const asked = indexedDB.open('isobar');
          asked.onerror = () => failed(asked.error);
          asked.onsuccess = () => {
            const count = asked.result.transaction('updates').objectStore('updates').count();
            count.onsuccess = () => {
              asked.result.close();
              const entries = Object.keys(localStorage).filter((key) => key.startsWith('isobar.unsaved'));
              found(count.result + entries.length);
            };
          };
        }),
    );
  }

  async tab(name: 'Note' | 'Boundaries' | 'Findings' | 'Contracts'): Promise<void> {
    await this.panel.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  }

  /** Arms the tool of `key`, places the first note by keyboard, and writes; each further text follows with Enter. */
  async storm(key: string, texts: string[]): Promise<void> {
    await this.wall.focus();
    await this.page.keyboard.press(key);
    await this.page.keyboard.press('Enter');
    for (const [i, text] of texts.entries()) {
      await expect(this.typing).toBeFocused();
      await expect(this.typing).toHaveValue('');
      await this.page.keyboard.type(text);
      await this.page.keyboard.press(i + 1 < texts.length ? 'Enter' : 'Escape');
    }
    await expect(this.typing).toHaveCount(0);
  }

  /** The board as this page has it: the preview of its own board file. */
  async file(): Promise<any> {
    await this.tab('Contracts');
    await this.panel.getByRole('button', { name: /^Board file/ }).click();
    const save = this.panel.getByRole('button', { name: 'Download', exact: true });
    await expect(save).toBeVisible();
    const download = await this.download(() => save.click());
    return JSON.parse(readFileSync(await download.path(), 'utf8'));
  }

  async download(act: () => Promise<void>): Promise<Download> {
    const waiting = this.page.waitForEvent('download');
    await act();
    return waiting;
  }
}

/** What a board says, however it is ordered. */
export function said(file: any): string[] {
  return file.notes.map((n: any) => `${n.kind}: ${n.text}`).sort();
}
