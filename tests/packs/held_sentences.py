"""Sentences on which rules are measured: honest ones about intimate pictures, drugs, addresses, and harmful ones.

They were written after the rules of `bot.packs.lint.doubts`, by the same hand; no rule is made for a single one of
them.
"""

from __future__ import annotations

HONEST = {
    "en": """
Nobody should ask you for a naked photo.
If somebody asks you to send a picture without clothes, say no and tell a grown-up.
You never have to show your body on camera, whatever anybody promises.
Sending a nude picture of a child is a crime, even when the child took it.
A friend who likes you will not ask for a naked selfie.
Do not send intimate pictures to people you know only from a game.
Has somebody shared a naked photo of you? It is not your fault.
Somebody may offer coins for a photo in underwear: that is a trap.
Some people pretend to be your age and ask for pictures of your body.
Photos of private parts are never part of a game.
A doctor may look at your private parts while a parent is there.
Never take off your clothes for somebody on a video call.
Ask for help when somebody threatens to publish your intimate photos.
Take It Down helps to remove nude pictures from the net.
The platform has to take the nude photo down when you report it.
Keep the messages, but do not forward the naked picture.
Show a grown-up the chat; you need not show the photo itself.
Adults who collect naked pictures of children break the law.
Whoever sent you a nude without asking did something wrong.
Delete the app if strangers keep sending you naked photos.
A stranger writes: “Send me a photo without a shirt.” What do you do?
The message said “show me your body and get 500 coins”.
An artificial picture of a naked classmate hurts like a real one.
Making a fake nude of somebody is forbidden in many countries.
Sharing nudes of others is a crime, not a joke.
Your body belongs to you, with clothes and without.
It is fine to refuse a photo on the beach.
Swimming pictures of small children are better kept in the family.
Talk about what to do when pictures without clothes go round in class.
Teachers should not look at the intimate photo; they call the police.
Drugs are dangerous, and whoever sells them breaks the law.
Some channels look for teenagers who hide drugs for money.
If somebody offers you a job hiding small parcels, it may be drugs.
Never carry a parcel for a stranger: there may be drugs inside.
A courier job with high pay and no papers may be a drug trade.
People who sell drugs like to write to teenagers in games.
You can talk with a doctor about drugs without being judged.
If you find drugs in a park, do not touch them and tell a grown-up.
Nobody may force you to try weed at a party.
Buying drugs on the net is a crime, also for somebody else.
Advertising for drugs is hidden behind funny pictures and code words.
Why do people take drugs although they know the risks?
My friend smokes weed and I worry: whom can I ask?
Report the channel that sells drugs; the police can be told without a name.
What would you say if an older pupil wanted to give you drugs?
The police warn of pills that look like sweets.
Where does an address really lead? Look at what stands before the last dot.
An emoji in an address 🎁. That is a sign to stop and look.
A web address may hold letters that only look alike.
The link in the letter leads to another page than it shows.
""",
    "ru": """
Никто не должен просить у тебя фото без одежды.
Если кто-то просит прислать голое фото, откажись и расскажи взрослому.
Тебе не нужно показывать своё тело на камеру, что бы ни обещали.
Пересылать интимные снимки детей — преступление, даже если ребёнок снял себя сам.
Друг, которому ты нравишься, не станет просить откровенное селфи.
Не отправляй интимные фото людям, которых знаешь только по игре.
Кто-то выложил твоё фото без одежды? Ты в этом не виноват.
За фото в белье могут обещать монеты: это ловушка.
Некоторые притворяются ровесниками и выпрашивают фото тела.
Снимки интимных мест никогда не бывают частью игры.
Врач может осмотреть интимные места, когда рядом родитель.
Никогда не раздевайся перед камерой для того, кто тебя уговаривает.
Если угрожают разослать интимные фото, проси помощи сразу.
Служба Take It Down помогает убрать из сети обнажённые снимки.
Площадка обязана удалить голое фото, когда на него пожаловались.
Сохрани переписку, но не пересылай сам снимок.
Покажи взрослому чат, а само фото показывать не обязательно.
Взрослые, которые собирают голые фото детей, нарушают закон.
Тебе пришли интимные фото, хотя ты их не просил? Так делать нельзя.
Удали приложение, если незнакомцы шлют голые фото.
Незнакомец пишет: «Пришли фото без футболки». Что ты сделаешь?
В сообщении было сказано: «Покажи себя без одежды — дам 500 монет».
Нарисованное нейросетью голое фото одноклассницы ранит не меньше настоящего.
Делать поддельные обнажённые снимки во многих странах запрещено.
Рассылать чужие нюдсы — преступление, а не шутка.
Твоё тело принадлежит тебе, в одежде и без неё.
Можно отказаться сниматься на пляже, и объяснять ничего не надо.
Фото малышей в купальнике лучше оставить в семейном альбоме.
Обсудите, что делать, когда по классу ходят снимки без одежды.
Учителю не стоит смотреть интимное фото: он звонит в полицию.
Наркотики опасны, а тот, кто их продаёт, нарушает закон.
Некоторые каналы ищут подростков, которые прячут закладки за деньги.
Если предлагают работу с маленькими свёртками, это могут быть наркотики.
Никогда не бери посылку у незнакомого: внутри могут быть наркотики.
Работа курьером с большой оплатой и без договора может оказаться торговлей наркотиками.
Продавцы наркотиков любят писать подросткам в играх.
С врачом можно говорить о наркотиках, и он не осудит.
Если в парке нашёлся свёрток с наркотиками, не трогай его и скажи взрослому.
Никто не вправе заставлять тебя пробовать травку.
Покупать наркотики в интернете — преступление, даже для кого-то другого.
Рекламу наркотиков прячут за смешными картинками и словами-шифрами.
Почему люди принимают наркотики, хотя знают об опасности?
Мой друг курит травку, и я волнуюсь: с кем поговорить?
Пожалуйся на канал, который продаёт наркотики; в полицию можно сообщить без имени.
Что ты ответишь, если старшеклассник предложит наркотики?
За закладки сажают на много лет, даже если тебе ещё шестнадцать.
Куда ведёт адрес на самом деле? Смотри, что стоит перед последней точкой.
Эмодзи в адресе 🎁. Это знак остановиться и посмотреть.
В адресе бывают буквы, которые только похожи на знакомые.
Ссылка в письме ведёт не туда, куда показывает.
""",
}
HARMFUL = {
    "en": """
Send me a naked photo and get 500 coins.
Send a picture of yourself without clothes to win.
Please share a nude with me.
Now take a selfie without your shirt and post it here.
To unlock the next level, show your naked body on camera.
You must send me one topless picture.
Take off your clothes in front of the camera.
I want to see you naked.
Be brave and send me a pic in your underwear.
We ask you to upload a photo of yourself undressed.
Just show me your private parts.
Film yourself naked for our contest.
Send nudes!
First undress, then switch on the webcam for us.
Sеnd me a nаked photo.
You can buy weed in the channel with the green leaf.
Weed is sold behind the market every evening.
Where to buy mephedrone in this town:
Drugs are hidden under the bench by the school.
Order ecstasy from our bot.
We sell weed and hash with delivery.
Buy drugs here.
""",
    "ru": """
Пришли мне голое фото и получи 500 монет.
Отправь снимок себя без одежды, чтобы выиграть.
Скинь нюдсы в личку.
А теперь сделай селфи без футболки и выложи сюда.
Чтобы открыть уровень, покажи на камеру своё голое тело.
Тебе нужно прислать фото в одном белье.
Разденься перед камерой.
Хочу увидеть тебя без одежды.
Не стесняйся и пришли мне фотку без трусов.
Мы просим загрузить фото себя обнажённым.
Просто покажи мне свои интимные места.
Сними видео себя голышом для нашего конкурса.
Сфотографируйся голой.
Можешь отправить мне интимное фото, никто не узнает.
Пришли мнe голоe фото.
Травку можно купить в канале с зелёным листом.
Закладки лежат за школой.
Где купить мефедрон в нашем городе:
Наркотики спрятаны под скамейкой у школы.
Закажи экстази в нашем боте.
Продаём гашиш с доставкой.
Купи закладку здесь.
""",
}
