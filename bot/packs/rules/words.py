"""Words that rules look for, in Russian and English: fear, blame, pressure, brands."""

from __future__ import annotations

import re


def _any_of(listed: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Compile a list of expressions, one or several a line with `|` between them."""
    found = "|".join(line.strip() for line in listed.strip().splitlines())
    return re.compile(rf"\b(?:{found})\b", flags)


FEAR = _any_of(r"""
    ужас\w*|кошмар\w*|навсегда|сломает жизнь|испортит жизнь|конец (?:всему|света)|погибн\w+|смертельн\w+
    катастроф\w+
    terrifying|horrible|horror|nightmare|forever ruin\w*|ruins? your life|catastroph\w+|deadly|you will regret
""")

BLAME = _any_of(r"""
    сам(?:а|и)? виноват\w*|твоя вина(?! нет)|зачем (?:ты )?(?:отправ|послал|нажал|сказал|дал)\w*|надо было думать
    думать надо было|сам(?:а)? напросил\w+
    it(?: is|'s|’s) your (?:own )?fault|your own fault|why did you (?:send|tell|tap|click)\w*|you should have known
    you asked for it
""")

NO_BLAME = re.compile(r"(?:\bне|\bнет|\bни|\bnot|n['’]t|\bnever)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
"""What turns blame into its opposite when it stands before it: «это не твоя вина»."""

PRESSURE = _any_of(r"""
    не теряй серию|серия прерв\w+|последний шанс|ты потеряешь|не пропусти
    don['’]t lose your streak|your streak|last chance|don['’]t miss
""")

ABSOLUTE = _any_of(r"никогда|всегда|never|always")

PARENTS_ONLY = _any_of(r"""
    мам\w* (?:и|или|с) пап\w*|пап\w* (?:и|или|с) мам\w*
    m[uo]m (?:and|or) dad|dad (?:and|or) m[uo]m|mother (?:and|or) father
""")

OTHER_ADULTS = _any_of(r"""
    взросл\w+|близк\w+|опекун\w*|родн\w+|бабушк\w+|дедушк\w+|тёт\w+|дяд\w+|семь\w+
    grown-?ups?|adults?|carers?|guardians?|grand\w+|granny|gran|family|aunts?|uncles?
""")

# Capitals count here: steam, windows and an amazon are words as well.
BRANDS = _any_of(
    r"""
    YouTube|Youtube|[Юю]туб\w*|TikTok|Tiktok|[Тт]ик-?[Тт]ок\w*|Instagram|[Ии]нстаграм\w*|WhatsApp|Whatsapp|[Вв]отсап\w*
    Telegram|[Тт]елеграм\w*|ВКонтакте|[Вв]контакте|ВК|Roblox|[Рр]облокс\w*|Minecraft|[Мм]айнкрафт\w*|Fortnite|Discord
    [Дд]искорд\w*|Snapchat|Viber|[Вв]айбер\w*|Facebook|[Фф]ейсбук\w*|Google|[Гг]угл\w*|Яндекс\w*|Сбер(?:банк\w*)?
    [Гг]осуслуг\w*|Netflix|AliExpress|Wildberries|Ozon|Озон|Avito|Авито|ChatGPT|iPhone|[Аа]йфон\w*
    """,
    re.NOFLAG,
)
