/**
 * What most guessed passwords of ten characters and more are made of, lower case and without what people hang on: a
 * password that is one of these, or several of them, is guessed first.
 */
export const COMMON_WORDS: readonly string[] = `
  aaa abc abcd abcde abcdef abcdefg abcdefgh abcdefghij abc123 access account admin administrator adobe alexander amanda
  andrea andrew angel angels anthony apple asdf asdfg asdfgh asdfghjk asdfghjkl ashley august autumn azerty baby babygirl
  badboy banana baseball basketball batman beautiful bismillah blessed bubbles butterfly carolina champion changeme
  charlie chelsea chocolate christ chris computer cookie correct cowboys daniel danielle december default demo diamond
  dolphin dragon elephant elizabeth europe family february flower flowers football forever freedom friday friend friends
  fuckyou gabriel george ginger google grandma guest hannah harley heaven hello hockey hunter iloveyou iloveu internet
  january jasmine jennifer jessica jesus jordan joseph joshua july june justin killer letmein liverpool login love lovely
  loveyou lucky madison maggie manchester march marina master matthew maverick melissa michael michelle mickey midnight
  monday monkey mother mustang natasha nicole nothing november october orange pass passw passwd password passwort
  patrick peanut pepper pokemon portfolio power princess purple q1w2 q1w2e3 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qaz qazwsx
  qazwsxedc qwe qwer qwert qwerty qwertyui qwertyuiop qwertz rainbow rangers red robert root samantha samsung saturday
  scooter secret september sexy shadow sigma sigmasight silver slipknot smile snoopy soccer sophie spiderman spring
  starwars steelers stocks summer sunday sunshine superman superstar system taylor temp test testing thomas thunder
  thursday tigger tinkerbell trading trustno trustno1 tuesday tweety unknown user vanessa victoria vincent wednesday
  welcome whatever william winter wordpass worship yankees yellow zaq1 zaq12wsx zxcv zxcvb zxcvbn zxcvbnm 1q2w 1q2w3e
  1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz 1qaz2wsx 1qaz2wsx3edc 3rjs1la7qe 18atcskd2w
`
  .trim()
  .split(/\s+/);
