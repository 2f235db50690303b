// Every page that the first pages of a role lead to, link by link, one of a kind; audited in the looks asked for.
// Prints one JSON line per page and look, at the end what was reached.
//   node pages.mjs ADDRESS CHROMIUM ROLE [PICTURES]
import { audit, open } from "./browser.mjs";

const [address, chromium, role, pictures] = process.argv.slice(2);
const { browser, page, complaints } = await open(chromium);
const tell = (line) => console.log(JSON.stringify(line));

// Where each role begins: families whose cases are full of what is looked at.
const ROLES = {
  worker: ["Ewa Zmyślona", ["Magomiedow", "Dubrouskaja", "Beraki", "Kruk", "Zmyślenko", "Rahimi", "Hryńko", "Sadig"], ["/"]],
  head: ["Danuta Wzorcowa", ["Dubrouskaja"], ["/", "/nadzor/", "/sprawozdania/", "/wzory/", "/wymiana/", "/rozliczenia/"]],
  accountant: ["Irena Rachunkowa", [], ["/", "/rozliczenia/", "/wyplaty/", "/nienalezne/", "/skladki/"]],
};
const [name, families, places] = ROLES[role];

// Kinds of pages: keys, days, months and numbers in an address do not matter.
const KEY = /^(?=.*\d)?[A-Za-z0-9_-]{12,16}$/;
const kindOf = (path) => path.split("/").map((part) => (KEY.test(part) && /[A-Z0-9]/.test(part)) || /^\d/.test(part) ? "*" : part).join("/");
const file = /\.[a-z]{2,4}$/;
const linksOf = () => page.evaluate(() => [...document.querySelectorAll("a[href]")].filter((a) => !a.download).map((a) => a.href));

await page.goto(address + "/konto/zaloguj/");
await page.getByRole("button", { name: new RegExp(name) }).click();
await page.waitForURL((url) => !url.pathname.includes("zaloguj"));

const waiting = [], seen = new Map();
for (const family of families) {
  await page.goto(address + "/sprawy/?q=" + encodeURIComponent(family));
  const first = page.locator("main table a[href^='/sprawy/']").first();
  if (await first.count()) waiting.push(address + (await first.getAttribute("href")));
}
waiting.push(...places.map((place) => address + place));
while (waiting.length) {
  const url = new URL(waiting.shift());
  const kind = kindOf(url.pathname);
  if (url.origin !== address || seen.has(kind) || file.test(url.pathname) || url.pathname.startsWith("/konto/") || url.pathname.startsWith("/prawo/") || url.pathname.startsWith("/static/")) continue;
  seen.set(kind, url.pathname);
  const began = Date.now();
  const answer = await page.goto(url.href).catch((error) => ({ status: () => `${error}` }));
  const loaded = Date.now() - began;
  if (answer.status() !== 200) { tell({ page: kind, url: url.pathname, status: answer.status() }); continue; }
  waiting.push(...(await linksOf()));
  const name = kind.replaceAll("*", "x").replaceAll("/", "-").replace(/^-|-$/g, "") || "today";
  const lines = await audit(page, `${role}-${name}`, pictures);
  for (const line of lines) tell(line);
  tell({ page: kind, url: url.pathname, loaded, took: Date.now() - began });
}
tell({ reached: [...seen], complaints });
await browser.close();
