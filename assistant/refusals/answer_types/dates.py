"""Whether a text tells when: a day where a day is asked for, a length of time where that is."""

from __future__ import annotations

import re

from assistant.figures import dates
from assistant.letters import plain
from assistant.refusals.answer_types.anew import Test, has_new
from assistant.refusals.months import months_of

_DAY_ASKED = re.compile(
    r"哪一?[天日]|几[号日]|什么日子|具体日期"
    r"|\b(?:what|which|exact) (?:date|day)\b|\bon what date\b|\bquel jour\b|\bqué día\b",
    re.IGNORECASE,
)
# "In which month?" is not answered by a year.
_MONTH_ASKED = re.compile(
    r"哪一?个?月(?!份?[天日])|几月(?!几)|\b(?:which|what) months?\b|\bquel mois\b|\bqué mes\b",
    re.IGNORECASE,
)
_WEEKDAY_ASKED = re.compile(r"\b(?:what|which) (?:week)?days?\b|星期几|周几|哪一?天", re.IGNORECASE)
# By when it must be done: so many days after something tells it.
_DUE_ASKED = re.compile(
    r"\bby when\b|\bwhen (?:must|should|do|does|can|are|is)\b|\bdeadline\b|\bdue\b"
    r"|截止|期限|最[迟晚]|之前",
    re.IGNORECASE,
)
_DURATION_ASKED = re.compile(
    r"多久|多(?:长|少)时间"
    r"|(?:[任限工周学租假刑孕效修保]期|为期|历时|时[长间限]|寿命|学制|产假|持续|延续|保[存留])"
    r"(?:一共|[是有为了])?多长"
    r"|(?:几|多少)(?:天|年(?![轻龄级])|个月|小时|分钟)(?!份)"
    r"|\bhow many (?:(?:calendar|working|more) )?(?:days|weeks|months|years|hours|minutes)\b"
    r"|\bhow (?:long|soon|quickly)\b|\bhow far (?:in advance|ahead|beforehand)\b"
    r"|\bhow much (?:[a-z]+ )?(?:time|notice|leave|longer)\b|\bduration\b"
    r"|\bcombien de temps\b|\bcuánto tiempo\b",
    re.IGNORECASE,
)
# How soon something is done.
_AT_ONCE = re.compile(
    r"\bimmediately\b|\bat once\b|\bwithout delay\b|\b(?:same|next|following) (?:working )?day\b"
    r"|立[即刻]|马上|当[天日场]|次日|第二天",
    re.IGNORECASE,
)
# So many days or hours: two dates with a year between them are no answer.
_DAYS_ASKED = re.compile(
    r"(?:几|多少)(?:个?(?:工作|自然)?[天日]|个?小时|分钟|个?星期|周)"
    r"|\bhow many (?:(?:calendar|working|more) )?(?:days|weeks|hours|minutes)\b",
    re.IGNORECASE,
)
# From one to the other: "3–7 May", 5月3日至7日, "from 3 March to 2 May".
_RANGE = re.compile(r"\d\s*[日号]?\s*(?:[–—~～至到-]|\bto\b|\buntil\b|\band\b)\s*\d")
_OF_SPACE = re.compile(  # how long a road or a report is
    r"\d\s?(?:[kcm]?m|(?:kilo|centi|milli)?met(?:re|er)s?|miles?|feet|ft|inch(?:es)?|yards?|pages?)\b"
    r"|公里|千米|\d\s*(?:厘?米|页)"
)
_DURATION = re.compile(
    rf"{_OF_SPACE.pattern}|"
    # 2年, 三个月, 30日, but not 2021年, 8月 or 8月30日
    r"(?<![\d第年])(?:\d{1,3}|[两一二三四五六七八九十半百]+)\s*[多余]?\s*(?:个\s*)?(?:年(?![级代度底末初])|周(?!年)|天|小时)"
    r"|[\d两一二三四五六七八九十半]\s*[多余]?\s*(?:个(?:多|半)?\s*月|星期|分钟?|秒)"
    r"|(?<![\d月—–-])(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:个\s*)?(?:工作|自然)?日"
    r"|\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty|sixty|ninety)"
    r"(?: \(\d+\))?[ -](?:(?:calendar|working|consecutive|full) )?"
    r"(?:year|month|week|day|hour|minute|second)s?\b"
    r"|\b(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|\w+ze|vingt|trente)"
    r" (?:ans?|années?|mois|semaines?|jours?|heures?)\b",
    re.IGNORECASE,
)
# Times of day, days of the week, and what recurs: "from 9:30 on weekdays" tells when.
_RECURRING = re.compile(
    r"(?<!\d)\d{1,2}[:：]\d\d(?!\d)|\b\d{1,2} ?[ap]\.?m\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?\b"
    r"|\b(?:every|each) (?:day|week|month|quarter|year|spring|summer|autumn|winter|\w+day)\b"
    r"|\b(?:daily|weekly|monthly|quarterly|yearly|annually|twice a (?:year|month|week))\b"
    r"|[\d一二三四五六七八九十]点(?:半|钟|整|至|到)?|周[一二三四五六日末]|星期[一二三四五六日天]|每[天日周月年季晚早]",
    re.IGNORECASE,
)
# Until when it lasts: a date is of its end where a word beside it says so.
_UNTIL_ASKED = re.compile(
    r"\b(?:un)?till? when\b|\bwhen (?:does|do|did|will|would|is|are) [^?]{3,80}? (?:expires?"
    r"|run out|lapse|(?:due|set|scheduled|expected|supposed) to (?:end|close|finish|expire))\b"
    r"|(?:延[长期续]|持续|有效期?|开放|实施|进行|保留|一直)(?:是|为)?到(?:什么时候|何时|哪[天年一]|几月)"
    r"|(?:何时|什么时候)(?:到期|届满|期满|截止|失效)|有效期(?:是|为)?到",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:until|till|up to|to|by|through|end(?:s|ed|ing)?|expir\w+|clos\w+|finish\w*|complet\w+"
    r"|lasts|lasted|valid|extended|conclu\w+|lapse\w*|due)\b"
    r"|[至到–—]|截[止至]|为止|结束|届满|期满|有效|完成|终止|完工|\d{4}-\d\d",
    re.IGNORECASE,
)
LITTLE = 3  # letters and digits beside the dates of a text that is no more than they are
# The last time is no rule: "every six months" does not tell it.
_LAST_TIME_ASKED = re.compile(
    r"\b(?:the )?(?:last|latest|most recent) time\b"
    r"|\blast (?:held|met|tested|done|checked|updated|took)\b"
    r"|(?:上一?|最近一|最后一|最近的?一)[次回]",
    re.IGNORECASE,
)
_SPAN = r"(?:\d+|[a-z-]+) (?:(?:calendar|working|full) )?(?:hour|day|week|month|year)s?"
_DUE = re.compile(
    rf"\b(?:within|not? later than|at least) {_SPAN}\b|\b{_SPAN} (?:before|after|of)\b"
    r"|[\d一二三四五六七八九十两]+\s*个?(?:工作)?(?:小时|[天日周月年])(?:之?[内前后]|以[内前后])",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"至|到|截止|为止|期满|届满|\b(?:until|till|to|by|through|ends?|ended|expires?|lasts|lasted|since)\b|[–—]",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|janv|févr|avr|mai|juin|juil|août)"
    r"[a-zéû]*\.?"
)
A_MONTH = re.compile(_MONTHS, re.IGNORECASE)
_DAY = re.compile(
    rf"\d\s*[日号]|月\s*\d|\d{{4}}-\d\d-\d\d|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}"
    rf"|\b{_MONTHS} \d{{1,2}}\b",
    re.IGNORECASE,
)


