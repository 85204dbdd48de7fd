"""Small documents with tables of the kinds that institutions publish, for questions over them."""

REPORT = """# Annual report of the Harbour Agency 2024

## 1 Finances

The following table gives income and expenditure (in thousands of US dollars):

| | 2024 | 2023 | 2022 |
|---|---|---|---|
| Income: | | | |
| Port dues | 4,250 | 3,900 | 3,600 |
| Pilotage fees | 1,180 | 1,240 | 1,010 |
| Other | 320 | 310 | 295 |
| Total income | 5,750 | 5,450 | 4,905 |
| Expenditure: | | | |
| Salaries | 2,900 | 2,750 | 2,600 |
| Maintenance and dredging | 1,450 | 1,150 | 1,400 |
| Other | 410 | 395 | 380 |
| Total expenditure | 4,760 | 4,295 | 4,380 |
| Exchange gain (loss) | (35) | 12 | (8) |

## 2 Traffic

Table 2: Ships by quay in 2024

| Quay | Ships | Average stay (days) |
|---|---|---|
| North quay | 412 | 2.5 |
| South quay | 389 | 3.1 |
| Oil jetty | 97 | 1.2 |
| Cruise terminal | 58 | 0.8 |
| Total | 956 | |

The cruise terminal handled 61,300 passengers in 2024, against 48,900 in 2023.
"""

STAFF = """# Staff tables

Table 1: Posts by duty station

| Duty station | Posts 2023 | Posts 2024 | Share of women |
|---|---|---|---|
| Geneva | 120 | 126 | 48% |
| Nairobi | 64 | 70 | 52% |
| Bangkok | 41 | 41 | 39% |
| Santiago | 22 | 25 | 44% |
"""

PLAN = """# 2025年工作计划

## 1 预算

表1：2025年各方案预算（万元）

| 方案 | 预算 | 占比 |
|---|---|---|
| A1 – 水资源管理 | 320 | 32% |
| A2 – 土壤保护 | 260 | 26% |
| A3 – 林业（含防火） | 260 | 26% |
| A4 – 气象服务 | 150 | 15% |
| 总计 | 1,000 | |

## 2 方案明细

### 2.1 方案1：水资源管理

| 方案/项目 | 2025年预算（万元） | 占方案的百分比 |
|---|---|---|
| 所有水资源管理 | 320 | |
| 灌溉 | 180 | 56.3% |
| 水质监测 | 90 | 28.1% |
| 培训 | 50 | 15.6% |

### 2.2 方案2：土壤保护

| 方案/项目 | 2025年预算（万元） | 占方案的百分比 |
|---|---|---|
| 所有土壤保护 | 260 | |
| 梯田 | 160 | 61.5% |
| 培训 | 100 | 38.5% |

## 3 风险

| 风险 | 概率 | 影响 | 负责人 |
|---|---|---|---|
| 干旱 | 高 | 中 | 李敏 |
| 经费不足 | 中 | 高 | 王强 |
"""

PLAN_BEFORE = """# 2024年工作计划

表1：2024年各方案预算（万元）

| 方案 | 预算 | 占比 |
|---|---|---|
| A1 – 水资源管理 | 300 | 33.3% |
| A2 – 土壤保护 | 280 | 31.1% |
| A3 – 荒漠化防治 | 200 | 22.2% |
| A4 – 气象服务 | 120 | 13.3% |
| 总计 | 900 | |
"""

GRANTS = """Fund,Currency,Grant 2023,Grant 2024
Coast fund,CHF,"150,000","180,000"
River fund,EUR,"90,000","120,000"
"""

LEAFLET = """# The harbour in brief

Table 1: Ships by quay in 2024

| Quay | Ships | Average stay (days) |
|---|---|---|
| North quay | 415 | 2.5 |
| West quay | 12 | 4.0 |
"""

TABLES = {
    "harbour.md": REPORT,
    "leaflet.md": LEAFLET,
    "staff.md": STAFF,
    "grants.csv": GRANTS,
    "plan-2025.md": PLAN,
    "plan-2024.md": PLAN_BEFORE,
}
