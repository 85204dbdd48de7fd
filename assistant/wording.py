"""The words around the evidence, in the six UN languages; the evidence is never translated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The frame of an answer in one language; ``{...}`` are filled in with ``str.format``.

    Attributes:
        not_found: the documents do not answer.
        not_found_part: the documents do not answer one of several questions (``question``).
        courtesy: in return for a greeting or for thanks.
        documents_held: introduces the documents of the collection.
        nearest: introduces the nearest thing that they do say.
        only_years: the subject is there, but for other years (``years``, ``asked``).
        unknown_code: a code or place that no document names (``code``).
        unmentioned: what the nearest does not mention (``names``).
        without: the kind of detail that the nearest does not give (``details``).
        details: what those kinds are called.
        differ: introduces figures or statements that disagree.
        readings: introduces the readings of an ambiguous question.
        higher: which of two is higher (``name``, ``value``, ``other``, ``other_value``).
        equal: both are equal (``value``).
        earlier: which of two came first, and by how much (``name``, ``time``).
        later: which of two came second, and by how much (``name``, ``time``).
        years, months, days: a length of time (``number``).
        quotes: opening and closing quotation marks.
        colon: between a label and its value.
        comma: between parts of an answer.
        list_comma: between the items of a short list.
        stop: ends a sentence.
        read_as: the question as it was read where its spelling was mended (``question``).
        model_failed: a language model failed (``reason``).
        model_unsupported: a language model's text was not borne out by the documents.
        model_partly: part of it was not, and is left out.
        model_marked: part of it was not, and is marked.
        unsupported: marks a sentence (``text``) that the documents do not bear out.
    """

    not_found: str
    not_found_part: str
    courtesy: str
    documents_held: str
    nearest: str
    only_years: str
    unknown_code: str
    unmentioned: str
    without: str
    details: dict[str, str]
    differ: str
    readings: str
    higher: str
    equal: str
    earlier: str
    later: str
    years: str
    months: str
    days: str
    quotes: tuple[str, str]
    colon: str
    comma: str
    list_comma: str
    stop: str
    read_as: str
    model_failed: str
    model_unsupported: str
    model_partly: str
    model_marked: str
    unsupported: str


