"""The words around figures from tables, in the six UN languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableWording:
    """The frame of an answer from tables; ``{...}`` are filled in with ``str.format``.

    Attributes:
        total: a total whose row has no label.
        years_given: a figure is there for some years (``facts``), not for that asked (``asked``).
        sum_agrees: parts add up to the stated total (``sum``).
        sum_differs: they do not (``sum``, ``total``, ``gap``).
        none: no row or column meets a condition.
        units_differ: figures cannot be computed with each other (``units``).
        points: percentage points, after a number.
        meanings: a code means something else in each of several places (``code``).
        shared: a figure is given for several codes (``codes``) together, not for one (``code``).
        rose: by how much a later figure is higher (``gap``).
        fell: by how much it is lower (``gap``).
        unchanged: it is the same.
        only_in: before what only one year has (``year``).
    """

    total: str
    years_given: str
    sum_agrees: str
    sum_differs: str
    none: str
    units_differ: str
    points: str
    meanings: str
    shared: str
    rose: str
    fell: str
    unchanged: str
    only_in: str


TABLE_WORDINGS: dict[str, TableWording] = {
    "en": TableWording(
        total="Total",
        years_given="The documents give it for {facts}; none gives {asked}.",
        sum_agrees="Yes: the parts add up to the stated total, {sum}.",
        sum_differs="No: the parts add up to {sum}; the stated total is {total} (gap: {gap}).",
        none="None meets this.",
        units_differ="These are in different units ({units}) and are not computed together.",
        points=" percentage points",
        meanings="{code} does not mean the same everywhere:",
        shared="There is no figure for {code} alone; {codes} share one:",
        rose="Up by {gap}",
        fell="Down by {gap}",
        unchanged="unchanged",
        only_in="Only in {year}",
    ),
    "zh": TableWording(
        total="合计",
        years_given="文件给出的是{facts}，没有{asked}年的。",
        sum_agrees="是：各项相加等于所列总数{sum}。",
        sum_differs="不等：各项相加为{sum}，所列总数为{total}，相差{gap}。",
        none="没有符合条件的。",
        units_differ="单位不同（{units}），不能一起计算。",
        points="个百分点",
        meanings="{code}在各处所指不同：",
        shared="没有{code}单独的数字，{codes}合用一个：",
        rose="增加{gap}",
        fell="减少{gap}",
        unchanged="不变",
        only_in="仅{year}年有",
    ),
    "fr": TableWording(
        total="Total",
        years_given="Les documents le donnent pour {facts} ; aucun pour {asked}.",
        sum_agrees="Oui : la somme des parties est le total indiqué, {sum}.",
        sum_differs="Non : la somme des parties est {sum}, le total indiqué {total} (écart {gap}).",
        none="Aucun ne remplit cette condition.",
        units_differ="Unités différentes ({units}) : ces chiffres ne se calculent pas ensemble.",
        points=" points de pourcentage",
        meanings="{code} n'a pas le même sens partout :",
        shared="Il n'y a pas de chiffre pour {code} seul ; {codes} en ont un en commun :",
        rose="Hausse de {gap}",
        fell="Baisse de {gap}",
        unchanged="inchangé",
        only_in="Seulement en {year}",
    ),
    "es": TableWording(
        total="Total",
        years_given="Los documentos lo dan para {facts}; ninguno para {asked}.",
        sum_agrees="Sí: la suma de las partes es el total indicado, {sum}.",
        sum_differs="No: las partes suman {sum}, el total indicado es {total} (diferencia {gap}).",
        none="Ninguno cumple esta condición.",
        units_differ="Están en unidades distintas ({units}) y no se pueden calcular juntas.",
        points=" puntos porcentuales",
        meanings="{code} no significa lo mismo en todas partes:",
        shared="No hay cifra solo para {code}; {codes} comparten una:",
        rose="Sube {gap}",
        fell="Baja {gap}",
        unchanged="sin cambios",
        only_in="Solo en {year}",
    ),
    "ru": TableWording(
        total="Итого",
        years_given="В документах это дано: {facts}; за {asked} — нет.",
        sum_agrees="Да: сумма частей равна указанному итогу, {sum}.",
        sum_differs="Нет: сумма частей {sum}, указанный итог {total} (разница {gap}).",
        none="Ни одна строка не отвечает этому условию.",
        units_differ="Единицы разные ({units}), вместе эти цифры не считаются.",
        points=" процентного пункта",
        meanings="{code} означает не везде одно и то же:",
        shared="Отдельной цифры для {code} нет; она общая для {codes}:",
        rose="Рост на {gap}",
        fell="Снижение на {gap}",
        unchanged="без изменений",
        only_in="Только в {year}",
    ),
    "ar": TableWording(
        total="المجموع",
        years_given="تذكره الوثائق لـ {facts}؛ ولا تذكره لعام {asked}.",
        sum_agrees="نعم: مجموع الأجزاء يساوي المجموع المذكور، {sum}.",
        sum_differs="لا: مجموع الأجزاء {sum} والمجموع المذكور {total} (الفرق {gap}).",
        none="لا شيء يستوفي هذا الشرط.",
        units_differ="الوحدات مختلفة ({units}) ولا يمكن حسابها معا.",
        points=" نقطة مئوية",
        meanings="لا يعني {code} الشيء نفسه في كل موضع:",
        shared="لا رقم لـ {code} وحده؛ الرقم مشترك بين {codes}:",
        rose="ارتفاع بمقدار {gap}",
        fell="انخفاض بمقدار {gap}",
        unchanged="بلا تغيير",
        only_in="في {year} فقط",
    ),
}


def table_wording(language: str) -> TableWording:
    """The frame in a language, in English where it is not one of the six."""
    return TABLE_WORDINGS.get(language, TABLE_WORDINGS["en"])
