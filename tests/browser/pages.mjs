// Every page that the first pages of three roles lead to, link by link, one of each kind, audited in every look.
// Prints one JSON line per page and look, at the end what was reached.
//   node pages.mjs ADDRESS CHROMIUM [PICTURES]
import { RULES, audit, open } from "./browser.mjs";

const [address, chromium, pictures] = process.argv.slice(2);
const { browser, visitor, complaints } = await open(chromium);
const tell = (line) => console.log(JSON.stringify(line));
// What a narrow screen can change; the rest was asked of the same page in the light.
const FEW = { ...RULES, phone: ["target-size", "scrollable-region-focusable", "aria-hidden-focus", "link-name", "button-name"] };

// Where each role begins: families whose cases are full of what is looked at.
const ROLES = [
  ["Ewa Zmyślona", ["Magomiedow", "Dubrouskaja", "Beraki", "Kruk", "Zmyślenko", "Hryńko"], []],
  ["Danuta Wzorcowa", [], ["/nadzor/jakosc/", "/nadzor/obciazenie/", "/sprawozdania/", "/wzory/", "/wymiana/", "/wymiana/powtorzenia/", "/przekazania/"]],
  ["Irena Rachunkowa", [], ["/rozliczenia/", "/wyplaty/", "/nienalezne/", "/skladki/"]],
];
const ELSEWHERE = ["/konto/", "/prawo/", "/rodo/", "/osoby/", "/kontrole/", "/static/"]; // seen by other walks, or no page of the program

// Kinds of pages: keys, days, months, numbers, checks of quality and single fields do not matter.
const kindOf = (path) => path
  .replace(/(\/nadzor\/jakosc\/)[^/]+/, "$1*").replace(/\/dane\/popraw\/.*/, "/dane/popraw/*/")
  .split("/").map((part) => /^[a-z0-9]{16}/.test(part) || /^\d/.test(part) || /^[0-9a-f]{32}$/.test(part) ? "*" : part).join("/");
const isFile = (path) => /\.[a-z]{2,4}$/.test(path) || /\/plik\/[^/]+\/$/.test(path) && !path.includes("/kursy/");

const seen = new Map();
async function walk(name, families, places) {
  const page = await visitor();
  const linksOf = () => page.evaluate(() => [...document.querySelectorAll("a[href]")].filter((a) => !a.download).map((a) => a.href));
  await page.goto(address + "/konto/zaloguj/");
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL((url) => !url.pathname.includes("zaloguj"));
  const waiting = [];
  for (const family of families) {
    await page.goto(address + "/sprawy/?q=" + encodeURIComponent(family));
    const first = page.locator("main table a[href^='/sprawy/']").first();
    if (await first.count()) waiting.push(address + (await first.getAttribute("href")));
  }
  waiting.push(...["/", ...places].map((place) => address + place));
  while (waiting.length) {
    const url = new URL(waiting.shift());
    const kind = kindOf(url.pathname);
    if (url.origin !== address || seen.has(kind) || isFile(url.pathname) || ELSEWHERE.some((one) => kind.startsWith(one))) continue;
    const answer = await page.goto(url.href);
    if (new URL(page.url()).pathname === "/konto/potwierdz/") continue;
    seen.set(kind, answer.status());
    if (answer.status() !== 200) { tell({ page: kind, url: url.pathname, status: answer.status() }); continue; }
    waiting.push(...(await linksOf()));
    const called = kind.replaceAll("*", "x").replaceAll("/", "-").replace(/^-|-$/g, "") || "today";
    for (const line of await audit(page, called, pictures, undefined, FEW)) tell(line);
  }
}
for (const role of ROLES) await walk(...role);
tell({ reached: Object.fromEntries(seen), complaints });
await browser.close();