WORDINGS: dict[str, Wording] = {
    "en": Wording(
        not_found="The documents do not answer this.",
        not_found_part="The documents do not answer “{question}”.",
        courtesy="Ask me what the documents say: each answer shows the passage that it stands on.",
        documents_held="The collection has {count} documents, the newest first:",
        nearest="The nearest they say:",
        only_years="The documents give it for {years}; none gives {asked}.",
        unknown_code="No document names {code}.",
        unmentioned="What they say on this does not mention {names}.",
        without="What they say on this gives no {details}.",
        details={
            "date": "date",
            "amount": "amount",
            "share": "percentage",
            "count": "such number",
            "place": "place",
            "person": "person",
            "organisation": "organisation",
            "name": "name",
            "contact": "address",
        },
        differ="The documents differ:",
        readings="It depends on what is meant:",
        higher="{name} is higher: {value} against {other_value} for {other}",
        equal="Both are the same: {value}",
        earlier="{name} came first, {time} earlier",
        later="{name} came later, by {time}",
        years="{number} years",
        months="{number} months",
        days="{number} days",
        quotes=("“", "”"),
        colon=": ",
        comma="; ",
        list_comma=", ",
        stop=".",
        read_as="Read as: {question}",
        model_failed="The language model did not answer ({reason}); this is the answer without it.",
        model_unsupported="The language model's text was not borne out by the documents;"
        " this is the answer without it.",
        model_partly="Part of the language model's text was not borne out by the documents and is"
        " left out.",
        model_marked="Part of the language model's text is not borne out by the documents; it is"
        " marked.",
        unsupported="⚠ not borne out by the documents: ~~{text}~~",
    ),
    "zh": Wording(
        not_found="文件没有回答这个问题。",
        not_found_part="文件没有回答“{question}”。",
        courtesy="请提问：我只回答文件里写明的内容，并给出每句话的出处。",
        documents_held="文件库中有{count}份文件，新的在前：",
        nearest="最接近的内容：",
        only_years="文件给出的是{years}年的情况，没有{asked}年的。",
        unknown_code="没有文件提到{code}。",
        unmentioned="相关内容没有提到{names}。",
        without="相关内容没有给出{details}。",
        details={
            "date": "日期",
            "amount": "金额",
            "share": "百分比",
            "count": "所问的数量",
            "place": "地点",
            "person": "人员",
            "organisation": "机构",
            "name": "名称",
            "contact": "联系方式",
        },
        differ="各处说法不一：",
        readings="要看指的是哪一个：",
        higher="{name}更高：{value}，{other}为{other_value}",
        equal="两者相同：{value}",
        earlier="{name}在先，早{time}",
        later="{name}在后，晚{time}",
        years="{number}年",
        months="{number}个月",
        days="{number}天",
        quotes=("“", "”"),
        colon="：",
        comma="；",
        list_comma="、",
        stop="。",
        read_as="按此理解：{question}",
        model_failed="语言模型未能作答（{reason}），以下为不用模型的答案。",
        model_unsupported="语言模型的文字未得到文件证实，以下为不用模型的答案。",
        model_partly="语言模型的部分文字未得到文件证实，已略去。",
        model_marked="语言模型的部分文字未得到文件证实，已标明。",
        unsupported="⚠ 未得到文件证实：~~{text}~~",
    ),
    "fr": Wording(
        not_found="Les documents ne répondent pas à cette question.",
        not_found_part="Les documents ne répondent pas à « {question} ».",
        courtesy="Demandez ce que disent les documents : chaque réponse montre son passage.",
        documents_held="La collection compte {count} documents, les plus récents d'abord :",
        nearest="Ce qu'ils disent de plus proche :",
        only_years="Les documents le donnent pour {years} ; aucun pour {asked}.",
        unknown_code="Aucun document ne mentionne {code}.",
        unmentioned="Ce qu'ils disent à ce sujet ne mentionne pas {names}.",
        without="Ce qu'ils disent à ce sujet n'indique pas : {details}.",
        details={
            "date": "date",
            "amount": "montant",
            "share": "pourcentage",
            "count": "nombre demandé",
            "place": "lieu",
            "person": "personne",
            "organisation": "organisation",
            "name": "nom",
            "contact": "adresse",
        },
        differ="Les documents divergent :",
        readings="Cela dépend de ce que l'on entend :",
        higher="{name} est plus élevé : {value} contre {other_value} pour {other}",
        equal="Les deux sont égaux : {value}",
        earlier="{name} est antérieur de {time}",
        later="{name} est postérieur de {time}",
        years="{number} ans",
        months="{number} mois",
        days="{number} jours",
        quotes=("« ", " »"),
        colon=" : ",
        comma=" ; ",
        list_comma=", ",
        stop=".",
        read_as="Compris comme : {question}",
        model_failed="Le modèle de langue n'a pas répondu ({reason}) ; voici la réponse sans lui.",
        model_unsupported="Le texte du modèle de langue n'est pas confirmé par les documents ;"
        " voici la réponse sans lui.",
        model_partly="Une partie du texte du modèle de langue n'est pas confirmée par les documents"
        " et a été omise.",
        model_marked="Une partie du texte du modèle de langue n'est pas confirmée par les"
        " documents ; elle est signalée.",
        unsupported="⚠ non confirmé par les documents : ~~{text}~~",
    ),
    "es": Wording(
        not_found="Los documentos no responden a esta pregunta.",
        not_found_part="Los documentos no responden a «{question}».",
        courtesy="Pregunte qué dicen los documentos: cada respuesta muestra su pasaje.",
        documents_held="La colección tiene {count} documentos, los más recientes primero:",
        nearest="Lo más cercano que dicen:",
        only_years="Los documentos lo dan para {years}; ninguno para {asked}.",
        unknown_code="Ningún documento menciona {code}.",
        unmentioned="Lo que dicen al respecto no menciona {names}.",
        without="Lo que dicen al respecto no indica: {details}.",
        details={
            "date": "fecha",
            "amount": "importe",
            "share": "porcentaje",
            "count": "número pedido",
            "place": "lugar",
            "person": "persona",
            "organisation": "organización",
            "name": "nombre",
            "contact": "dirección",
        },
        differ="Los documentos difieren:",
        readings="Depende de lo que se quiera decir:",
        higher="{name} es mayor: {value} frente a {other_value} de {other}",
        equal="Ambos son iguales: {value}",
        earlier="{name} fue antes, por {time}",
        later="{name} fue después, por {time}",
        years="{number} años",
        months="{number} meses",
        days="{number} días",
        quotes=("«", "»"),
        colon=": ",
        comma="; ",
        list_comma=", ",
        stop=".",
        read_as="Entendido como: {question}",
        model_failed="El modelo de lenguaje no respondió ({reason}); esta es la respuesta sin él.",
        model_unsupported="Los documentos no confirman el texto del modelo de lenguaje;"
        " esta es la respuesta sin él.",
        model_partly="Los documentos no confirman una parte del texto del modelo de lenguaje, que"
        " se ha omitido.",
        model_marked="Los documentos no confirman una parte del texto del modelo de lenguaje, que"
        " va señalada.",
        unsupported="⚠ no confirmado por los documentos: ~~{text}~~",
    ),
    "ru": Wording(
        not_found="В документах нет ответа на этот вопрос.",
        not_found_part="В документах нет ответа на вопрос «{question}».",
        courtesy="Спросите, что сказано в документах: при каждом ответе показано место в них.",
        documents_held="Документов в коллекции: {count}, сначала новые:",
        nearest="Ближайшее, что в них сказано:",
        only_years="В документах это дано за {years}; за {asked} — нет.",
        unknown_code="Ни один документ не упоминает {code}.",
        unmentioned="В том, что сказано об этом, не упоминается: {names}.",
        without="В том, что сказано об этом, не указано: {details}.",
        details={
            "date": "дата",
            "amount": "сумма",
            "share": "доля",
            "count": "искомое количество",
            "place": "место",
            "person": "лицо",
            "organisation": "организация",
            "name": "название",
            "contact": "адрес",
        },
        differ="Документы расходятся:",
        readings="Зависит от того, что имеется в виду:",
        higher="{name} больше: {value} против {other_value} у {other}",
        equal="Одинаково: {value}",
        earlier="{name} раньше, разница: {time}",
        later="{name} позже, разница: {time}",
        years="{number} г.",
        months="{number} мес.",
        days="{number} дн.",
        quotes=("«", "»"),
        colon=": ",
        comma="; ",
        list_comma=", ",
        stop=".",
        read_as="Понято как: {question}",
        model_failed="Языковая модель не ответила ({reason}); это ответ без неё.",
        model_unsupported="Документы не подтверждают текст языковой модели; это ответ без неё.",
        model_partly="Часть текста языковой модели документами не подтверждается и опущена.",
        model_marked="Часть текста языковой модели документами не подтверждается; она отмечена.",
        unsupported="⚠ не подтверждается документами: ~~{text}~~",
    ),
    "ar": Wording(
        not_found="لا تجيب الوثائق عن هذا السؤال.",
        not_found_part="لا تجيب الوثائق عن «{question}».",
        courtesy="اسألني عمّا تقوله الوثائق: كل إجابة تُظهر المقطع الذي تستند إليه.",
        documents_held="عدد وثائق المجموعة: {count}، الأحدث أولا:",
        nearest="أقرب ما تقوله:",
        only_years="تذكره الوثائق لعام {years}؛ ولا تذكره لعام {asked}.",
        unknown_code="لا تذكر أي وثيقة {code}.",
        unmentioned="ما ورد فيها عن هذا الموضوع لا يذكر {names}.",
        without="ما ورد فيها عن هذا الموضوع لا يتضمن: {details}.",
        details={
            "date": "التاريخ",
            "amount": "المبلغ",
            "share": "النسبة المئوية",
            "count": "العدد المطلوب",
            "place": "المكان",
            "person": "الشخص",
            "organisation": "المنظمة",
            "name": "الاسم",
            "contact": "العنوان",
        },
        differ="تختلف الوثائق:",
        readings="يتوقف ذلك على المقصود:",
        higher="{name} أعلى: {value} مقابل {other_value} لـ {other}",
        equal="القيمتان متساويتان: {value}",
        earlier="{name} أسبق، والفرق {time}",
        later="{name} لاحق، والفرق {time}",
        years="{number} سنوات",
        months="{number} أشهر",
        days="{number} أيام",
        quotes=("«", "»"),
        colon=": ",
        comma="؛ ",
        list_comma="، ",
        stop=".",
        read_as="فُهم السؤال هكذا: {question}",
        model_failed="لم يجب نموذج اللغة ({reason})؛ هذه هي الإجابة من دونه.",
        model_unsupported="لا تؤيد الوثائق نص نموذج اللغة؛ هذه هي الإجابة من دونه.",
        model_partly="لا تؤيد الوثائق جزءا من نص نموذج اللغة، وقد حُذف.",
        model_marked="لا تؤيد الوثائق جزءا من نص نموذج اللغة، وقد وُسم.",
        unsupported="⚠ لا تؤيده الوثائق: ~~{text}~~",
    ),
}


def wording(language: str) -> Wording:
    """The frame in a language, in English where it is not one of the six."""
    return WORDINGS.get(language, WORDINGS["en"])
