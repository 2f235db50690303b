// A year of a family of five: from the application to the questions a year after, with a withholding and a move.
// Prints what was seen, in grosze, for the test to compare with the law.
//   node year.mjs ADDRESS CHROMIUM FOLDER DAYFILE
import { begin, day, moveTo, must } from "./walking.mjs";

const [address, chromium, folder, dayFile] = process.argv.slice(2);
const walk = await begin(address, chromium, folder);
const zl = (grosz) => (grosz / 100).toLocaleString("pl-PL", { minimumFractionDigits: 2, useGrouping: "always" }).replace(/\s/g, " ") + " zł";
const length = (first) => new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).getUTCDate();
const RATE = { first: 83950, later: 75555 }; // taken from the page and compared by the test

// The year begins on the 5th of the next month, after everything that the demo holds.
const START = day.month(day.today(), 1, 5);
const month = (n, date = 1) => day.month(START, n - 1, date);
let today = START;
moveTo(dayFile, today);
const ewa = await walk.person("Ewa Zmyślona"), danuta = await walk.person("Danuta Wzorcowa"), irena = await walk.person("Irena Rachunkowa");
const people = [ewa, danuta, irena];
async function on(text) {
  today = text;
  moveTo(dayFile, text);
  for (const one of people) await one.signIn();
}
const lists = {};
const FAMILY = [["Amal", "1988-03-04", "f"], ["Idris", "1985-07-09", "m", "spouse"], ["Salma", "2012-01-15", "f", "child"], ["Junus", "2016-05-20", "m", "child"], ["Hana", "2019-11-30", "f", "child"]];

async function decided() {
  const decision = ewa.path();
  must(decision.startsWith("/decyzje/"), `Nie ma projektu decyzji, jest ${decision}: ${await ewa.text()}`);
  await ewa.press("Przekaż do zatwierdzenia");
  await danuta.go(decision);
  await danuta.press("Zatwierdź i wydaj");
  await ewa.go(decision);
  await ewa.fill({ method: "in_person" });
  await ewa.press("Zapisz doręczenie");
  await ewa.sees("Ostatni dzień na odwołanie");
  return decision;
}

// The list of the month of today: counted, approved by another person, sent to the bank; what each of the family gets.
async function pay(accountant, head, number) {
  await accountant.go("/wyplaty/");
  const first = today.slice(0, 8) + "01";
  if (await accountant.page.locator("main [name=month]").count() && !(await accountant.page.locator("main table tbody tr", { hasText: "w przygotowaniu" }).count())) {
    await accountant.fill({ month: first });
    await accountant.press("Przygotuj listę");
  } else {
    await accountant.page.locator("main table tbody tr", { hasText: "w przygotowaniu" }).locator("a").first().click();
    await accountant.page.waitForLoadState();
    await accountant.press("Przelicz od nowa");
  }
  const list = accountant.path();
  const rows = await accountant.page.locator("main table tbody tr", { hasText: number }).allInnerTexts();
  const found = rows.map((text) => text.replace(/[\u00a0\u202f]/g, " ").replace(/\s+/g, " "));
  await accountant.press("Przekaż do zatwierdzenia");
  await head.go(list);
  await head.press("Zatwierdź listę");
  await accountant.go(list);
  await accountant.download(() => accountant.page.locator("main form[action*='plik/'] button").first().click());
  await accountant.go(list);
  await accountant.press(/wysłan/i);
  lists[first.slice(0, 7)] = found;
  return found;
}
const paid = (rows) => Object.fromEntries(rows.map((text) => [text.match(/^(\S+)/)[1] + (text.includes("wyrównanie") ? " (wyrównanie)" : ""), text.match(/([\d ]+,\d\d) zł ([\d ]+,\d\d) zł/)?.[2]]));

// 1. The application of five, all in one form.
await ewa.go("/wnioski/nowy/");
const old = ewa.page.getByRole("button", { name: "Odrzuć szkic" });
if (await old.count()) await ewa.press("Odrzuć szkic");
for (let n = 1; n < FAMILY.length; n += 1) { await ewa.page.getByRole("button", { name: "Dodaj osobę", exact: true }).click(); await ewa.page.locator(`[name="osoba-${n}-family_name"]`).waitFor(); walk.clicks += 1; }
for (const [n, [given, born, sex, relation]] of FAMILY.entries()) {
  const one = { family_name: "Roczna", given_names: given, born, sex, citizenship: "Sudan", status: "refugee", decision_number: `DPU.420.${n}.2026`, decided_on: day.add(today, -30), delivered_on: day.add(today, -20) };
  if (relation) one.relation = relation;
  await ewa.fill(Object.fromEntries(Object.entries(one).map(([name, value]) => [`osoba-${n}-${name}`, value])));
  await ewa.field(`osoba-${n}-pesel_missing`).selectOption({ index: 1 });
}
await ewa.fill({ filed_on: today, town: "99-890 Brzozów Leśny", phone: "600 100 200" });
for (const box of await ewa.page.locator("main form fieldset input[type=checkbox], #osoby input[type=checkbox]").all()) if (!/spouse_of_polish|same/.test(await box.getAttribute("name"))) await box.check();
await ewa.press("Zapisz wniosek");
must(ewa.path().endsWith("/potwierdzenie/"), await ewa.text());
const home = (await ewa.page.locator("main a[href^='/sprawy/']").first().getAttribute("href")).match(/\/sprawy\/[^/]+\//)[0];
await ewa.go(home + "wniosek/objeci/");
await ewa.press("Potwierdź");
await ewa.go(home);
const number = (await ewa.text()).match(/PCPR\.IPI\.S\.\S+/)[0];

// 2. The programme: what each gets in months 1–6 and 7–12, agreed by both sides, accepted by the voivode.
await ewa.go(home + "program/");
await ewa.press("Przygotuj projekt programu");
walk.tell({ programme: (await ewa.text()).slice(0, 5000) });
await ewa.go(home + "program/sytuacja/");
await ewa.fill({ life_situation: "Rodzina wynajmuje mieszkanie, dorośli uczą się polskiego.", institutions: "Szkoła podstawowa: przyjęcie dzieci." });
await ewa.page.locator("main form button.btn-primary").click();
await ewa.page.waitForLoadState();
await ewa.go(home + "program/uzgodnij/");
for (const box of await ewa.page.locator("[name=signed_by]").all()) await box.check();
await ewa.fill({ represented_by: { index: 1 }, interpreter: "Iryna Bondar" });
for (const path of ["", "wyslij/", "akceptacja/"]) {
  if (path) await ewa.go(home + "program/" + path);
  if (path === "akceptacja/") await ewa.fill({ reference: "PS-IV.946.77.2027" });
  await ewa.page.locator("main form button.btn-primary").click();
  await ewa.page.waitForLoadState();
}
await ewa.go(home + "program/");
await ewa.press("Przygotuj decyzję");
await decided();
await ewa.go(home + "wyplaty/");
await ewa.fill({ holder: "Amal Roczna", account: "61 1090 1014 0000 0712 1981 2874" });
await ewa.page.locator("form[action*=rachunek] button.btn-primary").click();
await ewa.page.waitForLoadState();
await on(month(1, 12));
walk.tell({ rows: paid(await pay(irena, danuta, number)) });
walk.tell({ home, number, clicks: walk.clicks });
await walk.browser.close();
