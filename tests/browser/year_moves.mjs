// The year of a family of five, its move: grounds and proofs, notices, a page that both centres sign, and the rest
// of the twelve months in the other centre, which sees what the family chose to hand over and nothing before that.
import { zl } from "./office.mjs";
import { day, must } from "./walking.mjs";
import { accountOf, agreed, EACH, GOAL, SITUATION, STEPS, WHOLE } from "./year_begins.mjs";

const CENTRE = "Miejski Ośrodek Pomocy Rodzinie w Nowym Porcie Rzecznym";

// Asked for, proved, allowed; the old decision is revoked and everybody whom the statute names is told.
export async function moveAway(year) {
  const { ewa, month, walk } = year;
  year.on(month(6, 5));
  await ewa.go(year.home + "przeniesienie/nowe/");
  await ewa.send({ reach: "voivodeship", ground: "work", moves_on: month(6, 20), reason: "Praca z mieszkaniem.", address: "ul. Portowa 12", town: "87-990 Nowy Port Rzeczny", centre: { label: CENTRE } });
  const move = ewa.path();
  await ewa.fill({ reason: "Umowa o pracę z mieszkaniem." });
  await ewa.press("Dopuść przeniesienie");
  await ewa.sees("Brakuje oświadczenia"); // without its proofs nobody may allow it
  for (const proof of ["declaration", "proof"]) {
    await ewa.fill({ [`${proof}-on`]: year.today });
    await ewa.press(/^Zapisz/, `main form[action$='/dowod/${proof}/']`);
  }
  await ewa.sees("Kto płaci miesiąc przeniesienia", zl(5 * EACH * 6)); // six months are left, each paid by one centre
  await walk.audit(ewa, "move");
  await ewa.fill({ payer: "old", reason: "Umowa o pracę z mieszkaniem." });
  await ewa.press("Dopuść przeniesienie");
  await ewa.press("Przygotuj projekt");
  await revoked(year);
  await ewa.go(move);
  await ewa.press("Przygotuj pisma");
  year.notices = await ewa.page.getByRole("button", { name: /^Wysłano dziś/ }).count();
  must(year.notices === 3, `Zawiadomień jest ${year.notices}: nowe starostwo i dwaj wojewodowie.`);
  for (let n = 0; n < year.notices; n += 1) await ewa.press(/^Wysłano dziś/);
  await ewa.sees("Prezydent Miasta Nowy Port Rzeczny", "Wojewoda Łódzki", "Wojewoda Kujawsko-Pomorski", `wysłano ${day.shown(year.today)}`);
  await ewa.press("Przygotuj kartę");
  year.brief = ewa.path();
  await handOver(year);
  year.on(month(6, 12));
  await year.pays(WHOLE); // the month of the move is the old centre's
}
