"""True sentences about the sample documents, in six languages, written by hand.

In a sentence ``⟦words⟧`` stands for the marker of the evidence that holds these words. ``swaps``
are replacements that make it false: another row, code, year or thing of the same document.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Truth:
    """A question, a true answer to it, and what makes the answer false."""

    question: str
    text: str
    swaps: tuple[tuple[str, str], ...] = ()


TRUTHS = [
    # English over English tables
    Truth(
        "How much did OP-23 give to P4?",
        "P4 received CHF 480,000 in 2023, which is 11.4% of the budget. ⟦480,000 | 11.4%⟧",
        (("P4", "P2"), ("P4", "P1"), ("2023", "2026"), ("P4", "E4"), ("of the budget", "of P3")),
    ),
    Truth(
        "What was the P2 budget in 2023?",
        "In 2023 digital transformation (P2) was allotted 756,000 Swiss francs. ⟦756,000 | 18.0%⟧",
        (("digital transformation (P2)", "affordable connectivity (P1)"), ("P2", "P3")),
    ),
    Truth(
        "How much was allocated to environmental sustainability in OP-23?",
        "The commitment to environmental sustainability got CHF 155,000. ⟦155,000 | 3.7%⟧",
        (("commitment to environmental sustainability", "regional presence"), ("CHF", "USD")),
    ),
    Truth(
        "What did enablers E1 and E2 receive together in 2023?",
        "E1 and E2 received CHF 295,000 together in 2023. ⟦15,000 | 0.4%⟧⟦280,000 | 6.7%⟧",
        (("295,000", "305,000"), ("E2", "E4"), ("295,000", "280,000")),
    ),
    Truth(
        "How much more did P3 get than P4 in 2023?",
        "P3 got CHF 1,111,000 and P4 CHF 480,000, a difference of CHF 631,000."
        " ⟦1,111,000 | 26.5%⟧⟦480,000 | 11.4%⟧",
        (
            ("P3 got CHF 1,111,000 and P4 CHF 480,000", "P3 got CHF 480,000 and P4 CHF 1,111,000"),
            ("631,000", "613,000"),
        ),
    ),
    Truth(
        "What share of the OP-23 budget had gone to external purchases by 8 May 2023?",
        "By 8 May 2023, about 12% had been spent on external service purchases. ⟦about 12%⟧",
        (("8 May", "9 May"), ("12%", "12 million"), ("12%", "30%")),
    ),
    Truth(
        "How many delegates are registered for Study Group 2 on 27 March 2026?",
        "On 27 March 2026, 181 delegates were registered for Study Group 2."
        " ⟦Digital transformation | 181⟧",
        (("Study Group 2", "Study Group 1"), ("27 March", "26 March"), ("181", "206")),
    ),
    Truth(
        "How many delegates are registered for the two study groups together on 27 March 2026?",
        "Together the two groups have 387 delegates: 206 in Study Group 1 and 181 in Study Group 2."
        " ⟦connectivity | 206⟧⟦transformation | 181⟧",
        (("387", "377"), ("206 in Study Group 1 and 181", "181 in Study Group 1 and 206")),
    ),
    Truth(
        "How many people took part in GSR-21?",
        "GSR-21 was held online from 21 to 25 June 2021 with 637 participants. ⟦online | 637⟧",
        (("GSR-21", "GSR-20"), ("25 June", "26 June"), ("2021", "2020")),
    ),
    Truth(
        "How many courses and participants did the Centres of Excellence have in 2020?",
        "In 2020 the Centres of Excellence gave 66 courses to about 5,466 participants."
        " ⟦66 | about 5,466⟧",
        (("2020", "2019"), ("66 courses", "40 courses"), ("66", "sixty-nine")),
    ),
    Truth(
        "How many Digital Transformation Centres were there in the Americas in the first phase?",
        "The Americas had two centres, in Brazil and the Dominican Republic."
        " ⟦Brazil, Dominican Republic | 2⟧",
        (("Americas", "Asia-Pacific"), ("two", "three"), ("Brazil", "Rwanda"), ("Brazil", "Peru")),
    ),
    Truth(
        "Which acceleration centres have not yet signed their agreement?",
        "Four of the organizations selected have not yet signed a cooperation agreement."
        " ⟦Cooperation agreement not yet signed | 4⟧",
        (("Four", "Ten"), ("Four", "Seventeen"), ("Four", "Three")),
    ),
    Truth(
        "What is the VaMoz Digital project worth and how long does it last?",
        "VaMoz Digital in Mozambique is worth EUR 2.3 million and lasts 3.5 years."
        " ⟦2,300,000 | 3.5⟧",
        (("2.3", "3"), ("EUR", "USD"), ("3.5 years", "3 years"), ("Mozambique", "Malawi")),
    ),
    # English over English text
    Truth(
        "When did the Director of BDT launch the alliance?",
        "The alliance was launched by the Director of BDT on 25 January 2023. ⟦25 January 2023⟧",
        (("25 January", "26 January"), ("2023", "2024"), ("Director of BDT", "President of Malta")),
    ),
    Truth(
        "How many people will Norway's contribution train in Ghana?",
        "Norway joined in November 2020 and will train 14,000 people in Ghana. ⟦14,000 people⟧",
        (("14,000", "140,000"), ("Ghana", "Kenya"), ("Norway", "Sweden"), ("November", "October")),
    ),
    Truth(
        "How many people were trained by the ITU Academy since 2018?",
        "Since 2018, 22,197 people were trained, and 8,057 of them were certified. ⟦22,197⟧",
        (("22,197", "22,000"), ("8,057", "8,750"), ("22,197", "8,057"), ("2018", "2016")),
    ),
    Truth(
        "How many members does the Digital Innovation Board have?",
        "The Board has 31 members, who serve in a personal capacity. ⟦31 members⟧",
        (("31", "13"), ("31", "thirty"), ("31 members", "31%"), ("31", "thirty-two")),
    ),
    Truth(
        "How many questions does the fourth Global Cybersecurity Index ask?",
        "The fourth Global Cybersecurity Index asks 82 questions under five pillars."
        " ⟦82 questions⟧",
        (("five pillars", "six pillars"), ("82", "eighty"), ("82", "85")),
    ),
    Truth(
        "Was BDT's internal process mapping meant to improve transparency?",
        "The mapping is meant to improve efficiency, transparency and accountability."
        " ⟦efficiency, transparency and accountability⟧",
        (("is meant", "is not meant"), ("The mapping", "The 2019 mapping")),
    ),
    # English over Chinese
    Truth(
        "How much does OP-26 give to cybersecurity?",
        "Cybersecurity receives CHF 465,000 in 2026, or 63.1% of P5. ⟦网络安全 | 465,000⟧",
        (("Cybersecurity", "Digital inclusion"), ("P5", "P2"), ("465,000", "460,000")),
    ),
    Truth(
        "What is the 2026 budget for P2, digital transformation, and its share?",
        "P2, digital transformation, has CHF 899,500 in OP-26, a share of 23.59%."
        " ⟦899,500 | 23.59%⟧",
        (("P2", "P5"), ("23.59%", "23.95%"), ("OP-26", "OP-23"), ("899,500", "899.5 million")),
    ),
    Truth(
        "How did the budget for P2, digital transformation, change from OP-23 to OP-26?",
        "P2 rose by CHF 143,500, from CHF 756,000 in 2023 to CHF 899,500 in 2026."
        " ⟦756,000 | 18.0%⟧⟦899,500 | 23.59%⟧",
        (
            ("143,500", "145,300"),
            (
                "from CHF 756,000 in 2023 to CHF 899,500 in 2026",
                "from CHF 899,500 in 2023 to CHF 756,000 in 2026",
            ),
        ),
    ),
    Truth(
        "When and in which city is GSR-26 held?",
        "GSR-26 takes place in Ankara from 12 to 15 May 2026. ⟦5月12日至15日⟧",
        (("Ankara", "Istanbul"), ("12 to 15", "12 to 16"), ("May", "June"), ("2026", "2027")),
    ),
    Truth(
        "How much seed funding does each young innovator in the GCYLP get?",
        "Each innovator gets USD 5,000 of seed funding. ⟦5,000美元⟧",
        (("USD", "CHF"), ("5,000", "50,000"), ("USD 5,000", "5,000 people")),
    ),
    Truth(
        "How many trainees took part in the ICT network managers' bootcamp in Kenya?",
        "The bootcamp in Kenya had 44 trainees from 18 sub-Saharan countries."
        " ⟦ICT网络管理员训练营 | 肯尼亚⟧",
        (("44", "50"), ("18", "forty-eight"), ("Kenya", "Mexico"), ("44 trainees", "44%")),
    ),
    Truth(
        "By what percentage did the policy and regulation budget fall between 2023 and 2026?",
        "Policy and regulation fell by 20.6%, from CHF 466,000 in 2023 to CHF 370,000 in 2026."
        " ⟦466,000 | 370,000⟧",
        (("fell", "rose"), ("20.6%", "26.0%"), ("466,000", "338,500")),
    ),
    Truth(
        "How many project addenda were signed since January 2026, and what are they worth?",
        "Twelve addenda worth CHF 612,012 have been signed since January 2026. ⟦12 | 612,012⟧",
        (("Twelve", "Fourteen"), ("612,012", "622,409"), ("January", "February")),
    ),
    Truth(
        "In which countries is the first prototype of GENIE.AI being tried?",
        "The first prototype of GENIE.AI is on trial in three countries: Kenya, Lesotho and"
        " El Salvador. ⟦莱索托⟧",
        (("three", "four"), ("Lesotho", "Rwanda"), ("El Salvador", "Guatemala")),
    ),
    Truth(
        "What are the five projects designed at the accelerator's first event worth?",
        "The five projects are worth USD 20 million in all. ⟦2 000万美元⟧",
        (("USD 20 million", "USD 20 billion"), ("USD", "EUR"), ("20 million", "two million")),
    ),
    # Chinese over Chinese
    Truth(
        "OP-26的P4分到多少钱？",
        "OP-26给P4的预算是319,385瑞郎，占8.38%。⟦319,385 | 8.38%⟧",
        (("P4", "P1"), ("瑞郎", "美元"), ("319,385", "三十二万"), ("8.38%", "8.83%")),
    ),
    Truth(
        "2026年项目管理占总预算的百分之几？",
        "项目管理的预算为3万瑞郎，占总预算的0.8%。⟦30,000 | 5.2%⟧",
        (("3万", "3千"), ("0.8%", "8%"), ("项目管理", "成员驱动"), ("3万瑞郎", "3万人")),
    ),
    Truth(
        "2026年成员驱动和项目管理两项合计多少瑞郎？",
        "成员驱动和项目管理两项合计215,000瑞郎。⟦185,000 | 31.9%⟧⟦30,000 | 5.2%⟧",
        (("215,000", "251,000"), ("项目管理", "支持性服务")),
    ),
    Truth(
        "2017年釜山讲习班有多少个国家的代表参加？",
        "2017年9月26日至28日的釜山讲习班有十个国家的代表参加。⟦10个国家的代表⟧",
        (("十个", "十一个"), ("28日", "29日"), ("9月", "10月"), ("釜山", "首尔")),
    ),
    Truth(
        "DCM显示土耳其和叙利亚地震后网络覆盖最低掉到多少？",
        "蜂窝网络覆盖一度掉到正常水平的百分之七十九。⟦79%⟧",
        (("百分之七十九", "百分之九十七"), ("百分之七十九", "八成"), ("掉到", "没有掉到")),
    ),
    Truth(
        "2026年P1的预算是多少？",
        "2026年P1的预算为55.2万瑞郎，占14.48%。⟦552,000 | 14.48%⟧",
        (("55.2万", "55.2亿"), ("P1", "P3"), ("55.2万", "五十万"), ("2026", "2023")),
    ),
    # Chinese over English
    Truth(
        "2023年区域代表机构（E2）的预算是多少？",
        "2023年区域代表机构（E2）的预算为28万瑞郎，占6.7%。⟦280,000 | 6.7%⟧",
        (("E2", "E4"), ("28万", "280万"), ("瑞郎", "欧元"), ("2023", "2026")),
    ),
    Truth(
        "数字化发展创新和创业联盟是哪一天由谁发起的？",
        "该联盟由电信发展局主任于2023年1月25日发起。⟦25 January 2023⟧",
        (("25日", "24日"), ("1月", "2月"), ("2023", "2022")),
    ),
    Truth(
        "挪威的资助将在加纳培训多少人？",
        "挪威的资助将在加纳培训1.4万人。⟦14,000 people⟧",
        (("1.4万", "1.4千"), ("加纳", "卢旺达"), ("挪威", "瑞典"), ("1.4万人", "1.4万美元")),
    ),
    Truth(
        "两个研究组的会议什么时候在哪里举行？",
        "两个研究组的会议于2026年4月13日至24日在日内瓦举行。⟦13 to 24 April 2026⟧",
        (("24日", "25日"), ("4月", "5月"), ("日内瓦", "纽约"), ("2026", "2025")),
    ),
    # French, Spanish, Russian, Arabic
    Truth(
        "Quel est le budget 2026 de l'inclusion numérique ?",
        "L'inclusion numérique dispose de 271 500 francs suisses en 2026. ⟦271,500 | 36.9%⟧",
        (("271 500", "217 500"), ("francs suisses", "euros"), ("2026", "2023")),
    ),
    Truth(
        "Quelle part de la couverture cellulaire normale restait-il au Vanuatu le 3 mars 2023 ?",
        "Le 3 mars 2023, il restait au Vanuatu 36 % de la couverture cellulaire normale. ⟦36 %⟧",
        (("36 %", "63 %"), ("3 mars", "4 mars"), ("Vanuatu", "Tonga"), ("36 %", "36 millions")),
    ),
    Truth(
        "Combien de personnes les cyclones ont-ils touchées au Vanuatu ?",
        "Environ 250 000 personnes ont subi les inondations au Vanuatu. ⟦250 000⟧",
        (("250 000", "25 000"), ("250 000 personnes", "250 000 francs"), ("Vanuatu", "Malawi")),
    ),
    Truth(
        "¿Cuál fue el presupuesto de 2023 para diversidad e inclusión?",
        "El presupuesto de 2023 para diversidad e inclusión (E3) fue de 404.500 francos suizos."
        " ⟦404,500 | 9.6%⟧",
        (("404.500", "440.500"), ("E3", "E2"), ("francos suizos", "dólares"), ("2023", "2026")),
    ),
    Truth(
        "¿Cuántos países firmaron el acuerdo HCM4A?",
        "Cuarenta y dos países han firmado el acuerdo HCM4A. ⟦HCM4A⟧",
        (("Cuarenta y dos", "Veinticuatro"), ("Cuarenta y dos países", "El 42%")),
    ),
    Truth(
        "Сколько делегатов зарегистрировано в Study Group 1 на 27 марта 2026 года?",
        "На 27 марта 2026 года в Study Group 1 зарегистрировано 206 делегатов."
        " ⟦connectivity | 206⟧",
        (("206", "260"), ("Study Group 1", "Study Group 2"), ("27 марта", "28 марта")),
    ),
    Truth(
        "Каков бюджет P2 в 2023 году?",
        "Бюджет P2 в 2023 году составил 756 тыс. швейцарских франков. ⟦756,000 | 18.0%⟧",
        (("756 тыс.", "756 млн"), ("P2", "P3"), ("швейцарских франков", "долларов")),
    ),
    Truth(
        "ما ميزانية P4 في عام 2023؟",
        "بلغت ميزانية P4 في عام 2023 ما قدره 480,000 فرنك سويسري. ⟦480,000 | 11.4%⟧",
        (("480,000", "408,000"), ("P4", "P2"), ("فرنك سويسري", "دولار"), ("2023", "2026")),
    ),
    Truth(
        "كم عدد أعضاء Digital Innovation Board؟",
        "يضم Digital Innovation Board واحدا وثلاثين عضوا، أي 31 عضوا. ⟦31 members⟧",
        (("31", "13"), ("31", "35")),
    ),
]
