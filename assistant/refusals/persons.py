"""Names in Chinese by their characters: surnames, and those that are written by their sounds."""

from __future__ import annotations

import re

# The most frequent surnames (over 90% of bearers); a tagger takes many other words for names.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
# Less frequent ones that are hardly ever another word.
_RARER = frozenset(
    "祝卞蒲谷裴聂焦柯庞樊阮詹季翁荀羊於惠甄麴封芮羿储靳汲邴糜巫乌弓隗侯宓郗仲伊宫仇栾厉戎祖符景束幸韶郜蓟邰鄂索籍"
    "卓蔺屠蒙阴胥闻莘翟贡逄姬扶堵冉宰郦雍璩桑濮扈冀郏浦尚温庄晏柴瞿阎慕茹习宦艾慎戈廖庾终暨耿匡寇阙殳沃蔚越夔"
    "巩厍晁勾敖融訾辛阚饶曾鞠巢关蒯查荆竺权逯桓茅纪舒屈项董娄颜梅盛刁骆凌霍虞莫裘缪解应宗宣贲郁单杭洪包诸左石钮"
    "俞柳鲍岑殷毕滕邬乐皮湛祁臧伍狄岳涂佟褚尤施强葛奚范彭鲁韦昌苗俞任袁柳酆鲍史唐费廉薛雷倪"
)
# Characters that names from elsewhere are written with, for their sounds.
_SOUNDS = frozenset(
    "阿埃艾安奥巴柏拜班贝本比彼波伯博布查达喀大丹德迪蒂丁顿多厄恩尔法菲费芬弗福盖戈哥格古哈海汉黑亨华惠霍基吉加贾杰金卡凯坎康考科克肯库夸拉莱赖兰朗劳勒雷黎里利林隆卢鲁路伦罗"
    "洛马玛迈曼毛梅门蒙米密明摩莫墨姆穆纳奈南内尼努诺帕派潘佩皮匹平珀普奇乔切日瑞萨塞散桑森沙山圣胜斯舒朔苏塔泰坦特提汀图托瓦万威韦维温翁沃乌武西希锡夏辛叙雅亚延扬耶伊宜因印尤"
    "约扎詹哲芝朱兹宿雾茨甸堡什剌玻港干得纽敦谷琴佐"
)
_SOUND = f"[{''.join(sorted(_SOUNDS))}]"
# What stands after a name: a mark, a title, a deed.
AFTER = (
    r"(?=[为任担主牵负等汇介出获和与及用以在将对向从说代做作赴前率接捐承完修编设提供签讲致，。；、（(\s]"
    r"|先生|女士|教授|博士|$)"
)
_DOTTED = re.compile(rf"{_SOUND}{{1,6}}(?:[·•]{_SOUND}{{1,6}})+{AFTER}")
_TITLED = re.compile(
    rf"[{''.join(sorted(_SURNAMES | _RARER))}][\u4e00-\u9fff]{{1,2}}(?=先生|女士|教授|博士|阁下)"
)
LONGEST = 4  # characters of a name with a double surname


def is_chinese_name(word: str) -> bool:
    """Whether a word that a tagger takes for a person's name begins as one."""
    return 2 <= len(word) <= LONGEST and word[0] in _SURNAMES


def may_be_name(word: str) -> bool:
    """Whether a word that stands where a name does begins as one, be it a less frequent one."""
    return 2 <= len(word) <= LONGEST and (word[0] in _SURNAMES or word[0] in _RARER)


def sounded_names(text: str) -> list[tuple[int, int]]:
    """Where a text has names of several parts written by their sounds: 安娜·莫雷蒂."""
    return [match.span() for match in _DOTTED.finditer(text)]


def titled_names(text: str) -> list[tuple[int, int]]:
    """Where a text has Chinese names before a title: 周慕贤先生."""
    return [match.span() for match in _TITLED.finditer(text)]


def is_sounded(name: str) -> bool:
    """Whether a name is written in the characters that are used for their sounds (塔什干)."""
    return len(name) > 1 and _SOUNDS.issuperset(name)
