// What every walk does: people who sign in, presses and links that are counted, words that must be on the page.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { audit, open } from "./browser.mjs";

export const must = (held, said) => { if (!held) throw new Error(said); };
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

// A person at a browser of their own. `walk.clicks` counts what all of them press and follow.
class Person {
  constructor(walk, page, name) { Object.assign(this, { walk, page, name }); page.on("dialog", (dialog) => dialog.accept()); }

  async signIn() {
    await this.page.goto(this.walk.address + "/konto/zaloguj/");
    if (this.path() === "/konto/zaloguj/") {
      await this.page.getByRole("button", { name: new RegExp(this.name) }).click();
      await this.page.waitForURL((url) => !url.pathname.includes("zaloguj"));
    }
    return this;
  }

  path() { return new URL(this.page.url()).pathname; }
  field(name) { return this.page.locator(`main [name="${name}"]`).first(); }

  async open(path) {
    const answer = await this.page.goto(this.walk.address + path);
    if (this.path() !== "/konto/zaloguj/") return answer;
    await this.signIn(); // the calendar moved on, and the session ended
    return this.page.goto(this.walk.address + path);
  }

  async go(path) {
    const answer = await this.open(path);
    must(answer.status() === 200, `${this.name}, ${path}: ${answer.status()}`);
  }

  // A page that does not exist for this person.
  async missesPage(path) {
    const answer = await this.open(path);
    must(answer.status() === 404, `${this.name} otwiera ${path}: ${answer.status()}`);
  }

  async press(name, within = "main") {
    this.walk.clicks += 1;
    const button = this.page.locator(within).getByRole("button", { name, exact: typeof name === "string" }).first();
    await Promise.all([this.page.waitForEvent("framenavigated"), button.click()]);
    await this.page.waitForLoadState();
    if (this.path() === "/konto/potwierdz/") { // who is there? Then the form that waited is sent.
      await this.page.getByRole("button", { name: "To ja, dalej" }).click();
      await this.page.getByRole("button", { name: "Zapisz teraz" }).click();
      await this.page.waitForLoadState();
    }
  }

  async follow(name, within = "main") {
    this.walk.clicks += 1;
    const link = this.page.locator(within).getByRole("link", { name, exact: typeof name === "string" }).first();
    await Promise.all([this.page.waitForEvent("framenavigated"), link.click()]);
    await this.page.waitForLoadState();
  }

  // {name: text, or true for a box or a choice by its value as "name=value"}
  async fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = this.field(name);
      const kind = await field.evaluate((one) => one.tagName === "SELECT" ? "select" : one.type);
      if (kind === "select") await field.selectOption(value);
      else if (kind === "checkbox" && typeof value === "boolean") await field.setChecked(value);
      else if (["radio", "checkbox"].includes(kind)) for (const one of [value].flat()) await this.page.locator(`main [name="${name}"][value="${one}"]`).check({ force: true });
      else await field.fill(value);
    }
  }

  async text(within = "main") { return plain(await this.page.locator(within).first().innerText()).replace(/\s+/g, " "); }

  // The last button of the only form of a page: what is filled in is kept, nothing is refused.
  async send(values = {}) {
    await this.fill(values);
    this.walk.clicks += 1;
    await Promise.all([this.page.waitForEvent("framenavigated"), this.page.locator("main form button.btn-primary").last().click()]);
    await this.page.waitForLoadState();
    must(!(await this.page.getByText(/^Popraw \d+ pol/).count()), await this.text());
  }

  // Every one of these words is on the page.
  async sees(...words) {
    const told = await this.text();
    for (const one of words) must(one instanceof RegExp ? one.test(told) : told.includes(one), `${this.name} nie widzi „${one}” na ${this.path()}:\n${told}`);
  }

  async doesNotSee(...words) {
    const told = await this.text();
    for (const one of words) must(!told.includes(one), `${this.name} widzi „${one}” na ${this.path()}`);
  }

  async download(act) {
    const [file] = await Promise.all([this.page.waitForEvent("download"), act()]);
    const saved = `${this.walk.folder}/${file.suggestedFilename()}`;
    await file.saveAs(saved);
    return { name: file.suggestedFilename(), path: saved, bytes: readFileSync(saved) };
  }
}

export async function begin(address, executablePath, folder) {
  const { browser, visitor, complaints } = await open(executablePath);
  const walk = { address, folder, clicks: 0, complaints, browser };
  process.on("uncaughtException", async (error) => { // what everybody sees at that moment
    console.error(error);
    for (const [number, page] of browser.contexts().flatMap((one) => one.pages()).entries()) await page.screenshot({ path: `${folder}/stuck-${number}.png`, fullPage: true }).catch(() => {});
    process.exit(1);
  });
  walk.person = async (name) => new Person(walk, await visitor(), name).signIn();
  walk.stranger = async (name) => new Person(walk, await visitor(), name); // nobody signs in
  walk.audited = [];
  walk.audit = async (person, name, looks) => { // the page that the person sees, without a fault in any look
    const found = await audit(person.page, name, folder, looks);
    for (const one of found) must(!one.violations.length && one.overflow <= 0, JSON.stringify(one));
    walk.audited.push(name);
  };
  walk.tell = (line) => console.log(JSON.stringify(line));
  return walk;
}

// Days as a person counts them, in texts "2026-03-02".
export const day = {
  today: () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Warsaw" }),
  add: (text, days) => new Date(Date.parse(text) + days * 864e5).toISOString().slice(0, 10),
  month: (text, months, date = 1) => { const [y, m] = text.split("-").map(Number); return new Date(Date.UTC(y, m - 1 + months, date)).toISOString().slice(0, 10); },
  shown: (text) => { const [y, m, d] = text.split("-"); return `${Number(d)}.${m}.${y}`; },
};
// Written to the file that `another_day.py` reads: from the next request on it is this day.
export function moveTo(file, text) {
  writeFileSync(file + ".new", text);
  renameSync(file + ".new", file); // never half written
}
