/** The page's own words in Russian and English, and which of the two is on: that of the person who is writing. */

const WORDS = {
  skip: ["К полю сообщения", "To the message field"],
  brandNote: ["местный Телеграм", "a local Telegram"],
  side: ["Люди и чаты", "People and chats"],
  people: ["Кто пишет", "Who is writing"],
  chats: ["Чаты", "Chats"],
  clock: ["Часы", "Clock"],
  offers: ["Что предлагает бот", "What the bot offers"],
  viaBot: ["через @{name}", "via @{name}"],
  onlyYou: ["👁 Видно только тебе", "👁 Only you see this"],
  close: ["Закрыть", "Close"],
  cancel: ["Отмена", "Cancel"],
  save: ["Сохранить", "Save"],
  create: ["Создать", "Create"],
  ok: ["Понятно", "OK"],
  theme: ["Светлая или тёмная тема", "Light or dark"],
  languageCode: ["EN", "RU"],
  languageOther: ["Switch to English", "Переключить на русский"],
  openSide: ["Люди и чаты", "People and chats"],
  behind: ["За кулисами: журнал и сбои", "Behind the scenes: journal and faults"],
  behindTitle: ["За кулисами", "Behind the scenes"],
  more: ["Ещё", "More"],
  openDesk: ["🖥 Открыть стол", "🖥 Open the desk"],
  stream: ["Сообщения", "Messages"],
  down: ["К последним сообщениям", "To the latest messages"],
  offline: ["Нет связи с сервером, пробую снова…", "No connection to the server, trying again…"],

  newPerson: ["Новый человек", "New person"],
  newShort: ["Новый", "New"],
  personName: ["Имя", "Name"],
  personNote: ["Заметка (видна только здесь)", "Note (seen only here)"],
  personLanguage: ["Язык приложения", "Language of the app"],
  changePerson: ["Изменить", "Change"],
  switchTo: ["Писать от имени: {name}", "Write as {name}"],
  writingAs: ["Вы пишете от имени: {name}", "You are writing as {name}"],
  unreadOf: [{ one: "{n} новое сообщение", few: "{n} новых сообщения", many: "{n} новых сообщений" }, { one: "{n} new message", other: "{n} new messages" }],
  blockedMark: ["бот заблокирован", "has blocked the bot"],

  bot: ["бот", "bot"],
  group: ["группа", "group"],
  supergroup: ["супергруппа", "supergroup"],
  members: [{ one: "{n} участник", few: "{n} участника", many: "{n} участников" }, { one: "{n} member", other: "{n} members" }],
  newGroup: ["Новая группа", "New group"],
  groupTitle: ["Название", "Title"],
  groupKind: ["Вид", "Kind"],
  groupMembers: ["Участники", "Members"],
  withBot: ["Добавить бота", "Add the bot"],
  membersOf: ["Участники группы", "Members of the group"],
  join: ["Вступить", "Join"],
  leave: ["Выйти", "Leave"],
  add: ["Добавить", "Add"],
  remove: ["Убрать", "Remove"],
  notMember: ["не участник", "not a member"],
  joinGroup: ["Вступить в группу", "Join the group"],
  noMessages: ["Пока нет сообщений", "No messages yet"],

  firstHint: ["Так бот выглядит в Телеграме. Кем вы хотите его попробовать?", "This is how the bot looks in Telegram. As whom do you want to try it?"],
  firstStep: ["Нажмите «{start}» внизу.", "Tap “{start}” below."],
  clockHint: ["Советы, если их попросить, приносят часы: они слева, на телефоне за кружком вверху.", "The clock brings the tips you ask for: it is on the left, on a phone behind the circle at the top."],

  whatCan: ["Что умеет этот бот?", "What can this bot do?"],
  start: ["Начать", "Start"],
  unblock: ["Разблокировать бота", "Unblock the bot"],
  block: ["Заблокировать бота", "Block the bot"],
  blockedNow: ["{name}: бот заблокирован", "{name} has blocked the bot"],
  unblockedNow: ["{name}: бот снова может писать", "The bot may write to {name} again"],
  deleteChat: ["Удалить переписку", "Delete the chat"],
  deleteChatSure: ["Удалить всю переписку этого человека с ботом?", "Delete this person's whole conversation with the bot?"],
  deepLink: ["Открыть ссылку на бота", "Open a link to the bot"],
  deepLinkHint: ["Параметр или ссылка t.me, например class_ABC123", "A payload or a t.me link, such as class_ABC123"],
  deepLinkBad: ["Здесь нужен параметр из латинских букв, цифр, _ и -, не длиннее 64 знаков", "A payload is made of A–Z, a–z, 0–9, _ and -, at most 64 signs"],
  open: ["Открыть", "Open"],
  transcript: ["Скопировать как запись", "Copy as transcript"],
  transcriptDone: ["Запись беседы скопирована", "Transcript copied"],
  address: ["Скопировать адрес беседы", "Copy the address of this conversation"],
  addressDone: ["Адрес беседы скопирован", "Address copied"],
  copyByHand: ["Скопируйте отсюда", "Copy it from here"],

  field: ["Сообщение", "Message"],
  send: ["Отправить", "Send"],
  attach: ["Прикрепить", "Attach"],
  commands: ["Команды бота", "Commands of the bot"],
  foldKeys: ["Свернуть кнопки", "Fold the buttons"],
  unfoldKeys: ["Показать кнопки", "Show the buttons"],
  bottomKeys: ["Кнопки бота", "Buttons of the bot"],
  inlineKeys: ["Кнопки под сообщением", "Buttons of the message"],
  editing: ["Правка сообщения", "Editing a message"],
  replying: ["Ответ", "Reply"],
  photo: ["Фото", "Photo"],
  photoCanned: ["Фото (готовое)", "Photo (ready-made)"],
  file: ["Файл с этого компьютера…", "A file from this computer…"],
  document: ["Документ", "Document"],
  voice: ["Голосовое сообщение", "Voice message"],
  sticker: ["Стикер", "Sticker"],
  contact: ["Контакт", "Contact"],
  location: ["Геопозиция", "Location"],
  video: ["Видео", "Video"],
  animation: ["GIF", "GIF"],
  audio: ["Аудио", "Audio"],
  download: ["Скачать", "Download"],
  play: ["Слушать", "Play"],
  pause: ["Пауза", "Pause"],
  unknownContent: ["Сообщение этого вида страница не показывает: {kind}", "This page does not show messages of this kind: {kind}"],

  messageMenu: ["Действия с сообщением", "Actions for the message"],
  reply: ["Ответить", "Reply"],
  copyText: ["Скопировать текст", "Copy the text"],
  edit: ["Изменить", "Edit"],
  raw: ["Показать JSON", "Show the JSON"],
  edited: ["изменено", "edited"],
  copied: ["Скопировано", "Copied"],
  copiedText: ["Скопировано: {text}", "Copied: {text}"],
  spoiler: ["Скрытый текст. Нажмите, чтобы показать", "Hidden text. Press to show it"],
  more3: ["Развернуть цитату", "Unfold the quote"],
  less3: ["Свернуть цитату", "Fold the quote"],
  openLink: ["Открыть ссылку?", "Open the link?"],
  notHere: ["Такие кнопки здесь не работают", "Buttons of this kind don't work here"],
  deletedMessage: ["Удалённое сообщение", "Deleted message"],
  you: ["Вы", "You"],

  typing: ["печатает", "is typing"],
  upload_photo: ["отправляет фото", "is sending a photo"],
  upload_document: ["отправляет файл", "is sending a file"],
  record_voice: ["записывает голосовое", "is recording a voice message"],
  upload_voice: ["отправляет голосовое", "is sending a voice message"],
  upload_video: ["отправляет видео", "is sending a video"],
  choose_sticker: ["выбирает стикер", "is choosing a sticker"],
  find_location: ["ищет место", "is finding a place"],

  pollAnonymous: ["Анонимный опрос", "Anonymous poll"],
  pollOpen: ["Опрос", "Poll"],
  quizAnonymous: ["Анонимная викторина", "Anonymous quiz"],
  quizOpen: ["Викторина", "Quiz"],
  pollClosed: ["Опрос завершён", "Final results"],
  vote: ["Проголосовать", "Vote"],
  retract: ["Отозвать голос", "Retract the vote"],
  votes: [{ one: "{n} голос", few: "{n} голоса", many: "{n} голосов" }, { one: "{n} vote", other: "{n} votes" }],
  noVotes: ["Голосов пока нет", "No votes yet"],
  answers: [{ one: "{n} ответ", few: "{n} ответа", many: "{n} ответов" }, { one: "{n} answer", other: "{n} answers" }],
  noAnswers: ["Ответов пока нет", "No answers yet"],
  right: ["верно", "right"],
  wrong: ["неверно", "wrong"],
  yourVote: ["ваш выбор", "your choice"],
  solution: ["Пояснение", "Explanation"],

  joined: ["{name} вступает в группу", "{name} joined the group"],
  leftGroup: ["{name} выходит из группы", "{name} left the group"],
  groupMade: ["Группа создана", "The group was created"],
  chooseGroup: ["В какую группу добавить бота?", "Add the bot to which group?"],
  choose: ["Выбрать", "Choose"],
  noGroup: ["Групп пока нет: создайте группу слева", "No groups yet: make one on the left"],
  upgrade: ["Сделать супергруппой", "Make it a supergroup"],
  upgraded: ["Группа стала супергруппой", "The group became a supergroup"],
  pinned: ["Сообщение закреплено", "A message was pinned"],
  titleChanged: ["Новое название: {title}", "New title: {title}"],
  service: ["Служебное сообщение", "Service message"],
  earlier: ["Показать более ранние", "Show earlier messages"],

  hourOn: ["+1 час", "+1 hour"],
  dayOn: ["+1 день", "+1 day"],
  nextDelivery: ["К следующей рассылке", "To the next delivery"],
  nextNone: ["Впереди ничего не запланировано", "Nothing is planned ahead"],
  clockNow: ["Сейчас {time}", "It is now {time}"],

  journal: ["Журнал", "Journal"],
  faults: ["Сбои", "Faults"],
  filter: ["Искать в вызовах", "Search the calls"],
  onlyBad: ["только отказы", "refusals only"],
  redTitle: ["Журнал красный: бот сделал то, за что этот сервер не может поручиться.", "The journal is red: the bot did something that this server can't vouch for."],
  redMark: ["журнал красный", "the journal is red"],
  journalEmpty: ["Здесь появятся вызовы бота", "The bot's calls will appear here"],
  request: ["запрос", "request"],
  answer: ["ответ", "answer"],
  faultsNote: ["Следующий вызов бота встретит этот сбой.", "The next call of the bot will meet this fault."],
  faultMethod: ["Метод (пусто: любой)", "Method (empty: any)"],
  faultTimes: ["Раз", "Times"],
  faultSeconds: ["Секунд", "Seconds"],
  faultsOn: ["Ждут своей очереди", "Waiting for their turn"],
  faultsNone: ["Сбоев нет, всё работает.", "No faults: everything works."],
  faultsClear: ["Убрать все", "Remove all"],
  fault_400: ["отказ", "refused"],
  fault_429: ["слишком часто", "too many requests"],
  fault_500: ["внутренняя ошибка", "internal error"],
  fault_502: ["плохой шлюз", "bad gateway"],
  fault_cut_before: ["обрыв до действия", "cut before the effect"],
  fault_cut_after: ["обрыв после действия", "cut after the effect"],
  fault_slow: ["медленно", "slow"],
  fault_duplicate_update: ["повтор обновления", "an update twice"],
  fault_swap_queues: ["перестановка очередей", "queues swapped"],
  fault_not_json: ["ответ не JSON", "answer is not JSON"],

  failed: ["Не получилось: {why}", "That failed: {why}"],
};