def asks_duration(question: str) -> bool:
    """Whether a question asks how long something takes."""
    return _DURATION_ASKED.search(question) is not None


def durations(text: str) -> list[str]:
    """The lengths of time that a text tells, as they are written."""
    found = (match.group() for match in _DURATION.finditer(text))
    return [words for words in found if not _OF_SPACE.search(words)]


def date_test(question: str) -> Test:
    """The test of "when?", of "how long?", of "on what day?", or of "by when?"."""
    if _DAYS_ASKED.search(question):
        return lambda text, asked: has_new(_DURATION, text, asked) or _ranges(text, asked)
    if asks_duration(question):
        return _lasting
    if _LAST_TIME_ASKED.search(question):
        return _dated
    if _UNTIL_ASKED.search(question):
        return _ending
    if _WEEKDAY_ASKED.search(question):
        return lambda text, asked: _day(text, asked) or has_new(_RECURRING, text, asked)
    if _DAY_ASKED.search(question):
        return _day
    if _MONTH_ASKED.search(question):
        known = set(months_of(question))
        return lambda text, asked: bool(set(months_of(text)) - known)
    if _DUE_ASKED.search(question):
        return lambda text, asked: _date(text, asked) or has_new(_DUE, text, asked)
    return _date


def _lasting(text: str, asked: str) -> bool:
    """Whether a text says how long or how soon, or until when."""
    timed = has_new(_DURATION, text, asked) or has_new(_AT_ONCE, text, asked)
    return timed or _until(text, asked)


def _date(text: str, asked: str) -> bool:
    return _dated(text, asked) or has_new(_RECURRING, text, asked)


def _dated(text: str, asked: str) -> bool:
    return any(plain(date) not in asked for date in dates(text))


def _until(text: str, asked: str) -> bool:
    """Whether a text says from when to when, or until when."""
    told = [date for date in dates(text) if plain(date) not in asked]
    return len(told) > 1 or bool(told and _ENDS.search(text))


def _ending(text: str, asked: str) -> bool:
    """Whether a text says until when; the date alone may be cut out of where that stands."""
    if not _date(text, asked):
        return False
    rest = text
    for date in dates(text):
        rest = rest.replace(date, "", 1)
    return len(plain(rest)) <= LITTLE or _ENDED.search(text) is not None


def _ranges(text: str, asked: str) -> bool:
    """Whether a text says days from when to when: 3–7 May, from 3 May to 9 June."""
    told = [date for date in dates(text) if plain(date) not in asked]
    between = re.sub("|".join(map(re.escape, told)) or "$^", "1", text)
    ranges = _RANGE.search(between) or any(map(_RANGE.search, told))
    return bool(told and ranges) and any(map(_DAY.search, told))


def _day(text: str, asked: str) -> bool:
    return any(plain(date) not in asked and _DAY.search(date) for date in dates(text))
