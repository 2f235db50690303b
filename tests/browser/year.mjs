// A year of a family of five month by month: application, programme, course, notice, withholding, resumption,
// a move to another centre, the end, a question three months later. Prints what each list paid, in grosze.
//   node year.mjs ADDRESS CHROMIUM FOLDER DAYFILE
import { applyAndAgree, begin, firstMonths } from "./year_begins.mjs";
import { programmeEnds, restOfTheYear, threeMonthsLater } from "./year_ends.mjs";
import { acrossTheRiver, moveAway } from "./year_moves.mjs";
import { giveBack, missedDuty, signedNote, withheldMonth } from "./year_withheld.mjs";

const year = await begin(...process.argv.slice(2));
await applyAndAgree(year);
await firstMonths(year);
await signedNote(year);
await missedDuty(year);
await withheldMonth(year);
await giveBack(year);
await moveAway(year);
await acrossTheRiver(year);
await restOfTheYear(year);
await programmeEnds(year);
await threeMonthsLater(year);

const { walk, lists, number, there } = year;
walk.tell({ lists, number, there, audited: walk.audited, clicks: walk.clicks, complaints: walk.complaints });
await walk.browser.close();
