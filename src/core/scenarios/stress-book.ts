export { factorBook as stressBook } from "#core/risk/factor-book.ts";
