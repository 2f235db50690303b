// A family of five month by month: application, programme, course, notice, withholding, resumption, money each month.
// Prints what each list paid to the family.
//   node year.mjs ADDRESS CHROMIUM FOLDER DAYFILE
import { begin, day, moveTo, must } from "./walking.mjs";

const [address, chromium, folder, dayFile] = process.argv.slice(2);
const walk = await begin(address, chromium, folder);
const zl = (grosz) => (grosz / 100).toLocaleString("pl-PL", { minimumFractionDigits: 2, useGrouping: "always" }).replace(/\s/g, " ") + " zł";
const length = (first) => new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).getUTCDate();
const EACH = 95000; // zł 950,00: the rate for five is below the least amount of the statute, so the least is due

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

async function decided(worker = ewa, head = danuta) {
  const decision = worker.path();
  must(decision.startsWith("/decyzje/"), `Nie ma projektu decyzji, jest ${decision}: ${await worker.text()}`);
  await worker.press("Przekaż do zatwierdzenia");
  await head.go(decision);
  await head.press("Zatwierdź i wydaj");
  await worker.go(decision);
  await worker.fill({ method: "in_person" });
  await worker.press("Zapisz doręczenie");
  await worker.sees("Ostatni dzień na odwołanie");
  return decision;
}

// The only form of a page with one button to send it.
async function send(person, values = {}) {
  await person.fill(values);
  walk.clicks += 1;
  await Promise.all([person.page.waitForEvent("framenavigated"), person.page.locator("main form button.btn-primary").last().click()]);
  await person.page.waitForLoadState();
  must(!(await person.page.getByText(/^Popraw \d+ pol/).count()), await person.text());
}

