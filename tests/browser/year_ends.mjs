// The year of a family of five, its end: the talk sixty days before, the reason, and a question three months later.
import { payMonth, same, zl } from "./office.mjs";
import { day, must } from "./walking.mjs";
import { EACH, WHOLE } from "./year_begins.mjs";

// Six months in the new centre; the old one's list for the first of them pays the family nothing.
export async function restOfTheYear(year) {
  year.jerzy = await year.walk.person("Jerzy Sumienny");
  year.on(year.month(7, 12));
  const nothing = Object.fromEntries(Object.keys(WHOLE).map((name) => [name, 0]));
  same(await payMonth(year.irena, year.danuta, year.month(7), year.number), nothing, "stare centrum w miesiącu 7");
  for (let n = 7; n <= 12; n += 1) {
    year.on(year.month(n, 12));
    await year.pays(WHOLE, year.jerzy, year.helena, year.there);
    if (n === 10) await farewell(year);
  }
}

// Sixty days before: what stops and when, how it was said and in which language, who takes over, whom to ask later.
async function farewell(year) {
  const { adam, walk } = year;
  year.last = day.month(year.START, 12, 0);
  year.on(day.add(year.last, -60));
  await adam.go(year.away + "po-programie/");
  await adam.sees(`${day.shown(year.last)} Ostatni dzień pomocy`, `${day.shown(day.add(year.last, 30))} Ostatni dzień prawa do świadczeń zdrowotnych`, zl(EACH));
  await adam.follow("Zapisz rozmowę o końcu");
  await adam.send({ held_on: year.today, language: "arabski", interpreter: "Iryna Bondar", situation: "Idris pracuje, mieszkanie na umowę do wiosny." });
  await adam.sees("język: arabski", "mieszkanie na umowę");
  await adam.page.getByText("Dodaj instytucję").click();
  await adam.fill({ domain: "housing", institution: "Urząd Miasta", matter: "wniosek o mieszkanie", agreed_on: year.today });
  await adam.press("Zapisz instytucję");
  await adam.fill({ person: { label: "Amal Roczna" }, way: "sms", on: year.today });
  await adam.press("Zapisz zgodę");
  await adam.sees("Zgodę dał(a) Amal Roczna", "Urząd Miasta");
  await walk.audit(adam, "after");
}

// The day after the last: the reason, and everybody off the insurance.
export async function programmeEnds(year) {
  const { adam } = year;
  year.on(day.add(year.last, 1));
  await adam.go(year.away + "po-programie/");
  await adam.follow("Zakończ program");
  await adam.send({ on: year.today, reason: "independent" });
  await adam.sees("program wykonany, rodzina radzi sobie sama", "3 mies. po", "6 mies. po", "12 mies. po");
  await adam.go(year.away + "ubezpieczenie/");
  for (const name of Object.keys(WHOLE)) await adam.sees(`${name} Roczna wyrejestrowanie od ${day.shown(year.today)}`);
}

// Eight questions in Arabic, without a sign-in; what was answered is the worker's to read, and the link is dead.
export async function threeMonthsLater(year) {
  const { adam, ewa, walk } = year;
  year.on(day.month(year.last, 3, 28));
  await adam.go(year.away + "po-programie/");
  await adam.press(/^Odnośnik\s*, 3 miesiące/);
  const link = await adam.page.getByLabel("Adres").inputValue();
  const family = await walk.stranger("rodzina");
  await family.page.goto(link);
  const html = await family.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  must(html.join() === "ar,rtl", `Pytania są w języku ${html}.`);
  must(!(await family.text("body")).includes("Roczna"), "Strona mówi, kogo pyta.");
  await walk.audit(family, "questions");
  await family.page.goto(link);
  await family.fill({ home: "contract", work: "contract", money: "yes", polish: "with_help", school: "yes", call: "yes" });
  await family.send();
  await walk.audit(family, "thanks");
  const again = await family.page.goto(link);
  must(again.status() === 404, "Odnośnik działa drugi raz.");
  await adam.go(year.away + "po-programie/");
  await adam.sees("odpowiedź", "W mieszkaniu na umowę", "Z pomocą");
  await adam.go(year.away);
  await adam.sees("Zadzwoń do rodziny: odpowiedź po programie wymaga rozmowy");
  await ewa.missesPage(year.away + "po-programie/");
}
