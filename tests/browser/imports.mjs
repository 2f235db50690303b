// An import with many faults: each told by row, column and sentence; good families written; the same file changes nothing.
//   node imports.mjs ADDRESS CHROMIUM FOLDER PLAN.json
// The plan: files of families by name, faults of each kind as [row, column, words], payments as rows to be pasted.
import { readFileSync } from "node:fs";
import { begin, must } from "./walking.mjs";

const [address, chromium, folder, expected] = process.argv.slice(2);
const { files, faults, whole, payments: { headings, rows } } = JSON.parse(readFileSync(expected, "utf8"));
const walk = await begin(address, chromium, folder);
const danuta = await walk.person("Danuta Wzorcowa");
const page = danuta.page;

// The work goes on in the background; the page is asked again until it is done.
async function settled() {
  while (await page.locator("#postep progress, #postep a").count()) { await page.waitForTimeout(300); await page.reload(); }
}

async function read(kind, file) {
  await danuta.go("/wymiana/");
  await danuta.fill({ kind });
  await danuta.field("file").setInputFiles(file);
  await danuta.press("Wczytaj i pokaż różnice");
  await settled();
}

const counts = async () => Object.fromEntries((await page.locator("main .card-sm").allInnerTexts()).map((text) => text.trim().split(/\s+(.*)/s)).map(([number, word]) => [word.trim(), Number(number)]));
const sayings = async () => (await page.locator("main ul.list-unstyled li").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());

async function hasAll(kind) {
  const told = await sayings();
  for (const [row, column, text] of faults[kind]) {
    const start = `wiersz ${row}, ${column}, błąd:`;
    must(told.some((one) => one.startsWith(start) && one.includes(text)), `Brak: ${start} ${text}\n${told.join("\n")}`);
  }
  return faults[kind].length;
}

// 1. The template has every column, what may stand in it, and an example.
await danuta.go("/wymiana/");
const template = await danuta.download(() => danuta.page.getByRole("link", { name: "rodziny i wnioski" }).click());

// 2. Every fault at its row and column, in Polish; families without faults are ready to be written.
await read("families", files.families);
let kinds = await hasAll("families");
await danuta.sees(...whole);
const first = await counts();
await danuta.press(/^Zapisz wszystkie bez błędów \(2\)/);
await settled();
const written = await counts();

// 3. The same file again: the two are there already, the rest is wrong as before, nothing can be written.
await read("families", files.families);
const again = await counts();
must(!(await page.getByRole("button", { name: /^Zapisz/ }).count()), "Ten sam plik drugi raz coś by zapisał.");
await danuta.press("Odrzuć import");

// 4. Payments made elsewhere, pasted as rows of a spreadsheet: other faults; the good row lands in the case.
await danuta.go("/sprawy/?gdzie=cala&q=" + encodeURIComponent("Beraki"));
const number = (await danuta.text("main table tbody tr")).match(/PCPR\.IPI\.\S+/)[0];
await danuta.go("/wymiana/");
const cell = (row, heading) => heading === "Znak sprawy" ? row[heading] ?? number : row[heading] ?? "";
await danuta.fill({ kind: "payments", rows: [headings, ...rows.map((row) => headings.map((one) => cell(row, one)))].map((row) => row.join("\t")).join("\n") });
await danuta.press("Wczytaj i pokaż różnice");
await settled();
kinds += await hasAll("payments");
const payments = await counts();
await danuta.press(/^Zapisz wszystkie bez błędów/);
await settled();
await danuta.go("/wymiana/wyplaty/");
await danuta.sees("1 234,56 zł", "Urząd, który płacił wcześniej");

// 5. A file that is no workbook, and one whose columns are missing, are refused whole.
await danuta.go("/wymiana/");
await danuta.field("file").setInputFiles({ name: "rodziny.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("Rodzina;Nazwisko") });
await danuta.press("Wczytaj i pokaż różnice");
await danuta.sees("Popraw 1 pole");
await read("families", files.without);
await danuta.sees("Brakuje kolumn: „Obywatelstwo”");

walk.tell({ kinds, first, written, again, payments, template: template.path, clicks: walk.clicks, complaints: walk.complaints });
await walk.browser.close();