// From the draft of a programme to its decision and the account of the family.
async function granted(worker, head, home, sums) {
  await worker.go(home + "program/");
  await worker.press("Przygotuj projekt programu");
  await worker.sees(...sums);
  await worker.go(home + "program/sytuacja/");
  await send(worker, { life_situation: "Rodzina wynajmuje mieszkanie, dorośli uczą się polskiego.", institutions: "Szkoła podstawowa: przyjęcie dzieci." });
  await worker.go(home + "program/uzgodnij/");
  for (const box of await worker.page.locator("[name=signed_by]").all()) await box.check();
  await send(worker, { represented_by: { index: 1 }, interpreter: "Iryna Bondar" });
  await worker.go(home + "program/wyslij/");
  await send(worker);
  await worker.go(home + "program/akceptacja/");
  await send(worker, { reference: "PS-IV.946.77.2027" });
  await worker.go(home + "program/");
  await worker.press("Przygotuj decyzję");
  await decided(worker, head);
  await worker.go(home + "wyplaty/");
  await worker.fill({ holder: "Amal Roczna", account: "61 1090 1014 0000 0712 1981 2874" });
  await worker.page.locator("form[action*=rachunek] button.btn-primary").click();
  await worker.page.waitForLoadState();
  walk.clicks += 1;
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

// 2. The programme: zł 950,00 for each of five for twelve months, agreed by both sides, accepted by the voivode.
await granted(ewa, danuta, home, ["950,00 zł", "Świadczenia razem 57 000,00 zł"]);

// 3. The first months: a course, contacts, money on the 12th; in the second month Idris misses most of the course.
await ewa.go("/kursy/nowy/");
await send(ewa, { name: "Polski A1 – rok", school: "Szkoła Zmyślona", starts: today, ends: month(7) });
const course = ewa.path();
await ewa.go(home + "kursy/");
const offered = await ewa.field("course").locator("option", { hasText: "Polski A1 – rok" }).getAttribute("value");
await ewa.fill({ person: { label: "Idris Roczna" }, course: offered });
await ewa.press("Zapisz na kurs");
async function contact(kind, text) {
  await ewa.go(home + "kontakt/");
  await ewa.fill({ kind, text });
  await ewa.press("Zapisz kontakt");
}
await contact("meeting", "Omówiono program i warunki pomocy.");
await on(month(1, 12));
const whole = { Amal: "950,00", Idris: "950,00", Salma: "950,00", Junus: "950,00", Hana: "950,00" };
const same = (told, wanted, when) => must(JSON.stringify(Object.entries(told).sort()) === JSON.stringify(Object.entries(wanted).sort()), `${when}: ${JSON.stringify(told)} zamiast ${JSON.stringify(wanted)}`);
same(paid(await pay(irena, danuta, number)), whole, "miesiąc 1");
await on(month(2, 12));
same(paid(await pay(irena, danuta, number)), whole, "miesiąc 2");
await contact("phone", "Idris nie chodzi na kurs, obiecał zadzwonić.");
await on(month(3, 5));
await ewa.go(`${course}${month(2).slice(0, 7)}/`);
for (const [at, value] of ["40", "8", "0"].entries()) await ewa.page.locator("main td input").nth(at).fill(value);
await ewa.press("Zapisz obecność");
await ewa.sees("20%", "porozmawiaj o przyczynie");
await ewa.go(home + "kontakty/");
await ewa.sees("1 z 2"); // of two contacts that the statute wants in a month

// 4. The monitoring note, proposed from what was recorded.
await ewa.follow("Notatka nr 1");
await send(ewa, { language_progress: "no", language: "Idris opuścił większość zajęć.", work_progress: "partly", work: "Szuka pracy.", social_progress: "yes", social: "Dzieci chodzą do szkoły.", talked: true });
await ewa.press(/^Podpisz/).catch(() => {});

// 5. The missed duty: asked first, then judged, then a decision to withhold from the first lawful day.
await ewa.go(home + "wezwania/");
await ewa.sees("Idris Roczna", "obecność 20%", "Program sam niczego nie wstrzymuje");
await ewa.follow(/Zapytaj o przyczynę\s*: Idris Roczna, uczestniczyć w kursie/);
await send(ewa);
await ewa.press("Zapisz", "main form[action$='/wyslij/']");
await ewa.press("Zapisz", "main form[action$='/doreczenie/']");
await on(month(3, 9));
await ewa.go(home + "wezwania/");
await ewa.page.locator("main table a").first().click();
await ewa.page.waitForLoadState();
await ewa.fill({ answer: "Nie chciało mi się." });
await ewa.press("Zapisz", "main form[action$='/wyjasnienie/']");
await ewa.fill({ outcome: "not_excused", reason: "Nie podał przyczyny mimo dwóch rozmów." });
await ewa.press("Zapisz", "main form[action$='/ocena/']");
await ewa.press(/^Przygotuj wstrzymanie/);
must(await ewa.page.locator("main [name=people]:checked").count() === 1, "Wezwanie nie wskazało osoby.");
await ewa.sees(`${day.shown(today)} ${day.shown(day.add(today, 29))}`); // the first lawful day, and the last of thirty
await send(ewa, { starts: month(4, 10), ends: month(4, 29) });
await ewa.follow("Otwórz projekt");
await decided();
await on(month(3, 12));
same(paid(await pay(irena, danuta, number)), whole, "miesiąc 3");
await on(month(4, 12));
const L = length(month(4)), cut = Math.round(EACH * (L - 20) / L);
const fourth = paid(await pay(irena, danuta, number));
same(fourth, { ...whole, Idris: zl(cut).replace(" zł", "") }, "miesiąc 4, wstrzymanie 10–29");

// 6. The cause is gone: aid comes back from the 21st; the list of the next month pays everybody in full.
await on(month(4, 20));
await ewa.go(home + "program/wstrzymania/");
await ewa.sees(`${day.shown(month(4, 10))} – ${day.shown(month(4, 29))}`);
await ewa.follow(/^Przywróć pomoc/);
await send(ewa, { on: month(4, 21), ceased_on: month(4, 19), facts: "Wrócił na kurs, szkoła potwierdziła." });
await ewa.follow("Otwórz projekt");
await decided();
await on(month(5, 12));
const fifth = Object.entries(paid(await pay(irena, danuta, number))).filter(([name]) => !name.includes("wyrównanie"));
same(Object.fromEntries(fifth), whole, "miesiąc 5, po przywróceniu");

walk.tell({ lists, clicks: walk.clicks, complaints: walk.complaints });
await walk.browser.close();
