"""Names of persons in Chinese, by their surnames."""

from __future__ import annotations

# The most frequent surnames (over 90% of bearers); a tagger takes many other words for names.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
LONGEST = 4  # characters of a name with a double surname


def is_chinese_name(word: str) -> bool:
    """Whether a word that a tagger takes for a person's name begins as one."""
    return 2 <= len(word) <= LONGEST and word[0] in _SURNAMES
