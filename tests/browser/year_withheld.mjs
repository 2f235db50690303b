// The year of a family of five, its spring: a signed note, a missed duty, aid withheld for a month and given back.
import { daysOf, decided } from "./office.mjs";
import { day, must } from "./walking.mjs";
import { EACH, WHOLE } from "./year_begins.mjs";

// What the school wrote is in the proposal; the signed note asks both sides to change the programme.
export async function signedNote(year) {
  const { ewa, month, walk } = year;
  year.on(month(3, 5));
  await ewa.go(`${year.course}${month(2).slice(0, 7)}/`);
  for (const [at, value] of ["40", "8", "0"].entries()) await ewa.page.locator("main td input").nth(at).fill(value);
  await ewa.press("Zapisz obecność");
  await ewa.sees("20%", "porozmawiaj o przyczynie");
  await ewa.go(year.home + "kontakty/");
  await ewa.sees("1 z 2"); // of two contacts that the statute wants in a month
  await ewa.follow("Notatka nr 1");
  must((await ewa.page.locator("[name=language]").inputValue()).includes("20%"), "Notatka nie proponuje tego, co zapisała szkoła.");
  await ewa.fill({ language_progress: "no", language: "Idris opuścił większość zajęć.", work_progress: "partly", work: "Szuka pracy.", social_progress: "yes", social: "Dzieci chodzą do szkoły.", talked: true });
  await ewa.press("Zapisz i podpisz");
  await ewa.sees(`Sporządzona ${day.shown(year.today)}, podpisana przez: Ewa Zmyślona`, "Strony zmieniają program", "SHA-256: ");
  must(!(await ewa.page.locator("main form textarea").count()), "Podpisaną notatkę da się zmienić.");
  await walk.audit(ewa, "note");
}

// Asked first, then judged, then a decision to withhold from the first lawful day.
export async function missedDuty(year) {
  const { ewa, month, walk } = year;
  await ewa.go(year.home + "wezwania/");
  await ewa.sees("Idris Roczna", "obecność 20%", "Program sam niczego nie wstrzymuje");
  await ewa.follow(/Zapytaj o przyczynę\s*: Idris Roczna, uczestniczyć w kursie/);
  await ewa.send();
  await ewa.press("Zapisz", "main form[action$='/wyslij/']");
  await ewa.press("Zapisz", "main form[action$='/doreczenie/']");
  year.on(month(3, 9));
  await ewa.go(year.home + "wezwania/");
  await ewa.follow(/Idris|WZ|W\./, "main table");
  await ewa.fill({ answer: "Nie chciało mi się." });
  await ewa.press("Zapisz", "main form[action$='/wyjasnienie/']");
  await ewa.fill({ outcome: "not_excused", reason: "Nie podał przyczyny mimo dwóch rozmów." });
  await ewa.press("Zapisz", "main form[action$='/ocena/']");
  await ewa.press(/^Przygotuj wstrzymanie/);
  must(await ewa.page.locator("main [name=people]:checked").count() === 1, "Wezwanie nie wskazało osoby.");
  await ewa.sees(`${day.shown(year.today)} ${day.shown(day.add(year.today, 29))}`); // the first lawful day, and the last of thirty
  await walk.audit(ewa, "withhold");
  await ewa.send({ starts: month(4, 10), ends: month(4, 29) });
  await ewa.follow("Otwórz projekt");
  await decided(ewa, year.danuta);
}

// His part of the fourth month only; the others in full; he is to be taken off the insurance from the 10th.
export async function withheldMonth(year) {
  const { ewa, month } = year;
  year.on(month(3, 12));
  await year.pays(WHOLE);
  year.on(month(4, 12));
  const days = daysOf(month(4));
  year.cut = Math.round(EACH * (days - 20) / days);
  await year.pays({ ...WHOLE, Idris: year.cut });
  await ewa.go(year.home + "ubezpieczenie/");
  await ewa.sees(new RegExp(`Idris Roczna wyrejestrowanie od ${day.shown(month(4, 10))}`));
}

// The cause is gone: aid comes back from the 21st, the days until the 29th are paid with the next list.
export async function giveBack(year) {
  const { ewa, month } = year;
  year.on(month(4, 20));
  await ewa.go(year.home + "program/wstrzymania/");
  await ewa.sees(`${day.shown(month(4, 10))} – ${day.shown(month(4, 29))}`);
  await ewa.follow(/^Przywróć pomoc/);
  await ewa.send({ on: month(4, 21), ceased_on: month(4, 19), facts: "Wrócił na kurs, szkoła potwierdziła." });
  await ewa.follow("Otwórz projekt");
  await decided(ewa, year.danuta);
  year.on(month(5, 12));
  const days = daysOf(month(4));
  year.back = Math.round(EACH * (days - 11) / days) - year.cut; // eleven days, from the 10th to the 20th, are lost
  await year.pays({ ...WHOLE, "Idris, wyrównanie": year.back });
  await ewa.go(year.home + "ubezpieczenie/");
  await ewa.sees(new RegExp(`Idris Roczna zgłoszenie od ${day.shown(month(4, 21))}`));
}
