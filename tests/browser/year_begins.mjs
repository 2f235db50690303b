// The year of a family of five, its beginning: one application, a programme that both sides agree, first money.
import { decided, payMonth, same } from "./office.mjs";
import { begin as beginWalk, day, moveTo, must } from "./walking.mjs";

export const EACH = 95000; // zł 950,00: the rate for five is below the least amount of the statute, so the least is due
export const WHOLE = { Amal: EACH, Idris: EACH, Salma: EACH, Junus: EACH, Hana: EACH };
export const SITUATION = "Rodzina wynajmuje mieszkanie, dorośli uczą się polskiego.";
const FAMILY = [["Amal", "1988-03-04", "f"], ["Idris", "1985-07-09", "m", "spouse"], ["Salma", "2012-01-15", "f", "child"], ["Junus", "2016-05-20", "m", "child"], ["Hana", "2019-11-30", "f", "child"]];

// The year begins on the 5th of the next month, after everything that the demo holds.
export async function begin(address, chromium, folder, dayFile) {
  const walk = await beginWalk(address, chromium, folder);
  const START = day.month(day.today(), 1, 5);
  const year = { walk, START, today: START, lists: {}, month: (n, date = 1) => day.month(START, n - 1, date) };
  year.on = (text) => { year.today = text; moveTo(dayFile, text); };
  year.on(START);
  for (const [short, name] of [["ewa", "Ewa Zmyślona"], ["danuta", "Danuta Wzorcowa"], ["irena", "Irena Rachunkowa"]]) year[short] = await walk.person(name);
  // The month of today is paid here as it is expected to the grosz; an earlier list never holds it again.
  year.pays = async (wanted, accountant = year.irena, head = year.danuta, number = year.number) => {
    const first = year.today.slice(0, 8) + "01";
    const paid = await payMonth(accountant, head, first, number);
    same(paid, wanted, `lista za ${first}`);
    must(!(first in year.lists), `Miesiąc ${first} zapłacono dwa razy.`);
    year.lists[first] = { by: number, paid };
  };
  return year;
}

// One form for all five; then who is covered, and until the money: agreed, sent, accepted, decided, an account.
export async function applyAndAgree(year) {
  const { ewa, walk } = year;
  await ewa.go("/wnioski/nowy/");
  if (await ewa.page.getByRole("button", { name: "Odrzuć szkic" }).count()) await ewa.press("Odrzuć szkic");
  for (let n = 1; n < FAMILY.length; n += 1) {
    await ewa.page.getByRole("button", { name: "Dodaj osobę", exact: true }).click();
    await ewa.field(`osoba-${n}-family_name`).waitFor();
    walk.clicks += 1;
  }
  for (const [n, one] of FAMILY.entries()) await describe(year, n, one);
  await ewa.fill({ filed_on: year.today, town: "99-890 Brzozów Leśny", phone: "600 100 200" });
  for (const box of await ewa.page.locator("main form fieldset input[type=checkbox], #osoby input[type=checkbox]").all()) {
    if (!/spouse_of_polish|same/.test(await box.getAttribute("name"))) await box.check();
  }
  await ewa.press("Zapisz wniosek");
  must(ewa.path().endsWith("/potwierdzenie/"), await ewa.text());
  year.home = (await ewa.page.locator("main a[href^='/sprawy/']").first().getAttribute("href")).match(/\/sprawy\/[^/]+\//)[0];
  await ewa.go(year.home + "wniosek/objeci/");
  await ewa.press("Potwierdź");
  await ewa.go(year.home);
  year.number = (await ewa.text()).match(/PCPR\.IPI\.S\.\S+/)[0];
  await ewa.go(year.home + "program/");
  await ewa.press("Przygotuj projekt programu");
  await ewa.sees("950,00 zł", "Świadczenia razem 57 000,00 zł");
  await ewa.go(year.home + "program/sytuacja/");
  await ewa.send({ life_situation: SITUATION, institutions: "Szkoła podstawowa: przyjęcie dzieci." });
  await addGoal(year);
  await agreed(ewa, year.danuta, year.home);
  await accountOf(ewa, year.home);
}

// A goal of Idris in two steps, the second after the first: it goes on wherever the family lives.
export const GOAL = "Idris sam rozmawia z nauczycielką dzieci", STEPS = ["Chodzi na kurs polskiego", "Zdaje egzamin A2"];

async function addGoal({ ewa, home, month }) {
  await ewa.go(home + "program/cele/nowy/");
  await ewa.fill({ theme: "language", text: GOAL, person: { label: "Idris Roczna" }, "krok-1": STEPS[0], "kto-1": { label: "Idris Roczna" }, "dowod-1": "attendance" });
  await ewa.fill({ "krok-2": STEPS[1], "kto-2": { label: "Idris Roczna" }, "do-2": month(11), "dowod-2": "certificate", "po-2": true });
  await ewa.press("Dodaj cel");
  await ewa.sees(GOAL, ...STEPS);
}

async function describe({ ewa, today }, n, [given, born, sex, relation]) {
  const one = { family_name: "Roczna", given_names: given, born, sex, citizenship: "Sudan", language: "arabski", status: "refugee" };
  const decision = { decision_number: `DPU.420.${n}.2026`, decided_on: day.add(today, -30), delivered_on: day.add(today, -20) };
  const said = { ...one, ...decision, ...(relation ? { relation } : {}) };
  await ewa.fill(Object.fromEntries(Object.entries(said).map(([name, value]) => [`osoba-${n}-${name}`, value])));
  await ewa.field(`osoba-${n}-pesel_missing`).selectOption({ index: 1 });
}

// Signed by both sides, sent with its costs, accepted by the voivode, decided and delivered.
export async function agreed(worker, head, home) {
  await worker.go(home + "program/uzgodnij/");
  for (const box of await worker.page.locator("[name=signed_by]").all()) await box.check();
  await worker.send({ represented_by: { index: 1 }, interpreter: "Iryna Bondar" });
  await worker.go(home + "program/wyslij/");
  await worker.send();
  await worker.go(home + "program/akceptacja/");
  await worker.send({ reference: "PS-IV.946.77.2027" });
  await worker.go(home + "program/");
  await worker.press("Przygotuj decyzję");
  await decided(worker, head);
}

export async function accountOf(worker, home) {
  await worker.go(home + "wyplaty/");
  await worker.fill({ holder: "Amal Roczna", account: "61 1090 1014 0000 0712 1981 2874" });
  await worker.press(/^Zapisz/, "main form[action$='/rachunek/']");
}

// A course, contacts, money on the 12th; in the second month Idris misses most of the course.
export async function firstMonths(year) {
  const { ewa, month } = year;
  await ewa.go("/kursy/nowy/");
  await ewa.send({ name: "Polski A1 – rok", school: "Szkoła Zmyślona", starts: year.today, ends: month(7) });
  year.course = ewa.path();
  await ewa.go(year.home + "kursy/");
  const offered = await ewa.field("course").locator("option", { hasText: "Polski A1 – rok" }).getAttribute("value");
  await ewa.fill({ person: { label: "Idris Roczna" }, course: offered });
  await ewa.press("Zapisz na kurs");
  await contact(year, "meeting", "Omówiono program i warunki pomocy.");
  year.on(month(1, 12));
  await year.pays(WHOLE);
  year.on(month(2, 12));
  await year.pays(WHOLE);
  await contact(year, "phone", "Idris nie chodzi na kurs, obiecał zadzwonić.");
}

async function contact({ ewa, home }, kind, text) {
  await ewa.go(home + "kontakt/");
  await ewa.fill({ kind, text });
  await ewa.press("Zapisz kontakt");
}
