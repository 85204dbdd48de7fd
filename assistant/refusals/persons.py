"""Names in Chinese by their characters: surnames, and those that are written by their sounds."""

from __future__ import annotations

# The most frequent surnames (over 90% of bearers); a tagger takes many other words for names.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
# Characters that names from elsewhere are written with, for their sounds.
_SOUNDS = frozenset(
    "阿埃艾安奥巴柏拜班贝本比彼波伯博布查达喀大丹德迪蒂丁顿多厄恩尔法菲费芬弗福盖戈哥格古哈海汉黑亨华惠霍基吉加贾杰金卡凯坎康考科克肯库夸拉莱赖兰朗劳勒雷黎里利林隆卢鲁路伦罗"
    "洛马玛迈曼毛梅门蒙米密明摩莫墨姆穆纳奈南内尼努诺帕派潘佩皮匹平珀普奇乔切日瑞萨塞桑森沙山圣胜斯舒朔苏塔泰坦特提汀图托瓦万威韦维温翁沃乌武西希锡夏辛叙雅亚延扬耶伊宜因印尤"
    "约扎詹哲芝朱兹宿雾茨甸堡什剌玻港干得纽敦谷琴"
)
LONGEST = 4  # characters of a name with a double surname


def is_chinese_name(word: str) -> bool:
    """Whether a word that a tagger takes for a person's name begins as one."""
    return 2 <= len(word) <= LONGEST and word[0] in _SURNAMES


def is_sounded(name: str) -> bool:
    """Whether a name is written in the characters that are used for their sounds (塔什干)."""
    return len(name) > 1 and _SOUNDS.issuperset(name)