const CHOSEN = "simulator.language";

/** Return which of the page's languages suits somebody whose app speaks `code`. */
export const pageLanguage = (code) => (code.startsWith("ru") ? "ru" : "en");

/** The language that this browser's owner is likely to read. */
export const browserLanguage = pageLanguage(navigator.language);

let speaks = browserLanguage;

/** Return "ru" or "en". */
export const language = () => speaks;

/** Speak as the app of `person` does, unless another language was chosen by hand; return whether that is a change. */
export function speakLike(person) {
  const before = speaks;
  speaks = localStorage.getItem(CHOSEN) ?? pageLanguage(person.language_code);
  return speaks !== before;
}

/** Change to the other language by hand and remember it. */
export function switchLanguage() {
  speaks = speaks === "ru" ? "en" : "ru";
  localStorage.setItem(CHOSEN, speaks);
}

/** Forget the choice made by hand: the page speaks like the person again. */
export const forgetLanguage = () => localStorage.removeItem(CHOSEN);

/** Return the words for a key; {name} places are filled from `values`, and `values.n` chooses the plural. */
export function t(key, values = {}) {
  let words = WORDS[key][speaks === "ru" ? 0 : 1];
  if (typeof words === "object") words = words[new Intl.PluralRules(language()).select(values.n)] ?? words.many ?? words.other;
  return words.replace(/\{(\w+)\}/gu, (whole, name) => values[name] ?? whole);
}

/** Return the words for a key, or the key itself when the page has none (a new kind of action or fault). */
export const wordsOr = (key, fallback) => (key in WORDS ? t(key) : fallback);

/** Put the words into the elements of index.html that name a key. */
export function applyWords() {
  document.documentElement.lang = language();
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.dataset.tLabel));
    if (node.tagName === "BUTTON") node.title = t(node.dataset.tLabel);
  }
}
